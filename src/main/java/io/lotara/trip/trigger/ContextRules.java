package io.lotara.trip.trigger;

import io.lotara.job.JobKind.Violation;
import io.lotara.travel.Gazetteer;
import io.lotara.travel.Town;
import io.lotara.trip.trigger.ContextReading.Money;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What makes no sense in the context of a trigger that is known, though each field of it can be read: told at once, and not planned. What is
 * known of other triggers is too little to say so.
 */
@Singleton
public final class ContextRules {
  private final Gazetteer gazetteer;

  public ContextRules(Gazetteer gazetteer) {
    this.gazetteer = gazetteer;
  }

  /**
   * What is wrong, with {@code loc} from the context's own field on.
   *
   * @param today (UTC)
   */
  public List<Violation> check(TriggerType type, ContextReading reading, LocalDate today) {
    List<Violation> violations = new ArrayList<>();
    if (type != TriggerType.OTHER) {
      past(reading, today, violations);
    }
    if (type == TriggerType.PRICE_DROP) {
      ToldJourney told = ToldJourney.of(reading);
      if (told.origin() != null && told.destination() != null && same(told.origin(), told.destination())) {
        violations.add(new Violation(reading.place("destination"), "must be another town than the origin", "value_error"));
      }
      Money before = reading.before();
      Money now = reading.now();
      if (before != null && now != null && before.currency().equals(now.currency()) && now.amount().compareTo(before.amount()) >= 0) {
        String field = ContextNames.NEW_PRICE.stream().filter(reading.said()::contains).findFirst().orElse("new_price");
        violations.add(
            new Violation(List.of(field), "must be below the price before, %s: it has not fallen".formatted(before.text()), "value_error"));
      }
    }
    return violations;
  }

  /** The first day that has passed says it; a last day before the first is complained of elsewhere. */
  private static void past(ContextReading reading, LocalDate today, List<Violation> violations) {
    ToldJourney told = ToldJourney.of(reading);
    LocalDate start = day(told.start());
    LocalDate end = day(told.end());
    String field = start != null && start.isBefore(today) ? "dates.start" : start == null && end != null && end.isBefore(today) ? "dates.end" : null;
    if (field != null) {
      violations.add(new Violation(reading.place(field), "must not be in the past; today is %s (UTC)".formatted(today), "value_error"));
    }
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private boolean same(String one, String other) {
    Optional<String> town = town(one);
    return one.equalsIgnoreCase(other) || town.isPresent() && town.equals(town(other));
  }

  private Optional<String> town(String name) {
    return gazetteer.towns(name).stream().findFirst().or(() -> gazetteer.byAirport(name)).map(Town::id);
  }
}
