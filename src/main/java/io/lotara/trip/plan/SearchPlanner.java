package io.lotara.trip.plan;

import io.lotara.travel.ExchangeRates;
import io.lotara.travel.Position;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportQuery;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.TripRequest.Destination;
import io.lotara.trip.TripRequest.DestinationKind;
import io.lotara.trip.plan.RouteFinder.Fixed;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what must be asked of the sources for a trip: the towns, the routes through them that are worth planning, and the ways and
 * nights that any of these needs. Has no effect outside.
 */
@Singleton
public final class SearchPlanner {
  private static final int SPLITS = 120;
  private static final int UNPROBED_SPLITS = 3;

  /**
   * Makes the search of a trip. Its routes are empty when no sequence of the towns fits the dates.
   *
   * @param directory the sources that were chosen for the trip
   * @param rates to compare a budget with prices in other currencies
   * @throws UnknownPlaceException when no source knows the origin or a destination
   */
  public Search search(TripRequest request, TownDirectory directory, ExchangeRates rates) {
    Stops stops = new Stops(request, directory);
    Town origin = stops.origin();
    List<List<Town>> choices = stops.choices();
    Map<Fixed, LocalDate> fixed = stops.fixedDays();
    int nights = request.days() - 1;
    List<Search.Route> routes;
    if (nights == 0) {
      boolean one = choices.size() == 1 && !choices.getFirst().isEmpty();
      routes = one ? List.of(RouteFinder.route(List.of(choices.getFirst().getFirst()), new int[1])) : List.of();
    } else {
      List<int[]> splits = stops.splits(nights, directory.probe().isPresent() ? SPLITS : UNPROBED_SPLITS);
      routes = directory.probe()
          .map(source -> probed(new RouteProbe(source, request, new Purse(request.currency(), rates)), request, origin, choices, fixed,
          splits))
          .orElseGet(List::of);
      routes = routes.isEmpty() ? unprobed(origin, choices, splits) : routes;
    }
    return written(request, origin, choices, routes, directory.probe().isPresent());
  }

  private static List<Search.Route> probed(
      RouteProbe probe, TripRequest request, Town origin, List<List<Town>> choices, Map<Fixed, LocalDate> fixed, List<int[]> splits) {
    Set<Town> taken = new HashSet<>();
    choices.stream().filter(c -> c.size() == 1).forEach(c -> taken.add(c.getFirst()));
    if (origin != null) {
      taken.add(origin);
    }
    long open = choices.stream().filter(c -> c.size() > 1).count();
    int most = open <= 2 ? 80 : open == 3 ? 40 : open == 4 ? 18 : 10;
    List<List<Town>> usable = choices.stream().map(c -> c.size() == 1 ? c : RouteFinder.usable(c, probe, taken, most)).toList();
    return new RouteFinder(request, origin, usable, fixed, probe).routes(splits);
  }

  /** Without answers at hand: the best towns of each choice, in the order of the shortest way. */
  private static List<Search.Route> unprobed(Town origin, List<List<Town>> choices, List<int[]> splits) {
    List<Town> towns = new ArrayList<>();
    for (List<Town> choice : choices) {
      Optional<Town> next = choice.stream().filter(t -> !towns.contains(t) && !t.equals(origin)).findFirst();
      if (next.isEmpty()) {
        return List.of();
      }
      towns.add(next.get());
    }
    boolean free = choices.stream().allMatch(c -> c.size() > 1);
    List<Town> ordered = free ? nearestFirst(origin, towns) : towns;
    return splits.stream().map(split -> RouteFinder.route(ordered, split)).toList();
  }

  private static List<Town> nearestFirst(Town origin, List<Town> towns) {
    List<Town> left = new ArrayList<>(towns);
    List<Town> ordered = new ArrayList<>();
    Position at = origin == null ? null : origin.position();
    while (!left.isEmpty()) {
      Town next = left.getFirst();
      for (Town town : left) {
        if (at != null && town.position() != null && next.position() != null
            && at.kilometresTo(town.position()) < at.kilometresTo(next.position())) {
          next = town;
        }
      }
      left.remove(next);
      ordered.add(next);
      at = next.position() == null ? at : next.position();
    }
    return ordered;
  }

  /** The best route's way home a day earlier, so that a budget that is too small can be told what one day less would do. */
  private static Optional<TransportQuery> dayLess(TripRequest request, Town origin, Map<String, Town> known, List<Search.Route> routes) {
    if (origin == null || !request.comesHome() || request.budget() == null || routes.isEmpty() || routes.getFirst().nights().getLast() < 2) {
      return Optional.empty();
    }
    Town last = known.get(routes.getFirst().townIds().getLast());
    return Optional.of(new TransportQuery(last, origin, request.end().minusDays(1), request.party(), request.transport().cabin()));
  }

  private static Search written(TripRequest request, Town origin, List<List<Town>> choices, List<Search.Route> routes, boolean askMore) {
    Map<String, Town> known = new LinkedHashMap<>();
    choices.forEach(c -> c.forEach(t -> known.put(t.id(), t)));
    Set<Town> towns = new LinkedHashSet<>();
    Set<TransportQuery> transport = new LinkedHashSet<>();
    Set<StayQuery> stays = new LinkedHashSet<>();
    for (Search.Route route : routes) {
      LocalDate day = request.start();
      Town before = origin;
      for (int i = 0; i < route.townIds().size(); i++) {
        Town town = known.get(route.townIds().get(i));
        int nights = route.nights().get(i);
        towns.add(town);
        if (before != null) {
          transport.add(new TransportQuery(before, town, day, request.party(), request.transport().cabin()));
        }
        if (nights > 0) {
          stays.add(new StayQuery(town, day, day.plusDays(nights), request.party(), request.currency()));
        }
        day = day.plusDays(nights);
        before = town;
      }
      if (origin != null && request.comesHome()) {
        transport.add(new TransportQuery(before, origin, day, request.party(), request.transport().cabin()));
      }
    }
    if (askMore) {
      dayLess(request, origin, known, routes).ifPresent(transport::add);
      if (request.transport().cabin() != null && request.budget() != null) {
        // What other cabins cost, so that a budget that is too small for the wished one can be told so.
        List.copyOf(transport).forEach(q -> transport.add(new TransportQuery(q.from(), q.to(), q.date(), q.party(), null)));
      }
    }
    return new Search(origin, routes, List.copyOf(towns), List.copyOf(transport), List.copyOf(stays));
  }

  /** The stops of a request: which towns each of them may be. */
  private static final class Stops {
    private final TripRequest request;
    private final TownDirectory directory;
    private final List<TripRequest.Leg> legs;
    private final Town origin;
    private final List<List<Town>> choices = new ArrayList<>();
    private final List<Integer> wished = new ArrayList<>();

    private Stops(TripRequest request, TownDirectory directory) {
      this.request = request;
      this.directory = directory;
      this.legs = request.legs().stream().sorted(java.util.Comparator.comparing(TripRequest.Leg::date)).toList();
      TripRequest.PlaceName from = request.origin();
      Town start = from == null ? null : first("origin", directory.towns(from.name(), from.region(), from.country()), from.name());
      boolean cities = request.destinations().stream().anyMatch(d -> d.kind() == DestinationKind.CITY);
      if (!cities && !legs.isEmpty()) {
        byLegs(start);
      } else {
        request.destinations().forEach(this::add);
        spread();
      }
      // Whoever stays in the town where the trip starts does not travel to it.
      origin = start != null && choices.getFirst().equals(List.of(start)) ? null : start;
    }

    Town origin() {
      return origin;
    }

    List<List<Town>> choices() {
      return choices;
    }

    private static Town first(String field, List<Town> towns, String name) {
      if (towns.isEmpty()) {
        throw new UnknownPlaceException(field, name);
      }
      return towns.getFirst();
    }

    private void byLegs(Town start) {
      for (TripRequest.Leg leg : legs) {
        Town town = first("legs", directory.towns(leg.destination(), null, null), leg.destination());
        if (!town.equals(start)) {
          choices.add(List.of(town));
          wished.add(null);
        }
      }
    }

    /** Towns that a region must have for the towns to visit: one more, for one of them may be where the trip starts. */
    private int wanted() {
      return request.cityCount() == null ? 1 : request.cityCount() + 1;
    }

    private void add(Destination d) {
      boolean city = d.kind() == DestinationKind.CITY;
      List<Town> cities = directory.towns(d.name(), d.region(), d.country());
      List<Town> within = city && !cities.isEmpty() ? List.of() : directory.townsIn(d.name(), wanted());
      // What is called a city may be a region to the source, and the other way round.
      boolean region = !within.isEmpty();
      choices.add(region ? within : List.of(first("destination", cities, d.name())));
      wished.add(d.nights());
    }

    /** Regions are visited in as many towns as were asked for, or as the days allow: one for three days, two for five, three for seven. */
    private void spread() {
      int nights = request.days() - 1;
      int most = nights <= 3 ? 1 : nights <= 5 ? 2 : nights <= 8 ? 3 : Math.min(5, nights / 3);
      long known = choices.stream().flatMap(List::stream).distinct().count();
      int count = request.cityCount() == null ? (int) Math.max(choices.size(), Math.min(most, known - 1)) : request.cityCount();
      while (choices.size() < count) {
        int widest = -1;
        for (int i = 0; i < choices.size(); i++) {
          if (choices.get(i).size() > 1 && (widest < 0 || times(i) < times(widest))) {
            widest = i;
          }
        }
        if (widest < 0 && request.destinations().stream().allMatch(d -> d.kind() == DestinationKind.CITY)) {
          break;
        }
        // A region of one town cannot be visited in two: the search finds no route then, and says so.
        widest = Math.max(0, widest);
        choices.add(widest + 1, choices.get(widest));
        wished.add(widest + 1, null);
      }
    }

    private long times(int i) {
      return choices.stream().filter(c -> c == choices.get(i)).count();
    }

    Map<Fixed, LocalDate> fixedDays() {
      Map<Fixed, LocalDate> fixed = new LinkedHashMap<>();
      for (TripRequest.Leg leg : legs) {
        Town from = first("legs", directory.towns(leg.origin(), null, null), leg.origin());
        Town to = first("legs", directory.towns(leg.destination(), null, null), leg.destination());
        fixed.put(new Fixed(from.id(), to.id()), leg.date());
      }
      return fixed;
    }

    /** Nights as the given legs have them, else the likeliest ways to spread them. */
    List<int[]> splits(int nights, int limit) {
      Map<Fixed, LocalDate> fixed = fixedDays();
      int[] split = new int[choices.size()];
      Town before = origin;
      LocalDate arrived = request.start();
      for (int i = 0; i <= choices.size(); i++) {
        boolean home = i == choices.size();
        if (!home && choices.get(i).size() != 1) {
          return NightSplits.of(nights, wished, limit);
        }
        Town town = home ? origin : choices.get(i).getFirst();
        LocalDate day = before == null || town == null ? null : fixed.get(new Fixed(before.id(), town.id()));
        day = day == null && home ? request.end() : day == null && i == 0 ? request.start() : day;
        if (day == null) {
          return NightSplits.of(nights, wished, limit);
        }
        if (i > 0) {
          split[i - 1] = (int) (day.toEpochDay() - arrived.toEpochDay());
        }
        arrived = day;
        before = town;
      }
      boolean fits = java.util.Arrays.stream(split).allMatch(n -> n >= 1) && java.util.Arrays.stream(split).sum() == nights;
      return fits ? List.of(split) : NightSplits.of(nights, wished, limit);
    }
  }
}
