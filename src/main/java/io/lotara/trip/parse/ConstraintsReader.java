package io.lotara.trip.parse;

import io.lotara.travel.HouseRule;
import io.lotara.travel.Party;
import io.lotara.travel.TransportMode;
import io.lotara.trip.TripRequest.DestinationKind;
import io.lotara.trip.TripRequest.Leg;
import io.lotara.trip.TripRequest.Pace;
import io.lotara.trip.TripRequest.RoomWish;
import io.lotara.trip.TripRequest.Threshold;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code constraints}: structure that says what a trip has to be. Pure and stateless; needs no knowledge of places. */
@Singleton
public final class ConstraintsReader {
  /** No trip may be longer: the planner's work grows with the days. */
  public static final int MOST_DAYS = 90;

  static final int MOST_PEOPLE = 100;
  private static final Pattern TWO_DATES =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:\\s*(?:to|until|till|/|\\.\\.|-|–|—|,)\\s*(\\d{4}-\\d\\d-\\d\\d))?");

  /**
   * What was read.
   *
   * @param said what could be read
   * @param violations empty when everything could
   */
  public record Result(Reading said, List<Violation> violations) {}

  /**
   * Reads an object of constraints. Unknown fields are ignored, null fields absent.
   *
   * @param constraints the object; Java null when the field is missing in the request
   */
  public Result read(@Nullable JsonNode constraints) {
    List<Violation> violations = new ArrayList<>();
    if (constraints == null) {
      return new Result(Reading.NOTHING, violations);
    }
    Shape root = new Shape(constraints, List.of("body", "constraints"), violations);
    if (!root.isObject()) {
      root.wrong("dict_type", "Input should be an object");
      return new Result(Reading.NOTHING, violations);
    }
    Reading.Draft draft = new Reading.Draft();
    places(root, draft);
    Timing timing = timing(root, draft);
    legs(root, draft, timing);
    say(draft, Topic.ONE_WAY, root.at("one_way").flag());
    who(root, draft);
    money(root, draft);
    wishes(root, draft);
    return new Result(draft.done(), List.copyOf(violations));
  }

  private record Timing(@Nullable LocalDate start, @Nullable LocalDate end) {}

  private static void places(Shape root, Reading.Draft draft) {
    say(draft, Topic.ORIGIN, place(root.at("origin")));
    say(draft, Topic.DESTINATION, place(root.at("destination")));
    List<Stop> cities = root.at("cities").list(ConstraintsReader::place);
    Integer count = root.at("city_count").integer(1, Shape.MOST_ENTRIES);
    say(draft, Topic.CITY_COUNT, count);
    if (cities != null && !cities.isEmpty()) {
      draft.say(Topic.CITIES, cities.stream().map(c -> c.as(DestinationKind.CITY)).toList());
      long different = cities.stream().map(c -> c.lookup().toLowerCase(java.util.Locale.ROOT)).distinct().count();
      if (count != null && count != cities.size() && count != different) {
        root.at("city_count")
            .wrong("value_error", "Value error, city_count is " + count + " but " + cities.size() + " cities are given");
      }
    }
  }

  /** A name, or an object that says what the name names. */
  private static @Nullable Stop place(Shape at) {
    if (at.absent()) {
      return null;
    }
    if (at.isText()) {
      String name = at.text();
      return name == null ? null : Stop.of(name);
    }
    if (!at.isObject()) {
      return at.wrong("string_type", "Input should be a valid string or an object with city, region or country");
    }
    String city = at.at("city").text();
    if (city == null) {
      city = at.at("name").text();
    }
    String region = at.at("region").text();
    if (region == null) {
      region = at.at("state").text();
    }
    String country = at.at("country").text();
    Integer nights = at.at("nights").integer(0, MOST_DAYS);
    if (city != null) {
      return new Stop(city, DestinationKind.CITY, region, country, nights);
    }
    if (region != null) {
      return new Stop(region, DestinationKind.REGION, null, country, nights);
    }
    if (country != null) {
      return new Stop(country, DestinationKind.COUNTRY, null, null, nights);
    }
    boolean nothing = java.util.stream.Stream.of("city", "name", "region", "state", "country").allMatch(f -> at.at(f).absent());
    return nothing ? at.wrong("missing", "Field required: city, region or country") : null;
  }

  private static Timing timing(Shape root, Reading.Draft draft) {
    Timing dates = span(root.at("dates"));
    Timing travel = span(root.at("travel_dates"));
    if (dates != null && travel != null && !dates.equals(travel)) {
      root.at("travel_dates").wrong("value_error", "Value error, travel_dates and dates are different");
    }
    Timing said = dates != null ? dates : travel;
    Integer days = root.at("duration_days").integer(1, MOST_DAYS);
    say(draft, Topic.DURATION_DAYS, days);
    if (said == null) {
      return new Timing(null, null);
    }
    if (said.start() == null) {
      draft.say(Topic.DATES, new When.Ending(said.end()));
      return said;
    }
    if (said.end() != null && days != null && days(said) != days) {
      root.at("duration_days")
          .wrong(
              "value_error",
              "Value error, duration_days is " + days + " but " + said.start() + " to " + said.end() + " are " + days(said) + " days");
    }
    draft.say(Topic.DATES, new When.Fixed(said.start(), said.end()));
    return said;
  }

  private static long days(Timing timing) {
    return timing.end().toEpochDay() - timing.start().toEpochDay() + 1;
  }

  /** An object, a list of one or two dates, or a text with one or two dates. */
  private static @Nullable Timing span(Shape at) {
    LocalDate start;
    LocalDate end;
    if (at.absent()) {
      return null;
    } else if (at.isObject()) {
      start = at.at("start").date();
      end = at.at("end").date();
    } else if (at.isArray()) {
      List<LocalDate> both = at.list(Shape::date);
      if (both == null || both.isEmpty()) {
        return null;
      }
      start = both.getFirst();
      end = both.size() > 1 ? both.getLast() : null;
    } else if (at.isText()) {
      String text = at.text();
      Matcher m = text == null ? null : TWO_DATES.matcher(text);
      if (m == null || !m.matches()) {
        return text == null ? null : at.wrong("value_error", "Value error, dates should read YYYY-MM-DD to YYYY-MM-DD");
      }
      start = at.part(m.group(1)).date();
      end = m.group(2) == null ? null : at.part(m.group(2)).date();
    } else {
      return at.wrong("dict_type", "Input should be an object with start and end");
    }
    if (start != null && end != null && end.isBefore(start)) {
      return at.wrong("value_error", "Value error, end " + end + " is before start " + start);
    }
    if (start != null && end != null && end.toEpochDay() - start.toEpochDay() >= MOST_DAYS) {
      return at.wrong("value_error", "Value error, a trip has at most " + MOST_DAYS + " days");
    }
    return start == null && end == null ? null : new Timing(start, end);
  }

  private static void legs(Shape root, Reading.Draft draft, Timing timing) {
    List<Leg> legs = root.at("legs").list(at -> leg(at, timing));
    if (legs == null || legs.isEmpty()) {
      return;
    }
    draft.say(Topic.LEGS, legs);
    for (int i = 1; i < legs.size(); i++) {
      if (legs.get(i).date().isBefore(legs.get(i - 1).date())) {
        root.at("legs").wrong("value_error", "Value error, the legs are not in the order of their dates");
        return;
      }
    }
  }

  private static @Nullable Leg leg(Shape at, Timing timing) {
    if (!at.object()) {
      return null;
    }
    for (String field : List.of("origin", "destination", "date")) {
      if (at.at(field).absent()) {
        at.at(field).wrong("missing", "Field required");
      }
    }
    Stop from = place(at.at("origin"));
    Stop to = place(at.at("destination"));
    LocalDate date = at.at("date").date();
    if (from == null || to == null || date == null) {
      return null;
    }
    if (timing.start() != null && date.isBefore(timing.start()) || timing.end() != null && date.isAfter(timing.end())) {
      return at.at("date").wrong("value_error", "Value error, the leg on " + date + " lies outside of the dates of the trip");
    }
    return new Leg(from.name(), to.name(), date);
  }

  private static void who(Shape root, Reading.Draft draft) {
    Shape at = root.at("travellers");
    if (at.absent()) {
      at = root.at("travelers");
    }
    if (at.isNumber()) {
      Integer adults = at.integer(1, MOST_PEOPLE);
      if (adults != null) {
        draft.say(Topic.TRAVELLERS, new Party(adults, List.of()));
      }
    } else if (at.object()) {
      Integer adults = at.at("adults").integer(0, MOST_PEOPLE);
      List<Integer> children = at.at("children").list(age -> age.integer(0, 17));
      if (at.at("adults").absent() && children == null) {
        at.at("adults").wrong("missing", "Field required");
        return;
      }
      if (adults == null && !at.at("adults").absent()) {
        return;
      }
      List<Integer> ages = children == null ? List.of() : children;
      int grown = adults == null ? 0 : adults;
      if (grown + ages.size() < 1) {
        at.wrong("value_error", "Value error, a party has at least one person");
      } else {
        draft.say(Topic.TRAVELLERS, new Party(grown, ages));
      }
    }
  }

  private static void money(Shape root, Reading.Draft draft) {
    BigDecimal dollars = root.at("budget_usd").amount(false);
    Shape at = root.at("budget");
    Spending budget = null;
    if (at.isNumber()) {
      BigDecimal amount = at.amount(false);
      budget = amount == null ? null : new Spending(amount, null, false, false);
    } else if (at.object()) {
      if (at.at("amount").absent()) {
        at.at("amount").wrong("missing", "Field required");
      }
      BigDecimal amount = at.at("amount").amount(false);
      String currency = at.at("currency").currency();
      BudgetFor scope = at.at("scope").one(BudgetFor.class);
      budget = amount == null ? null : new Spending(amount, currency, scope == BudgetFor.PER_PERSON, false);
    }
    if (dollars != null && budget != null) {
      boolean same = budget.amount().compareTo(dollars) == 0
          && !budget.perPerson()
          && (budget.currency() == null || budget.currency().equals("USD"));
      if (!same) {
        root.at("budget_usd").wrong("value_error", "Value error, budget_usd and budget are different");
      }
    }
    if (budget == null && dollars != null) {
      budget = new Spending(dollars, "USD", false, false);
    }
    say(draft, Topic.BUDGET, budget);
    approval(root.at("approval"), draft);
  }

  private enum BudgetFor {
    TOTAL,
    PER_PERSON
  }

  private static void approval(Shape at, Reading.Draft draft) {
    if (!at.object()) {
      return;
    }
    BigDecimal threshold = at.at("threshold").amount(true);
    String currency = at.at("currency").currency();
    if (at.at("threshold").absent() && !at.at("currency").absent()) {
      at.at("threshold").wrong("missing", "Field required");
    }
    if (threshold != null) {
      draft.say(Topic.APPROVAL, new Threshold(threshold, currency == null ? "USD" : currency));
    }
  }

  private static void wishes(Shape root, Reading.Draft draft) {
    say(draft, Topic.INTERESTS, root.at("interests").list(Shape::text));
    say(draft, Topic.PACE, root.at("pace").one(Pace.class));
    say(draft, Topic.PROVIDER, root.at("provider").text());
    Shape lodging = root.at("lodging");
    if (lodging.object()) {
      say(draft, Topic.ROOM_TYPE, lodging.at("room_type").one(RoomWish.class));
      List<HouseRule> rules = lodging.at("must_allow").list(r -> r.one(HouseRule.class));
      say(draft, Topic.MUST_ALLOW, Sets.inOrder(rules));
      BigDecimal night = lodging.at("max_per_night").amount(false);
      say(draft, Topic.MAX_PER_NIGHT, night == null ? null : new Spending(night, null, false, false));
    }
    Shape meals = root.at("meals");
    if (meals.object()) {
      say(draft, Topic.CUISINES, meals.at("cuisines").list(Shape::text));
      say(draft, Topic.DIETARY, meals.at("dietary").list(Shape::text));
    }
    Shape transport = root.at("transport");
    if (transport.object()) {
      List<TransportMode> forbidden = transport.at("forbidden").list(m -> m.one(TransportMode.class));
      say(draft, Topic.FORBIDDEN, Sets.inOrder(forbidden));
      Cabin cabin = transport.at("cabin").one(Cabin.class);
      say(draft, Topic.CABIN, cabin == null ? null : cabin.name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  /** Cabins that airlines sell. */
  private enum Cabin {
    ECONOMY,
    PREMIUM_ECONOMY,
    BUSINESS,
    FIRST
  }

  private static <T> void say(Reading.Draft draft, Topic<T> topic, @Nullable T value) {
    if (value != null && !Objects.equals(value, Collections.emptyList())) {
      draft.say(topic, value);
    }
  }
}
