package io.lotara.trip.revise;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a revised plan has other than the one before.
 *
 * @param cost in the currency of the new plan; of the old one only when it is the same
 * @param days how many there are
 * @param added what is new
 * @param dropped what is gone
 * @param moved what is on another day
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Diff(Cost cost, Days days, List<Snapshot.Item> added, List<Snapshot.Item> dropped, List<Moved> moved) {

  /** Totals; {@code change} is above zero when the new plan is dearer, null when the currencies differ. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Cost(
      BigDecimal before, String currencyBefore, BigDecimal after, String currency, @io.micronaut.core.annotation.Nullable BigDecimal change) {}

  /** Numbers of days. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Days(int before, int after, int change) {}

  /** The first day of something, before and now. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Moved(String ref, String kind, String name, LocalDate from, LocalDate to) {}

  /** What changed from one plan to the other. */
  public static Diff between(Snapshot before, Snapshot after) {
    Map<String, Snapshot.Item> old = new LinkedHashMap<>();
    before.items().forEach(item -> old.put(item.ref(), item));
    List<Snapshot.Item> added = new ArrayList<>();
    List<Moved> moved = new ArrayList<>();
    for (Snapshot.Item item : after.items()) {
      Snapshot.Item was = old.remove(item.ref());
      if (was == null) {
        added.add(item);
      } else if (!was.date().equals(item.date())) {
        moved.add(new Moved(item.ref(), item.kind(), item.name(), was.date(), item.date()));
      }
    }
    BigDecimal change = before.currency().equals(after.currency()) ? after.total().subtract(before.total()) : null;
    return new Diff(
        new Cost(before.total(), before.currency(), after.total(), after.currency(), change),
        new Days(before.days(), after.days(), after.days() - before.days()),
        added,
        List.copyOf(old.values()),
        moved);
  }
}
