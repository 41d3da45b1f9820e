package io.lotara.trip.plan;

import io.lotara.trip.Itinerary.Alternative;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Up to three other plans that hold every constraint: cheaper, with other wheels, to other towns, more comfortable. */
final class Alternatives {
  private static final int MOST = 3;
  private final Optimizer optimizer;
  private final List<Optimizer.Candidate> candidates;
  private final long budget;
  private final Purse purse;
  private final ToLongFunction<Solution> total;
  private final Predicate<Solution> allowed;

  /**
   * Alternatives among the candidates.
   *
   * @param total what a solution costs when it is written down
   * @param allowed whether a solution holds what no search looks at
   */
  Alternatives(
      Optimizer optimizer,
      List<Optimizer.Candidate> candidates,
      long budget,
      Purse purse,
      ToLongFunction<Solution> total,
      Predicate<Solution> allowed) {
    this.allowed = allowed;
    this.optimizer = optimizer;
    this.candidates = candidates;
    this.budget = budget;
    this.purse = purse;
    this.total = total;
  }

  List<Alternative> to(Solution chosen) {
    List<Alternative> found = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    seen.add(refs(chosen));
    long cost = total.applyAsLong(chosen);
    List<Optimizer.Candidate> sameWay = candidates.stream()
        .filter(c -> c.cheapest().model().route().equals(chosen.model().route()) && c.cheapest().ownCar() == chosen.ownCar())
        .toList();
    long least = Optimizer.leastCost(sameWay);
    if (least < cost * 0.95) {
      add(optimizer.best(sameWay, Math.max(least, (long) (cost * 0.8)), Weights.VALUE), "cheaper", seen, found);
    }
    List<Optimizer.Candidate> otherWheels = candidates.stream()
        .filter(c -> c.cheapest().model().route().equals(chosen.model().route()) && c.cheapest().ownCar() != chosen.ownCar())
        .toList();
    add(optimizer.best(otherWheels, budget, Weights.VALUE), chosen.ownCar() ? "without a car" : "by own car", seen, found);
    Set<String> towns = new HashSet<>(chosen.model().route().townIds());
    List<Optimizer.Candidate> otherTowns =
        candidates.stream().filter(c -> !towns.equals(new HashSet<>(c.cheapest().model().route().townIds()))).toList();
    Solution elsewhere = optimizer.best(otherTowns, budget, Weights.VALUE);
    add(elsewhere, elsewhere == null
        ? ""
        : "to " + Summary.joined(elsewhere.model().stops().stream().map(s -> s.town().name()).toList()), seen, found);
    add(optimizer.best(sameWay, budget, Weights.COMFORT), "more comfortable", seen, found);
    return found;
  }

  private void add(Solution other, String change, Set<List<String>> seen, List<Alternative> found) {
    if (other != null && other.gaps() == 0 && allowed.test(other) && found.size() < MOST && seen.add(refs(other))) {
      long cost = total.applyAsLong(other);
      found.add(new Alternative(change + ": " + purse.text(cost), purse.amount(cost), refs(other)));
    }
  }

  /** Ways and stays: two plans with the same are not alternatives to each other. */
  private static List<String> refs(Solution solution) {
    List<String> refs = new ArrayList<>();
    solution.legs().forEach(l -> refs.add(l.offer().ref()));
    solution.stays().stream().filter(s -> s != null).forEach(s -> refs.add(s.offer().ref()));
    return refs;
  }
}
