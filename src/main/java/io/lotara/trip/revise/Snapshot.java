package io.lotara.trip.revise;

import io.lotara.trip.Itinerary;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan as far as another one is compared with it.
 *
 * @param total what it costs
 * @param currency of the total
 * @param days how many
 * @param items each thing that came from a source once, on the first day it is used
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Snapshot(BigDecimal total, String currency, int days, List<Item> items) {

  /** One thing of a plan. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Item(String ref, String kind, String name, @Nullable String city, LocalDate date) {}

  /** What there is to compare in a plan. */
  public static Snapshot of(Itinerary plan) {
    Map<String, Item> items = new LinkedHashMap<>();
    for (Itinerary.Day day : plan.days()) {
      for (Itinerary.Item item : day.items()) {
        if (item.ref() != null) {
          items.putIfAbsent(item.ref(), new Item(item.ref(), item.kind(), item.place(), item.city(), day.date()));
        }
      }
    }
    return new Snapshot(plan.cost().total(), plan.cost().currency(), plan.trip().days(), new ArrayList<>(items.values()));
  }
}
