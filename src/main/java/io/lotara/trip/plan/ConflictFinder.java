package io.lotara.trip.plan;

import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.plan.PlanOutcome.Infeasible;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out why no plan exists: a smallest set of constraints that cannot hold together, by leaving out one after the other and planning again (a
 * deletion filter), and the nearest changes, each of which was planned.
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
    List<Constraint> binding = all.binding();
    if (!feasible(without(all, binding))) {
      return nothingAtAll();
    }
    Set<Constraint> conflict = EnumSet.copyOf(binding);
    for (Constraint c : binding) {
      Set<Constraint> fewer = EnumSet.copyOf(conflict);
      fewer.remove(c);
      List<Constraint> dropped = binding.stream().filter(b -> !fewer.contains(b)).toList();
      if (!feasible(without(all, dropped))) {
        conflict.remove(c);
      }
    }
    List<PlanOutcome.Change> nearest = new NearestChanges(request, market, this).of(conflict);
    List<String> labels = conflict.stream().map(Constraint::label).toList();
    return new Infeasible(message(labels, nearest), labels, nearest);
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
  private Infeasible nothingAtAll() {
    if (search.routes().isEmpty()) {
      int nights = request.days() - 1;
      return new Infeasible("The towns asked for need more nights than the " + nights + " of the dates.", List.of("city_count", "dates"), List.of());
    }
    List<String> problems = new ArrayList<>();
    Market open = market.under(without(market.terms(), market.terms().binding()));
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
