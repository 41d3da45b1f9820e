package io.lotara.trip.plan;

import io.lotara.travel.ExchangeRates;
import io.lotara.travel.Price;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Offers;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

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
    TripRequest request = understanding.request();
    if (request == null) {
      throw new IllegalArgumentException("nothing to plan: " + understanding.question());
    }
    Purse purse = new Purse(request.currency(), rates);
    Terms terms = Terms.of(request, purse);
    Market market = new Market(request, terms, offers, purse);
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
      return new ConflictFinder(request, search, market, optimizer).explain();
    }
    ItineraryWriter writer = new ItineraryWriter(understanding, market, schedule);
    List<Itinerary.Alternative> alternatives = new Alternatives(optimizer, candidates, terms.budget(), purse,
        s -> purse.minor(writer.write(s, List.of(), List.of()).cost().total(), purse.currency())).to(best);
    int routes = (int) candidates.stream().map(Optimizer.Candidate::rank).distinct().count();
    return new PlanOutcome.Planned(writer.write(best, alternatives, new Reasons(purse).of(best, routes)));
  }

  /** A budget says what the traveller is ready to spend: comfort counts for more as long as a good part of it is left. */
  private static Solution best(Optimizer optimizer, List<Optimizer.Candidate> candidates, long budget) {
    Solution comfortable = budget == Terms.NO_LIMIT ? null : optimizer.best(candidates, (long) (SPENT_ON_COMFORT * budget),
        Weights.COMFORT);
    return comfortable != null ? comfortable : optimizer.best(candidates, budget, Weights.VALUE);
  }
}
