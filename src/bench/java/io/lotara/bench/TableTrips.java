package io.lotara.bench;

import io.lotara.travel.HouseRule;
import io.lotara.travel.RoomType;
import io.lotara.travel.StayQuery;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TravelSource;
import io.lotara.trip.Itinerary;
import io.lotara.trip.TripRequest;
import io.lotara.trip.TripRequest.Budget;
import io.lotara.trip.TripRequest.RoomWish;
import io.lotara.trip.plan.PlanOutcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Requests over tables: planned from structure, naively, from the sentence alone, and made impossible. */
final class TableTrips {
  static final String HOLDS = "our plan holds every hard constraint";
  private static final String STEP = "planning step (TripPlanner.plan)";

  private final TravelSource tables;
  private final Desk desk;
  final Tally structured = new Tally();
  final Tally impossible = new Tally();
  final Tally sentences = new Tally();

  TableTrips(TravelSource tables) {
    this.tables = tables;
    this.desk = new Desk(tables);
  }

  /** Plans a request without counting it. */
  void warmUp(TripCase c) {
    desk.plan(desk.structured(c.structured()));
    desk.plan(desk.sentence(c.query()));
  }

  void run(TripCase c) {
    structured(c);
    impossible(c);
    sentence(c);
  }

  private void structured(TripCase c) {
    var understanding = desk.structured(c.structured());
    Desk.Attempt ours = desk.plan(understanding);
    structured.time(STEP, ours.nanos());
    List<String> wrong = ours.itinerary().map(i -> desk.violated(c, understanding.request(), c.cities(), ours,
        i)).orElse(List.of(ours.told()));
    structured.count(HOLDS, wrong.isEmpty());
    wrong.forEach(w -> structured.reason("what our plans did not hold", w));
    if (ours.itinerary().isPresent()) {
      // A figure apart: a plan that breaks something is worse than none.
      structured.count("our plans without a violated check", wrong.isEmpty());
    }
    if (!wrong.isEmpty()) {
      System.out.printf("! %s structured %s: %s%n", c.id(), c.structured(), wrong);
    }
    if (ours.search() == null) {
      return;
    }
    long start = System.nanoTime();
    Optional<Itinerary> naive = NaivePlanner.plan(understanding, ours.search(), ours.offers());
    structured.time("first-row planner", System.nanoTime() - start);
    List<String> faults = naive.map(i -> desk.violated(c, understanding.request(), c.cities(), ours, i)).orElse(List.of("no plan"));
    structured.count("first-row plan holds every hard constraint", faults.isEmpty());
    faults.forEach(w -> structured.reason("what first-row plans did not hold", w));
  }

  private void impossible(TripCase c) {
    least(c).ifPresent(least -> {
      impossible.count("the planner's least cost is not above that of the plan the request was made from", least <= c.budget());
      TripCase exact = c.budget(least);
      Desk.Attempt attempt = desk.plan(desk.structured(exact.structured()));
      boolean planned = attempt.itinerary()
          .filter(i -> desk.violated(exact, attempt.understanding().request(), c.cities(), attempt, i).isEmpty()).isPresent();
      impossible.count("a budget of exactly the least cost is planned", planned);
      if (!planned) {
        System.out.printf("! %s at its least cost %d: %s%n", c.id(), least, attempt.told());
      }
      if (least > 1) {
        recognised("budget one dollar below the least cost", "budget", c.budget(least - 1).structured(), tables, c);
      }
    });
    String wish = c.roomType() == null || c.roomType().startsWith("not") ? "entire room" : c.roomType();
    RoomType type = RoomType.valueOf(wish.substring(0, wish.indexOf(' ')).toUpperCase(Locale.ROOT));
    TripCase roomless = c.roomType(wish).budget(c.budget() * 10);
    if (sleepsOtherwise(c, type)) {
      recognised("no room of the wished type in a town", "room_type", roomless.structured(), new WithoutRooms(tables,
          c.cities().getLast(), type),
          c);
    }
    Map<String, Object> stuck = new HashMap<>(c.structured());
    stuck.put("transport",
        Map.of("forbidden", java.util.Arrays.stream(TransportMode.values()).map(m -> m.name().toLowerCase(Locale.ROOT)).toList()));
    recognised("every mode of transport forbidden", "transport", stuck, tables, c);
  }

  /** Whether the last town has beds of another type for the nights: only then is the type what cannot be held. */
  private boolean sleepsOtherwise(TripCase c, RoomType type) {
    TripRequest request = desk.structured(c.structured()).request();
    LocalDate in = c.legDays().get(c.legDays().size() - 2);
    LocalDate out = c.legDays().getLast();
    return tables.towns(c.cities().getLast()).stream()
        .flatMap(town -> tables.stays(new StayQuery(town, in, out, request.party(), "USD")).stream())
        .anyMatch(s -> s.roomType() != type && s.minimumNights() <= ChronoUnit.DAYS.between(in, out)
            && Collections.disjoint(s.forbids(), request.lodging().mustAllow()));
  }

  /** What the planner says is the least that such a trip costs. */
  private Optional<Integer> least(TripCase c) {
    return desk.plan(desk.structured(c.budget(1).structured())).infeasible().flatMap(i -> i.nearest().stream()
        .filter(change -> change.constraint().equals("budget"))
        .map(change -> amount(change.value()))
        .findFirst());
  }

  private static int amount(Object value) {
    Object amount = value instanceof Map<?, ?> map ? map.get("amount") : value;
    return new BigDecimal(String.valueOf(amount)).setScale(0, java.math.RoundingMode.CEILING).intValueExact();
  }

  private void recognised(String name, String constraint, Map<String, Object> constraints, TravelSource source, TripCase c) {
    Desk.Attempt attempt = desk.plan(desk.structured(constraints), source);
    impossible.time("planning step of what cannot be", attempt.nanos());
    boolean named = attempt.infeasible().map(PlanOutcome.Infeasible::conflict).filter(x -> x.contains(constraint)).isPresent();
    impossible.count("recognised and named: " + name, named);
    if (!constraint.equals("budget")) {
      // What a wish costs conflicts with a budget as well; nothing else conflicts with what is impossible by itself.
      attempt.infeasible().ifPresent(i -> impossible.count("  names nothing else: " + name, i.conflict().equals(List.of(constraint))));
    }
    if (!named) {
      System.out.printf("! %s, %s: %s %s%n", c.id(), name, attempt.told(),
          attempt.infeasible().map(PlanOutcome.Infeasible::conflict).orElse(List.of()));
    }
  }

  private void sentence(TripCase c) {
    TripRequest wanted = desk.structured(c.open()).request();
    var understanding = desk.sentence(c.query());
    List<String> misread = new ArrayList<>();
    fields(wanted, understanding.request()).forEach((field, right) -> {
      sentences.count("understood: " + field, right);
      if (!right) {
        misread.add(field);
      }
    });
    sentences.count("understood: every field of the request", misread.isEmpty());
    Desk.Attempt attempt = desk.plan(understanding);
    List<String> wrong = attempt.itinerary().map(i -> desk.violated(c, wanted, null, attempt, i)).orElse(List.of(attempt.told()));
    sentences.time(STEP, attempt.nanos());
    sentences.count("plan right for what was meant", wrong.isEmpty());
    wrong.forEach(w -> sentences.reason("what plans from sentences did not hold", w));
    if (!misread.isEmpty() || !wrong.isEmpty()) {
      System.out.printf("! %s misread %s, plan %s: %s%n", c.id(), misread, wrong, c.query());
    }
  }

  /** Field by field, those that were asked for; and whether nothing was read that was not said. */
  private static Map<String, Boolean> fields(TripRequest wanted, TripRequest read) {
    Map<String, Boolean> right = new java.util.LinkedHashMap<>();
    boolean any = read != null;
    right.put("origin", any && read.origin() != null && read.origin().name().equals(wanted.origin().name()));
    right.put("destination", any && read.destinations().stream().map(TripRequest.Destination::name).toList()
        .equals(wanted.destinations().stream().map(TripRequest.Destination::name).toList()));
    right.put("dates", any && read.start().equals(wanted.start()) && read.end().equals(wanted.end()));
    right.put("travellers", any && read.party().size() == wanted.party().size());
    right.put("budget", any && read.budget() != null && amount(read.budget(), read).compareTo(amount(wanted.budget(), wanted)) == 0);
    if (wanted.cityCount() != null) {
      right.put("number of cities", any && wanted.cityCount().equals(read.cityCount()));
    }
    RoomWish room = wanted.lodging().roomType();
    Set<HouseRule> rules = wanted.lodging().mustAllow();
    Set<String> food = plain(wanted);
    Set<TransportMode> modes = wanted.transport().forbidden();
    if (room != null) {
      right.put("room type", any && room == read.lodging().roomType());
    }
    if (!rules.isEmpty()) {
      right.put("house rule", any && rules.equals(read.lodging().mustAllow()));
    }
    if (!food.isEmpty()) {
      right.put("cuisines", any && food.equals(plain(read)));
    }
    if (!modes.isEmpty()) {
      right.put("transport", any && modes.equals(read.transport().forbidden()));
    }
    right.put("no wish that was not said", any
        && (room != null || read.lodging().roomType() == null)
        && (!rules.isEmpty() || read.lodging().mustAllow().isEmpty())
        && (!food.isEmpty() || read.meals().cuisines().isEmpty())
        && (!modes.isEmpty() || read.transport().forbidden().isEmpty()));
    return right;
  }

  private static BigDecimal amount(Budget budget, TripRequest request) {
    return budget.total(request.party());
  }

  private static Set<String> plain(TripRequest request) {
    return request.meals().cuisines().stream().map(c -> c.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }
}
