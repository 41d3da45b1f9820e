package io.lotara.travel.open;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which ways by air are plausible between two airports: nonstop, or through real hubs ({@code hubs.csv}; reach 1 is a hub of the world, 2 a
 * regional one). A rule, not a timetable, and a cautious one: some routes that are flown nonstop appear here with a change. Nonstop counts
 * as plausible
 *
 * <ul>
 *   <li>up to 1,500 km, when one of the airports is large
 *   <li>up to 5,000 km between two hubs, between a hub and a large airport, or between large airports of one country
 *   <li>up to 10,000 km between two hubs of which one is of the world
 *   <li>up to 13,000 km between two hubs of the world
 * </ul>
 */
final class FlightRoutes {
  private static final double NEAR_KM = 1_500;
  private static final double MIDDLE_KM = 5_000;
  private static final double FAR_KM = 10_000;
  private static final double LONGEST_KM = 13_000;

  /** A change adds at most this to the distance: the part and the kilometres, whichever allows more. */
  private static final double DETOUR = 1.40;

  private static final double DETOUR_KM = 600;

  /** A second way with a change is worth offering when it is at most this much longer than the first. */
  private static final double SECOND_WAY = 1.15;

  /** What a hub of the region must be shorter by to win against one of the world. */
  private static final double REGIONAL_PENALTY = 1.05;

  private static final double CRUISE_KMH = 830;
  private static final int BLOCK_MINUTES = 40;
  private static final int CHANGE_MINUTES = 110;
  private static final int AIRPORT_MINUTES = 150;

  private final Map<String, Integer> reach = new HashMap<>();
  private final List<Airport> hubs = new ArrayList<>();

  /**
   * A way by air.
   *
   * @param stops airports where one changes
   * @param kilometres flown
   */
  record Way(List<Airport> stops, double kilometres) {

    /**
     * Minutes from the door of the first airport to the door of the last: 150 at both airports together, 40 of taxi, climb and approach for
     * each flight, 110 for each change, the rest at 830 km/h.
     */
    int minutes() {
      int flights = stops.size() + 1;
      double minutes =
          AIRPORT_MINUTES + flights * BLOCK_MINUTES + stops.size() * CHANGE_MINUTES + kilometres / CRUISE_KMH * 60;
      return (int) Math.round(minutes / 5) * 5;
    }
  }

  FlightRoutes(Airports airports) {
    for (var row : Table.rows("hubs.csv")) {
      Airport hub = airports.find(row.getField("iata")).orElseThrow(() -> new IllegalStateException("unknown hub " + row));
      hubs.add(hub);
      reach.put(hub.iata(), Integer.valueOf(row.getField("reach")));
    }
  }

  /** The plausible ways, the best first: nonstop if there is one, then at most two with a change; or one with two changes. */
  List<Way> ways(Airport from, Airport to) {
    double direct = km(from, to);
    List<Way> ways = new ArrayList<>();
    if (nonstop(from, to)) {
      ways.add(new Way(List.of(), direct));
      if (direct > 2_500) {
        withOneChange(from, to, direct).stream().limit(1).forEach(ways::add);
      }
      return ways;
    }
    for (Way way : withOneChange(from, to, direct)) {
      if (ways.isEmpty() || (ways.size() == 1 && way.kilometres <= ways.getFirst().kilometres * SECOND_WAY)) {
        ways.add(way);
      }
    }
    if (ways.isEmpty()) {
      withTwoChanges(from, to).stream().limit(1).forEach(ways::add);
    }
    return ways;
  }

  boolean nonstop(Airport a, Airport b) {
    double km = km(a, b);
    int reachA = reach.getOrDefault(a.iata(), 0);
    int reachB = reach.getOrDefault(b.iata(), 0);
    boolean world = reachA == 1 || reachB == 1;
    boolean bothHubs = reachA > 0 && reachB > 0;
    if (km <= NEAR_KM) {
      return a.large() || b.large();
    }
    if (km <= MIDDLE_KM) {
      boolean hubAndLarge = (reachA > 0 && b.large()) || (reachB > 0 && a.large());
      return hubAndLarge || (a.country().equals(b.country()) && a.large() && b.large());
    }
    return (km <= FAR_KM && bothHubs && world) || (km <= LONGEST_KM && reachA == 1 && reachB == 1);
  }

  private List<Way> withOneChange(Airport from, Airport to, double direct) {
    double longest = Math.max(direct * DETOUR, direct + DETOUR_KM);
    return hubs.stream()
        .filter(h -> !same(h, from) && !same(h, to) && nonstop(from, h) && nonstop(h, to))
        .filter(h -> km(from, h) + km(h, to) <= longest)
        .sorted(Comparator.comparingDouble((Airport h) -> (km(from, h) + km(h, to)) * penalty(h)).thenComparing(Airport::iata))
        .map(h -> new Way(List.of(h), km(from, h) + km(h, to)))
        .toList();
  }

  private List<Way> withTwoChanges(Airport from, Airport to) {
    List<Way> ways = new ArrayList<>();
    List<Airport> first = hubs.stream().filter(h -> !same(h, from) && nonstop(from, h)).toList();
    List<Airport> last = hubs.stream().filter(h -> !same(h, to) && nonstop(h, to)).toList();
    for (Airport a : first) {
      for (Airport b : last) {
        if (!same(a, b) && nonstop(a, b)) {
          ways.add(new Way(List.of(a, b), km(from, a) + km(a, b) + km(b, to)));
        }
      }
    }
    ways.sort(Comparator.comparingDouble(Way::kilometres).thenComparing(w -> w.stops().toString()));
    return ways;
  }

  private double penalty(Airport hub) {
    return reach.get(hub.iata()) == 1 ? 1 : REGIONAL_PENALTY;
  }

  /** The same airport, or two so near that changing there would only be a transfer on the ground. */
  private static boolean same(Airport a, Airport b) {
    return a.iata().equals(b.iata()) || km(a, b) < 150;
  }

  private static double km(Airport a, Airport b) {
    return a.position().kilometresTo(b.position());
  }
}
