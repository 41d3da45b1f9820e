package io.lotara.trip.plan;

import io.lotara.travel.ExchangeRates;
import io.lotara.travel.Price;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Offers;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plans a trip from what the sources returned. It holds every hard constraint or says which cannot hold together; the same input gives
 * the same plan. It has no effect outside and can be called more than once.
 */
@Singleton
public final class TripPlanner {
  private static final double SPENT_ON_COMFORT = 0.85;

  /** Plans without public transport in the towns being priced. */
  public PlanOutcome plan(Understanding understanding, Search search, Offers offers, ExchangeRates rates) {
    return plan(understanding, search, offers, rates, Map.of());
  }

  /**
   * Plans a trip.
   *
   * @param understanding with a request, that is, without an open question
   * @param search what was looked for
   * @param offers what was found
   * @param rates for offers and a budget in other currencies than the trip's
   * @param localTransport public transport by town id, for one person and day; towns may be missing
   * @throws IllegalArgumentException when the understanding has no request, or an offer's currency is unknown
   */
  public PlanOutcome plan(
      Understanding understanding, Search search, Offers offers, ExchangeRates rates, Map<String, Price> localTransport) {
    return plan(understanding, search, offers, rates, localTransport, Set.of());
  }

  /**
   * As {@link #plan(Understanding, Search, Offers, ExchangeRates, Map)}, with things that have to stay in the plan: a hard constraint as any
   * other, named {@code keep} where it cannot hold.
   *
   * @param keep refs of offers and places
   */
  public PlanOutcome plan(
      Understanding understanding,
      Search search,
      Offers offers,
      ExchangeRates rates,
      Map<String, Price> localTransport,
      Set<String> keep) {
    Kept kept = new Kept(keep);
    TripRequest request = understanding.request();
    if (request == null) {
      throw new IllegalArgumentException("nothing to plan: " + understanding.question());
    }
    Purse purse = new Purse(request.currency(), rates);
    Terms terms = Terms.of(request, purse);
    Market market = new Market(request, terms, offers, purse, kept);
    DaySchedule schedule = new DaySchedule();
    Optimizer optimizer = new Optimizer(search, schedule, localTransport);
    List<Optimizer.Candidate> candidates = optimizer.candidates(market);
    Solution best = best(optimizer, candidates, terms.budget());
    if (best == null) {
      // Rather a dinner at half past ten than no trip.
      market = market.atOddHours();
      candidates = optimizer.candidates(market);
      best = best(optimizer, candidates, terms.budget());
    }
    if (best == null) {
      PlanOutcome.Infeasible why = new ConflictFinder(request, search, market, optimizer).explain();
      boolean without = !keep.isEmpty() && plan(understanding, search, offers, rates, localTransport) instanceof PlanOutcome.Planned;
      return without ? unkept(keep, why.conflict(), kept.names(keep, offers)) : why;
    }
    Set<String> missing = kept.missing(best);
    if (!missing.isEmpty()) {
      return unkept(missing, List.of(), kept.names(missing, offers));
    }
    ItineraryWriter writer = new ItineraryWriter(understanding, market, schedule);
    List<Itinerary.Alternative> alternatives = new Alternatives(optimizer, candidates, terms.budget(), purse,
        s -> purse.minor(writer.write(s, List.of(), List.of()).cost().total(), purse.currency()), s -> kept.missing(s).isEmpty()).to(best);
    int routes = (int) candidates.stream().map(Optimizer.Candidate::rank).distinct().count();
    return new PlanOutcome.Planned(writer.write(best, alternatives, new Reasons(purse).of(best, routes)));
  }

  /** It was planned without what could not be kept: that works. */
  private static PlanOutcome.Infeasible unkept(Set<String> refs, List<String> others, List<String> names) {
    List<String> conflict = new ArrayList<>(List.of("keep"));
    others.stream().filter(c -> !conflict.contains(c)).forEach(conflict::add);
    String with = others.isEmpty() ? "" : " together with " + Summary.joined(others.stream().map(c -> c.replace('_', ' ')).toList());
    String named = Summary.joined(names.stream().limit(3).toList()) + (names.size() > 3 ? " and " + (names.size() - 3) + " more" : "");
    String text = "let go of " + named;
    return new PlanOutcome.Infeasible(
        "No plan can keep " + named + with + ". It would work to " + text + ".",
        conflict,
        List.of(new PlanOutcome.Change("keep", text, List.copyOf(refs))));
  }

  /** A budget says what the traveller is ready to spend: comfort counts for more as long as a good part of it is left. */
  private static Solution best(Optimizer optimizer, List<Optimizer.Candidate> candidates, long budget) {
    Solution comfortable = budget == Terms.NO_LIMIT ? null : optimizer.best(candidates, (long) (SPENT_ON_COMFORT * budget),
        Weights.COMFORT);
    return comfortable != null ? comfortable : optimizer.best(candidates, budget, Weights.VALUE);
  }
}
