package io.lotara.trip.plan;

import io.lotara.travel.Price;
import io.lotara.travel.Town;
import io.lotara.trip.Search;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One route of the search with everything it can be made of.
 *
 * @param origin or null
 * @param stops in order
 * @param legs the ways for each leg in order: to the first town when there is an origin, and back from the last unless it is one way
 * @param localCost public transport in the towns, for everyone and the whole trip
 * @param localByTown the same for each stop
 */
record RouteModel(Search.Route route, Town origin, List<Stop> stops, List<Connection> legs, long localCost, List<Price> localByTown) {

  /** A leg with all that serves it. */
  record Connection(Town from, Town to, LocalDate date, boolean homeward, List<Market.Leg> ways) {}

  /**
   * A town on the route.
   *
   * @param arrival the day of arrival
   * @param fullDays days spent there from morning to night
   * @param travelIn whether a leg leads there
   * @param travelOut whether a leg leads on
   */
  record Stop(
      Town town, LocalDate arrival, int nights, int fullDays, boolean travelIn, boolean travelOut, List<Market.Stay> stays, Menu menu) {

    /** Bits of the meals that the two legs leave room for on their days: optional breakfasts, lunches and dinners counted by kind. */
    int[] optional(int in, int out) {
      int arriving = travelIn ? in >> 3 & 7 : 0;
      int leaving = travelOut ? out & 7 : 0;
      if (nights == 0 && travelIn && travelOut) {
        // There and back on one day: a meal has to fit in between, counting from both ends.
        arriving = between(in, out);
        leaving = 0;
      }
      int[] count = new int[3];
      for (int k = 0; k < 3; k++) {
        count[k] = (arriving >> k & 1) + (leaving >> k & 1);
      }
      return count;
    }
  }

  /** Meals on a day on which one arrives by one leg and leaves by another. */
  static int between(int in, int out) {
    return in >> 3 & out & 7;
  }

  static RouteModel of(Search.Route route, Search search, Market market, Map<String, Price> localTransport) {
    Town origin = search.origin();
    boolean home = origin != null && market.request().comesHome();
    List<Stop> stops = new ArrayList<>();
    List<Connection> legs = new ArrayList<>();
    List<Price> localByTown = new ArrayList<>();
    LocalDate day = market.request().start();
    long local = 0;
    Town before = origin;
    int count = route.townIds().size();
    int people = market.request().party().size();
    for (int i = 0; i < count; i++) {
      Town town = town(search, route.townIds().get(i));
      int nights = route.nights().get(i);
      boolean in = before != null;
      boolean out = home || i < count - 1;
      if (in) {
        legs.add(new Connection(before, town, day, false, market.legs(before, town, day, false)));
      }
      int full = Math.max(0, nights + 1 - (in ? 1 : 0) - (out ? 1 : 0));
      Menu menu = market.menu(town, full);
      stops.add(new Stop(town, day, nights, full, in, out, nights == 0 ? List.of() : market.stays(town, day, nights), menu));
      Price perDay = localTransport.get(town.id());
      Price here = perDay == null ? null : perDay.times(people * Math.max(1, nights));
      localByTown.add(here);
      local += here == null ? 0 : market.purse().minor(here);
      day = day.plusDays(nights);
      before = town;
    }
    if (home) {
      legs.add(new Connection(before, origin, day, true, market.legs(before, origin, day, true)));
    }
    return new RouteModel(route, origin, List.copyOf(stops), List.copyOf(legs), local, localByTown);
  }

  static Town town(Search search, String id) {
    return search.towns().stream()
        .filter(t -> t.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the search names no town " + id));
  }

  /** Whether the last leg leads back to the origin. */
  boolean comesHome() {
    return !legs.isEmpty() && legs.getLast().homeward();
  }

  /** Index of the leg that leads to a stop, or -1. */
  int legInto(int stop) {
    return stops.get(stop).travelIn() ? origin == null ? stop - 1 : stop : -1;
  }

  /** Index of the leg that leads on from a stop, or -1. */
  int legOut(int stop) {
    return stops.get(stop).travelOut() ? origin == null ? stop : stop + 1 : -1;
  }
}
