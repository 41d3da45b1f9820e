package io.lotara.trip.plan;

import io.lotara.travel.ExchangeRates;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Offers;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.plan.check.CostChecks;
import io.lotara.trip.plan.check.DayChecks;
import io.lotara.trip.plan.check.Findings;
import io.lotara.trip.plan.check.KeepChecks;
import io.lotara.trip.plan.check.MealChecks;
import io.lotara.trip.plan.check.OfferChecks;
import io.lotara.trip.plan.check.RouteChecks;
import io.lotara.trip.plan.check.StayChecks;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Reads an itinerary as a suspicious traveller would: against the request, the search and the offers, and against itself. It shares no
 * code with the planner, so that neither can repeat the other's mistake. A hard constraint that does not hold is {@code VIOLATED}; what a
 * traveller should know is a {@code WARNING}; every check is told, those that hold as {@code OK}.
 */
@Singleton
public final class ItineraryChecker {

  /** Checks with the exchange rate that the itinerary states. */
  public List<Itinerary.Check> check(TripRequest request, Search search, Offers offers, Itinerary itinerary) {
    return check(request, search, offers, itinerary, null);
  }

  /**
   * Checks an itinerary.
   *
   * @param rates the rates that the itinerary must have used, or null to take the one that it states
   */
  public List<Itinerary.Check> check(
      TripRequest request, Search search, Offers offers, Itinerary itinerary, @Nullable ExchangeRates rates) {
    return check(request, search, offers, itinerary, rates, Set.of());
  }

  /**
   * As {@link #check(TripRequest, Search, Offers, Itinerary, ExchangeRates)}, for a plan in which something has to stay.
   *
   * @param keep refs of offers and places
   */
  public List<Itinerary.Check> check(
      TripRequest request, Search search, Offers offers, Itinerary itinerary, @Nullable ExchangeRates rates, Set<String> keep) {
    Findings findings = new Findings();
    if (RouteChecks.wellFormed(request, itinerary, findings)) {
      new RouteChecks(request, search, itinerary, findings).run();
      new OfferChecks(request, offers, itinerary, findings).run();
      new StayChecks(request, offers, itinerary, findings).run();
      new MealChecks(request, offers, itinerary, findings).run();
      new DayChecks(request, offers, itinerary, findings).run();
      new CostChecks(request, itinerary, rates, findings).run();
      KeepChecks.run(itinerary, keep, findings);
    }
    return findings.checks();
  }
}
