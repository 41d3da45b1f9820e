package io.lotara.trip.plan;

import io.lotara.travel.Town;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the routes worth planning: it tries the sequences of candidate towns day by day, drops a sequence at the first leg that nobody
 * serves, and keeps the cheapest and the most valuable by their bounds. A route that only the traveller's wishes rule out is kept too,
 * behind the others, so that the plan can say which wish it is.
 */
final class RouteFinder {
  private static final int MOST_STEPS = 400_000;
  private static final int MOST_BROKEN = 500;
  private static final int CHEAPEST = 8;
  private static final int BEST = 8;
  private static final int RULED_OUT = 6;
  private static final double AMPLE = 0.75;

  /** A way from one town to another that the traveller fixed. */
  record Fixed(String from, String to) {}

  private record Found(Search.Route route, double cost, double net, boolean within, boolean full) {}

  private final TripRequest request;
  private final Town origin;
  private final List<List<Town>> choices;
  private final Map<Fixed, LocalDate> fixed;
  private final RouteProbe probe;
  private final List<Found> found = new ArrayList<>();
  private int steps;
  private int broken;

  /**
   * A finder.
   *
   * @param choices for each stop the towns it may be
   * @param fixed days of legs that the traveller gave
   * @param probe bounds
   */
  RouteFinder(TripRequest request, Town origin, List<List<Town>> choices, Map<Fixed, LocalDate> fixed, RouteProbe probe) {
    this.request = request;
    this.origin = origin;
    this.choices = choices;
    this.fixed = fixed;
    this.probe = probe;
  }

  /** Routes for the given splits of nights, likeliest first; splits are tried until enough routes are found that hold the terms. */
  List<Search.Route> routes(List<int[]> splits) {
    int tried = 0;
    int evenness = -1;
    for (int[] split : splits) {
      int uneven = NightSplits.unevenness(boxed(split));
      if (evenness >= 0 && uneven != evenness && found.stream().anyMatch(this::ample)) {
        break;
      }
      evenness = uneven;
      extend(split, new ArrayList<>(), origin, request.start(), new Sum(0, 0, 0, 0, 0, true, true));
      if (++tried > 400 || steps > MOST_STEPS) {
        break;
      }
    }
    return chosen();
  }

  /** Bounds are low: only a route that is far within them makes others needless. */
  private boolean ample(Found route) {
    long budget = probe.terms().budget();
    return route.within() && route.full() && probe.terms().cuisines().size() < 3
        && (budget == Terms.NO_LIMIT || route.cost() <= AMPLE * budget);
  }

  /** What has been gathered along the way. */
  private record Sum(double others, double ownCar, double shared, double net, int cuisines, boolean within, boolean full) {
    Sum leg(RouteProbe.Leg leg) {
      double least = Math.min(leg.others(), leg.ownCar());
      boolean possible = within && least < RouteProbe.NONE && Math.min(others + leg.others(), ownCar + leg.ownCar()) < RouteProbe.NONE;
      return new Sum(others + leg.others(), ownCar + leg.ownCar(), shared, possible ? net + leg.net() : net, cuisines, possible, full);
    }
  }

  private void extend(int[] split, List<Town> towns, Town before, LocalDate day, Sum sum) {
    if (++steps > MOST_STEPS) {
      return;
    }
    int i = towns.size();
    if (i == choices.size()) {
      finish(split, towns, before, day, sum);
      return;
    }
    for (Town town : choices.get(i)) {
      if (isOn(towns, town) || before != null && !onItsDay(before, town, day)) {
        continue;
      }
      Sum next = sum;
      if (before != null) {
        RouteProbe.Leg leg = probe.leg(before, town, day, false);
        if (!leg.any()) {
          continue;
        }
        next = sum.leg(leg);
      }
      next = stay(next, town, day, split[i], i);
      if (next != null) {
        towns.add(town);
        extend(split, towns, town, day.plusDays(split[i]), next);
        towns.removeLast();
      }
    }
  }

  /** By id: records compare field by field. */
  private boolean isOn(List<Town> towns, Town town) {
    for (Town other : towns) {
      if (other.id().equals(town.id())) {
        return true;
      }
    }
    return origin != null && origin.id().equals(town.id());
  }

  private Sum stay(Sum sum, Town town, LocalDate day, int nights, int i) {
    RouteProbe.Facts facts = probe.facts(town);
    RouteProbe.Stay stay = nights == 0 ? new RouteProbe.Stay(true, 0) : probe.stay(town, day, nights);
    if (!stay.any()) {
      return null;
    }
    boolean in = origin != null || i > 0;
    boolean out = origin != null && request.comesHome() || i < choices.size() - 1;
    int days = Math.max(0, nights + 1 - (in ? 1 : 0) - (out ? 1 : 0));
    double meals = facts.mealsOf(days);
    boolean full = sum.full() && meals < RouteProbe.NONE && facts.places() >= days;
    double shared = sum.shared() + stay.cost() + (meals < RouteProbe.NONE ? meals : 0);
    double lodging = stay.cost() < RouteProbe.NONE ? stay.cost() : 0;
    return new Sum(sum.others(), sum.ownCar(), shared, sum.net() + facts.sights() - lodging, sum.cuisines() | facts.cuisines(),
        sum.within() && stay.cost() < RouteProbe.NONE, full);
  }

  private void finish(int[] split, List<Town> towns, Town last, LocalDate day, Sum sum) {
    Sum end = sum;
    if (origin != null && request.comesHome()) {
      if (!onItsDay(last, origin, day)) {
        return;
      }
      RouteProbe.Leg home = probe.leg(last, origin, day, true);
      if (!home.any()) {
        return;
      }
      end = sum.leg(home);
    }
    int all = (1 << Math.min(probe.terms().cuisines().size(), Menu.MOST_CUISINES)) - 1;
    double cost = Math.min(end.others(), end.ownCar()) + end.shared();
    boolean within = end.within() && cost <= probe.terms().budget() && (end.cuisines() & all) == all;
    if (!end.within() && ++broken > MOST_BROKEN) {
      return;
    }
    found.add(new Found(route(towns, split), cost, end.net(), within, end.full()));
  }

  private boolean onItsDay(Town from, Town to, LocalDate day) {
    LocalDate wanted = fixed.isEmpty() ? null : fixed.get(new Fixed(from.id(), to.id()));
    return wanted == null || wanted.equals(day);
  }

  static Search.Route route(List<Town> towns, int[] split) {
    return new Search.Route(towns.stream().map(Town::id).toList(), boxed(split));
  }

  private static List<Integer> boxed(int[] split) {
    return java.util.Arrays.stream(split).boxed().toList();
  }

  private List<Search.Route> chosen() {
    Comparator<Found> even = Comparator.comparingInt(f -> NightSplits.unevenness(f.route().nights()));
    Comparator<Found> cheap = Comparator.comparing(Found::full).reversed().thenComparingDouble(Found::cost);
    Comparator<Found> good = Comparator.comparing(Found::full).reversed().thenComparing(even).thenComparingDouble(f -> -f.net());
    List<Found> within = found.stream().filter(Found::within).toList();
    List<Found> ruledOut = found.stream().filter(f -> !f.within()).toList();
    Set<Search.Route> routes = new LinkedHashSet<>();
    // Where the towns are given, routes differ in their nights alone, and fewer will do.
    int share = choices.stream().allMatch(c -> c.size() == 1) ? 2 : 1;
    within.stream().sorted(good).limit(BEST / share).forEach(f -> routes.add(f.route()));
    within.stream().sorted(cheap).limit(CHEAPEST / share).forEach(f -> routes.add(f.route()));
    int few = (within.isEmpty() ? BEST + CHEAPEST : RULED_OUT) / share;
    ruledOut.stream().sorted(cheap).limit(few).forEach(f -> routes.add(f.route()));
    return new ArrayList<>(routes);
  }

  /** Towns without a place to sleep lead nowhere; the others in their order, at most so many. */
  static List<Town> usable(List<Town> towns, RouteProbe probe, Set<Town> without, int most) {
    Set<Town> seen = new HashSet<>(without);
    return towns.stream().filter(seen::add).filter(t -> probe.facts(t).rooms()).limit(most).toList();
  }
}
