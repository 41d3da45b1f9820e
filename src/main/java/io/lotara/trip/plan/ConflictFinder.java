package io.lotara.trip.plan;

import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.plan.PlanOutcome.Infeasible;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out why no plan exists: a smallest set of constraints that cannot hold together, by planning with single wishes, with pairs, and
 * then without one after the other (a deletion filter), and the nearest changes, each of which was planned.
 */
final class ConflictFinder {
  private final TripRequest request;
  private final Search search;
  private final Market market;
  private final Optimizer optimizer;
  private final Map<Terms, Long> leastCosts = new HashMap<>();

  ConflictFinder(TripRequest request, Search search, Market market, Optimizer optimizer) {
    this.request = request;
    this.search = search;
    this.market = market;
    this.optimizer = optimizer;
  }

  /** The cost of the cheapest plan under these terms, budget aside; {@link Terms#NO_LIMIT} when there is none. */
  long leastCost(Terms terms) {
    return leastCosts.computeIfAbsent(terms.withBudget(Terms.NO_LIMIT), t -> Optimizer.leastCost(optimizer.candidates(market.under(t))));
  }

  boolean feasible(Terms terms) {
    long least = leastCost(terms);
    return least != Terms.NO_LIMIT && least <= terms.budget();
  }

  Infeasible explain() {
    Terms all = market.terms();
    // What a house insists on is a fact before it is a wish: it is named where it rules out rooms, not where it only makes them dearer.
    List<Constraint> wishes = all.binding().stream().filter(c -> c != Constraint.MINIMUM_NIGHTS).toList();
    if (!feasible(without(all, wishes))) {
      return nothingAtAll(wishes);
    }
    Set<Constraint> conflict = smallest(all, wishes);
    List<PlanOutcome.Change> nearest = new ArrayList<>(new NearestChanges(request, market, this).of(conflict));
    if (conflict.contains(Constraint.BUDGET)) {
      dayLess().ifPresent(nearest::add);
    }
    if (!conflict.contains(Constraint.BUDGET)) {
      Terms only = without(all, wishes.stream().filter(w -> !conflict.contains(w)).toList());
      if (feasible(only.without(Constraint.MINIMUM_NIGHTS))) {
        conflict.add(Constraint.MINIMUM_NIGHTS);
      }
    }
    List<String> labels = conflict.stream().map(Constraint::label).toList();
    return new Infeasible(message(labels, nearest), labels, nearest);
  }

  /** One wish that fails alone, else two that fail together, else what is left when wishes are dropped one by one. */
  private Set<Constraint> smallest(Terms all, List<Constraint> wishes) {
    for (Constraint c : wishes) {
      if (!feasible(only(all, wishes, EnumSet.of(c)))) {
        return EnumSet.of(c);
      }
    }
    for (int a = wishes.size() - 1; a > 0; a--) {
      for (int b = a - 1; b >= 0; b--) {
        Set<Constraint> two = EnumSet.of(wishes.get(a), wishes.get(b));
        if (!feasible(only(all, wishes, two))) {
          return two;
        }
      }
    }
    Set<Constraint> conflict = EnumSet.copyOf(wishes);
    for (Constraint c : wishes) {
      Set<Constraint> fewer = EnumSet.copyOf(conflict);
      fewer.remove(c);
      if (!feasible(only(all, wishes, fewer))) {
        conflict.remove(c);
      }
    }
    return conflict;
  }

  /** The terms with these of the wishes alone. */
  private static Terms only(Terms all, List<Constraint> wishes, Set<Constraint> kept) {
    return without(all, wishes.stream().filter(w -> !kept.contains(w)).toList());
  }

  /** Home a day earlier, where the sources were asked for that day. */
  private Optional<PlanOutcome.Change> dayLess() {
    Search.Route route = search.routes().getFirst();
    int last = route.nights().size() - 1;
    if (route.nights().get(last) < 2) {
      return Optional.empty();
    }
    List<Integer> nights = new ArrayList<>(route.nights());
    nights.set(last, nights.get(last) - 1);
    Search shorter = new Search(search.origin(), List.of(new Search.Route(route.townIds(), nights)), search.towns(), search.transport(),
        search.stays());
    List<Optimizer.Candidate> candidates = optimizer.along(shorter).candidates(market);
    long least = Optimizer.leastCost(candidates);
    boolean works = least != Terms.NO_LIMIT && least <= market.terms().budget();
    LocalDate end = request.end().minusDays(1);
    String change = request.comesHome() ? "come home a day earlier" : "end the trip a day earlier";
    return works ? Optional.of(new PlanOutcome.Change("dates", change + ", on " + end, end.toString())) : Optional.empty();
  }

  private boolean legless(Search.Route route, Market open) {
    return RouteModel.of(route, search, open, Map.of()).legs().stream().anyMatch(l -> l.ways().isEmpty());
  }

  private static Terms without(Terms terms, List<Constraint> dropped) {
    Terms rest = terms;
    for (Constraint c : dropped) {
      rest = rest.without(c);
    }
    return rest;
  }

  private String message(List<String> conflict, List<PlanOutcome.Change> nearest) {
    String names = Summary.joined(conflict.stream().map(c -> c.replace('_', ' ')).toList());
    String text = conflict.size() == 1 ? "No plan can hold the constraint " + names : "No plan can hold these together: " + names;
    long least = leastCost(market.terms());
    if (conflict.contains("budget") && least != Terms.NO_LIMIT) {
      text += "; the cheapest costs " + market.purse().text(least) + ", the budget is " + market.purse().text(market.terms().budget());
    }
    return text + "." + (nearest.isEmpty() ? "" : " It would work to " + nearest.getFirst().text() + ".");
  }

  /** Not even without any wish: the search or the sources have nothing to offer. */
  private Infeasible nothingAtAll(List<Constraint> wishes) {
    if (search.routes().isEmpty()) {
      int nights = request.days() - 1;
      boolean enough = request.cityCount() != null && request.cityCount() <= nights;
      return enough
          ? new Infeasible("The sources do not know " + request.cityCount() + " towns there.", List.of("city_count"), List.of())
          : new Infeasible("The towns asked for do not fit the " + nights + " nights of the dates.", List.of("city_count", "dates"),
          List.of());
    }
    Terms bare = without(market.terms(), wishes);
    if (feasible(bare.without(Constraint.MINIMUM_NIGHTS))) {
      return new Infeasible("Every place to stay wants more nights than the dates leave for it.", List.of("minimum_nights", "dates"),
          List.of());
    }
    List<String> problems = new ArrayList<>();
    Market open = market.under(bare.without(Constraint.MINIMUM_NIGHTS));
    if (search.routes().size() > 1 && optimizer.candidates(open).isEmpty() && search.routes().stream().allMatch(r -> legless(r, open))) {
      return new Infeasible("None of the " + search.routes().size()
          + " routes that were looked at has a way for each of its legs on its day.",
          List.of("no_transport"), List.of());
    }
    RouteModel model = RouteModel.of(search.routes().getFirst(), search, open, Map.of());
    for (RouteModel.Connection leg : model.legs()) {
      if (leg.ways().isEmpty()) {
        problems.add("no way from " + leg.from().name() + " to " + leg.to().name() + " on " + leg.date());
      }
    }
    if (!problems.isEmpty()) {
      return new Infeasible("The sources know " + Summary.joined(problems) + ".", List.of("no_transport"), List.of());
    }
    for (RouteModel.Stop stop : model.stops()) {
      if (stop.nights() > 0 && stop.stays().isEmpty()) {
        problems.add("no place to stay in " + stop.town().name() + " from " + stop.arrival() + " for " + stop.nights() + " nights");
      }
    }
    if (!problems.isEmpty()) {
      return new Infeasible("The sources know " + Summary.joined(problems) + ".", List.of("no_lodging"), List.of());
    }
    for (RouteModel.Stop stop : model.stops()) {
      if (stop.fullDays() > 0 && open.menu(stop.town()).size() < 3) {
        problems.add("too few places to eat in " + stop.town().name());
      }
    }
    if (!problems.isEmpty()) {
      return new Infeasible("The sources know " + Summary.joined(problems) + ".", List.of("no_meals"), List.of());
    }
    return new Infeasible("The legs of the trip cannot all be travelled without mixing one's own car with other transport.",
        List.of("no_transport"), List.of());
  }
}
