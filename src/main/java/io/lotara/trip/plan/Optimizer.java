package io.lotara.trip.plan;

import io.lotara.travel.Price;
import io.lotara.trip.Search;
import io.lotara.trip.plan.RouteSolver.Wheels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The best plan over all routes of a search. Whether a route can hold its constraints is decided exactly by its cheapest plan; within the
 * budget the price of money is then raised step by step (a Lagrange multiplier) until the most valuable plan can be paid for.
 */
final class Optimizer {
  private static final double[] PRESSURES = {0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 256, 1024, 8192};
  private static final int BISECTIONS = 4;

  /** One route and one kind of wheels, with its cheapest plan. */
  record Candidate(int rank, RouteSolver solver, Wheels wheels, Solution cheapest) {}

  private final Search search;
  private final DaySchedule schedule;
  private final Map<String, Price> localTransport;

  Optimizer(Search search, DaySchedule schedule, Map<String, Price> localTransport) {
    this.search = search;
    this.schedule = schedule;
    this.localTransport = localTransport;
  }

  /** The same for another search over the same offers. */
  Optimizer along(Search other) {
    return new Optimizer(other, schedule, localTransport);
  }

  /**
   * Every way to do the trip under the market's terms but for the budget. Ways that leave a full day without a meal or a sight count only
   * where there is no other, whatever the others cost.
   */
  List<Candidate> candidates(Market market) {
    List<Candidate> candidates = new ArrayList<>();
    for (int r = 0; r < search.routes().size(); r++) {
      RouteModel model = RouteModel.of(search.routes().get(r), search, market, localTransport);
      RouteSolver solver = new RouteSolver(model, market, schedule);
      for (Wheels wheels : model.legs().isEmpty() ? List.of(Wheels.OTHERS) : List.of(Wheels.OTHERS, Wheels.OWN_CAR)) {
        Solution cheapest = solver.solve(wheels, Weights.CHEAPEST);
        if (cheapest != null) {
          candidates.add(new Candidate(r, solver, wheels, cheapest));
        }
      }
    }
    List<Candidate> whole = candidates.stream().filter(c -> c.cheapest().gaps() == 0).toList();
    return whole.isEmpty() ? candidates : whole;
  }

  /** The cost of the cheapest of them, or {@link Terms#NO_LIMIT} when there is none. */
  static long leastCost(List<Candidate> candidates) {
    return candidates.stream().mapToLong(c -> c.cheapest().cost()).min().orElse(Terms.NO_LIMIT);
  }

  /** The best plan that the budget allows for these weights, or null when there is none. */
  Solution best(List<Candidate> candidates, long budget, Weights weights) {
    // Even stays come first; uneven ones only where even ones cannot be had, or leave days empty.
    Map<Integer, List<Candidate>> groups = new LinkedHashMap<>();
    candidates.stream()
        .filter(c -> c.cheapest().cost() <= budget)
        .forEach(c -> groups.computeIfAbsent(group(c), g -> new ArrayList<>()).add(c));
    Solution best = null;
    for (List<Candidate> group : groups.values()) {
      Solution solution = bestOf(group, budget, weights);
      best = better(solution, best, weights) ? solution : best;
      if (best.gaps() == 0) {
        break;
      }
    }
    return best;
  }

  private int group(Candidate candidate) {
    return NightSplits.unevenness(search.routes().get(candidate.rank()).nights());
  }

  private static Solution bestOf(List<Candidate> group, long budget, Weights weights) {
    record Bound(Candidate candidate, Solution unbound) {}
    List<Bound> bounds = new ArrayList<>();
    for (Candidate candidate : group) {
      bounds.add(new Bound(candidate, candidate.solver().solve(candidate.wheels(), weights)));
    }
    // What money could buy at best decides who is tried first; who cannot win is not tried.
    bounds.sort(Comparator.comparingInt((Bound b) -> b.unbound().gaps()).thenComparingDouble(b -> b.unbound().value(weights)));
    Solution best = null;
    for (Bound bound : bounds) {
      if (best == null || better(bound.unbound(), best, weights)) {
        Solution paid = bound.unbound().cost() <= budget ? bound.unbound() : within(bound.candidate(), budget, weights);
        best = better(paid, best, weights) ? paid : best;
      }
    }
    return best;
  }

  private static boolean better(Solution a, Solution b, Weights weights) {
    return b == null || a.gaps() < b.gaps() || a.gaps() == b.gaps() && a.value(weights) < b.value(weights);
  }

  private static Solution within(Candidate candidate, long budget, Weights weights) {
    double low = 0;
    double high = -1;
    Solution found = candidate.cheapest();
    for (double pressure : PRESSURES) {
      Solution solution = candidate.solver().solve(candidate.wheels(), new Weights(weights.money() + pressure, weights.comfort()));
      if (solution.cost() <= budget && solution.gaps() <= found.gaps()) {
        found = solution;
        high = pressure;
        break;
      }
      low = pressure;
    }
    for (int i = 0; high > 0 && i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      Solution solution = candidate.solver().solve(candidate.wheels(), new Weights(weights.money() + middle, weights.comfort()));
      if (solution.cost() <= budget && solution.gaps() <= found.gaps()) {
        found = better(solution, found, weights) ? solution : found;
        high = middle;
      } else {
        low = middle;
      }
    }
    return found;
  }
}
