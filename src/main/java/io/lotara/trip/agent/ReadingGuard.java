package io.lotara.trip.agent;

import io.lotara.travel.Gazetteer;
import io.lotara.travel.Town;
import io.lotara.trip.TripRequest.DestinationKind;
import io.lotara.trip.agent.ModelReading.Second;
import io.lotara.trip.parse.Reading;
import io.lotara.trip.parse.Said;
import io.lotara.trip.parse.Spending;
import io.lotara.trip.parse.Stop;
import io.lotara.trip.parse.Topic;
import io.lotara.trip.parse.When;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a model's reading may count: only what the grammar is silent on, only places that somebody knows, only amounts that stand in the
 * sentence, and no days in the past unless the sentence names their year.
 */
final class ReadingGuard {
  private static final double CONFIDENCE = 0.6;
  private static final Pattern NUMBER =
      Pattern.compile("(\\d[\\d.,]*)\\s*(k|thousand|million|mio|m|triệu|tr)?(?![\\p{L}])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final List<Topic<?>> WISHES =
      List.of(
          Topic.CITY_COUNT, Topic.DURATION_DAYS, Topic.TRAVELLERS, Topic.INTERESTS, Topic.PACE, Topic.ROOM_TYPE, Topic.MUST_ALLOW,
          Topic.CUISINES, Topic.DIETARY, Topic.FORBIDDEN, Topic.CABIN);

  private final String query;
  private final LocalDate today;
  private final Gazetteer gazetteer;
  private final Function<String, Optional<Town>> sources;
  private final Reading.Draft draft = new Reading.Draft();
  private final List<String> taken = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  ReadingGuard(String query, LocalDate today, Gazetteer gazetteer, Function<String, Optional<Town>> sources) {
    this.query = query;
    this.today = today;
    this.gazetteer = gazetteer;
    this.sources = sources;
  }

  /** The part of the model's reading that holds, next to the grammar's. */
  Second held(Reading model, Reading grammar) {
    boolean placed = grammar.has(Topic.DESTINATION) || grammar.has(Topic.CITIES) || grammar.has(Topic.LEGS);
    if (!placed) {
      places(model);
    }
    if (!grammar.has(Topic.ORIGIN)) {
      model.get(Topic.ORIGIN).flatMap(said -> known(said.value())).ifPresent(stop -> take(Topic.ORIGIN, stop));
    }
    days(model, grammar);
    money(model, grammar, Topic.BUDGET);
    money(model, grammar, Topic.MAX_PER_NIGHT);
    for (Topic<?> topic : WISHES) {
      boolean apart = topic == Topic.CITY_COUNT && placed || topic == Topic.DURATION_DAYS && grammar.has(Topic.DATES);
      if (!apart && !grammar.has(topic)) {
        wish(model, topic);
      }
    }
    if (!taken.isEmpty()) {
      notes.addFirst("Read by the language model, for the grammar did not: " + String.join(", ", taken) + ".");
    }
    return new Second(draft.done(), List.copyOf(notes));
  }

  private <T> void take(Topic<T> topic, T value) {
    draft.say(topic, value, null, CONFIDENCE);
    taken.add(topic.name().replace('_', ' '));
  }

  private <T> void wish(Reading model, Topic<T> topic) {
    model.get(topic).map(Said::value).filter(v -> !(v instanceof Collection<?> c && c.isEmpty())).ifPresent(v -> take(topic, v));
  }

  private void places(Reading model) {
    Optional<List<Stop>> cities = model.get(Topic.CITIES).map(Said::value);
    if (cities.isPresent()) {
      List<Stop> known = cities.get().stream().flatMap(s -> known(s).stream()).toList();
      // A route with a hole in it is another route.
      if (known.size() == cities.get().size()) {
        take(Topic.CITIES, known);
      }
      return;
    }
    model.get(Topic.DESTINATION).flatMap(said -> known(said.value())).ifPresent(stop -> take(Topic.DESTINATION, stop));
  }

  private Optional<Stop> known(Stop stop) {
    boolean known =
        switch (stop.kind()) {
          case COUNTRY -> gazetteer.country(stop.name()).isPresent();
          case REGION -> gazetteer.region(stop.name()).isPresent();
          case CITY -> !gazetteer.towns(stop.lookup()).isEmpty() || sources.apply(stop.lookup()).isPresent();
          case null -> false;
        };
    if (known) {
      return Optional.of(stop);
    }
    if (stop.kind() != DestinationKind.CITY && !gazetteer.towns(stop.name()).isEmpty()) {
      return Optional.of(Stop.of(stop.name()).as(DestinationKind.CITY));
    }
    notes.add("The language model named a place that no source knows; it was left out.");
    return Optional.empty();
  }

  private void days(Reading model, Reading grammar) {
    if (grammar.has(Topic.DATES)) {
      return;
    }
    Optional<When> when = model.get(Topic.DATES).map(Said::value);
    if (when.isEmpty()) {
      return;
    }
    LocalDate first = when.get() instanceof When.Fixed(LocalDate start, LocalDate end) ? start : ((When.Ending) when.get()).end();
    if (first.isBefore(today) && !query.contains(String.valueOf(first.getYear()))) {
      notes.add("The language model named days in the past; they were left out.");
    } else if (when.get() instanceof When.Fixed fixed && grammar.has(Topic.DURATION_DAYS)) {
      take(Topic.DATES, new When.Fixed(fixed.start(), null));
    } else {
      take(Topic.DATES, when.get());
    }
  }

  private void money(Reading model, Reading grammar, Topic<Spending> topic) {
    Optional<Spending> said = model.get(topic).map(Said::value);
    if (said.isEmpty() || grammar.has(topic)) {
      return;
    }
    if (amounts().stream().anyMatch(a -> a.compareTo(said.get().amount()) == 0)) {
      take(topic, said.get());
    } else {
      notes.add("The language model named an amount of money that the request does not; it was left out.");
    }
  }

  /** Every amount that the digits of the sentence can mean. */
  private Set<BigDecimal> amounts() {
    Set<BigDecimal> amounts = new java.util.HashSet<>();
    Matcher m = NUMBER.matcher(query);
    while (m.find()) {
      String digits = m.group(1).replaceAll("[.,]+$", "");
      int zeros = zeros(m.group(2));
      amounts.add(new BigDecimal(digits.replaceAll("[.,]", "")).scaleByPowerOfTen(zeros));
      String decimal = digits.replace(',', '.');
      if (decimal.indexOf('.') >= 0 && decimal.indexOf('.') == decimal.lastIndexOf('.')) {
        amounts.add(new BigDecimal(decimal).scaleByPowerOfTen(zeros));
      }
    }
    return amounts;
  }

  private static int zeros(String unit) {
    return switch (unit == null ? "" : unit.toLowerCase(Locale.ROOT)) {
      case "k", "thousand" -> 3;
      case "m", "mio", "million", "triệu", "tr" -> 6;
      default -> 0;
    };
  }
}
