package io.lotara.trip.plan;

import io.lotara.travel.Meal;
import io.lotara.travel.Position;
import io.lotara.travel.Price;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.Itinerary.Item;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import io.lotara.trip.plan.RouteModel.Stop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a solution down day by day, with times, and adds up what it costs. */
final class ItineraryWriter {
  private final Understanding understanding;
  private final TripRequest request;
  private final Market market;
  private final DaySchedule schedule;

  ItineraryWriter(Understanding understanding, Market market, DaySchedule schedule) {
    this.understanding = understanding;
    this.request = understanding.request();
    this.market = market;
    this.schedule = schedule;
  }

  /** The itinerary; checks, alternatives and reasons are the caller's. */
  Itinerary write(Solution solution, List<Itinerary.Alternative> alternatives, List<Itinerary.Why> why) {
    RouteModel model = solution.model();
    DaySheet[] sheets = new DaySheet[request.days()];
    for (int t = 0; t < sheets.length; t++) {
      sheets[t] = new DaySheet(t + 1, request.start().plusDays(t), request.party().size());
    }
    RouteSolver windows = new RouteSolver(model, market, schedule);
    long budget = market.terms().budget();
    long[] spare = {budget == Terms.NO_LIMIT ? Terms.NO_LIMIT : budget - solution.cost()};
    int day = 0;
    for (int i = 0; i < model.stops().size(); i++) {
      Stop stop = model.stops().get(i);
      if (model.legInto(i) >= 0) {
        sheets[day].leg(solution.legs().get(model.legInto(i)));
      }
      List<StopDay> days = days(solution, i, windows.windows(i, solution.legs()), spare);
      for (int d = 0; d < days.size(); d++) {
        sheets[day + d].spend(stop.town().name(), days.get(d), d == 0 && stop.travelIn() || d == stop.nights() && stop.travelOut());
        if (d < stop.nights()) {
          sheets[day + d].sleep(stop.town().name(), solution.stays().get(i), d + 1, stop.nights());
        }
      }
      day += stop.nights();
    }
    if (model.comesHome()) {
      sheets[day].leg(solution.legs().getLast());
    }
    List<Day> written = new ArrayList<>();
    for (DaySheet sheet : sheets) {
      written.add(sheet.day());
    }
    List<String> destinations = model.stops().stream().map(s -> s.town().name()).toList();
    Itinerary.Trip trip = new Itinerary.Trip(
        model.origin() == null ? null : model.origin().name(), destinations, new Itinerary.Dates(request.start(), request.end()),
        request.days(), new Itinerary.Travellers(request.party().adults(), request.party().childrenAges()));
    List<TransportOffer> flights =
        solution.legs().stream().map(Market.Leg::offer).filter(o -> o.mode() == TransportMode.FLIGHT).toList();
    List<StayOffer> hotels = solution.stays().stream().filter(s -> s != null).map(Market.Stay::offer).distinct().toList();
    Itinerary.Cost cost = new CostSheet(market, solution.model().localByTown()).of(written);
    return new Itinerary(Summary.of(trip, cost, market.purse()), trip, understanding.fields(), assumptions(flights), written,
        flights, hotels, cost, List.of(), alternatives, why);
  }

  /** What was assumed, and that a wished cabin is not certain where the source tells none. */
  private List<String> assumptions(List<TransportOffer> flights) {
    String cabin = request.transport().cabin();
    if (cabin == null || flights.stream().allMatch(f -> f.cabin() != null)) {
      return understanding.assumptions();
    }
    List<String> assumptions = new ArrayList<>(understanding.assumptions());
    assumptions.add("The source does not tell the cabin of its flights; that they can be had in %s at this price is assumed."
        .formatted(cabin.replace('_', ' ')));
    return assumptions;
  }

  private List<StopDay> days(Solution solution, int i, List<Sights.Window> windows, long[] spare) {
    RouteModel model = solution.model();
    Stop stop = model.stops().get(i);
    Market.Leg in = model.legInto(i) < 0 ? null : solution.legs().get(model.legInto(i));
    Market.Leg out = model.legOut(i) < 0 ? null : solution.legs().get(model.legOut(i));
    List<Integer> open = new ArrayList<>();
    List<Boolean> full = new ArrayList<>();
    List<List<Position>> places = new ArrayList<>();
    for (int d = 0; d < windows.size(); d++) {
      boolean arriving = d == 0 && in != null;
      boolean leaving = d == stop.nights() && out != null;
      open.add(arriving && leaving
          ? RouteModel.between(in.pattern(), out.pattern())
          : arriving ? in.pattern() >> 3 : leaving ? out.pattern() & 7 : 7);
      full.add(!arriving && !leaving);
      places.add(solution.sights().get(i).get(d).stream().map(s -> s.place().position()).filter(p -> p != null).toList());
    }
    List<Map<Meal, Menu.Option>> meals = MealDays.spread(solution.meals().get(i), open, full, places);
    List<StopDay> days = new ArrayList<>();
    for (int d = 0; d < windows.size(); d++) {
      int free = d == 0 && in != null ? in.times().free() : 0;
      int leave = d == stop.nights() && out != null ? out.times().leave() : LegTimes.DAY;
      days.add(StopDay.of(windows.get(d), solution.sights().get(i).get(d), meals.get(d), free, leave, schedule));
    }
    for (int d = 0; d < days.size(); d++) {
      if (windows.get(d).full() && days.get(d).visits().isEmpty()) {
        days.set(d, another(stop, windows.get(d), meals.get(d), days, spare[0]).orElse(days.get(d)));
        spare[0] -= spare[0] == Terms.NO_LIMIT ? 0 : days.get(d).visits().stream().mapToLong(v -> market.admission(v.place())).sum();
      }
    }
    return days;
  }

  /** When the way from breakfast or to lunch is too far for every sight that was meant: the best other that fits and can be paid. */
  private Optional<StopDay> another(
      Stop stop, Sights.Window window, Map<Meal, Menu.Option> meals, List<StopDay> days, long spare) {
    return market.sights(stop.town()).stream()
        .filter(s -> s.cost() <= spare)
        .filter(s -> days.stream().flatMap(day -> day.visits().stream()).noneMatch(v -> v.place().equals(s.place())))
        .map(s -> StopDay.of(window, List.of(s), meals, 0, LegTimes.DAY, schedule))
        .filter(day -> !day.visits().isEmpty())
        .findFirst();
  }

  /** {@code HH:MM}; times past midnight start again. */
  static String clock(int minutes) {
    int m = Math.floorMod(minutes, LegTimes.DAY);
    return String.format(java.util.Locale.ROOT, "%02d:%02d", m / 60, m % 60);
  }

  /** A line of the timetable; a time below zero is not known. */
  static Item item(String kind, int start, int end, String place, String city, Position at, String ref, String source, Price price,
      String note, Instant fetchedAt, Instant expiresAt) {
    return new Item(kind, start < 0 ? null : clock(start), end < 0 ? null : clock(end), place, city, at, ref, source, price, note,
        fetchedAt, expiresAt);
  }
}
