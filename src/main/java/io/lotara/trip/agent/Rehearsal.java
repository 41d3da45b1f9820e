package io.lotara.trip.agent;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.ExchangeRates;
import io.lotara.travel.LocalFares;
import io.lotara.travel.Price;
import io.lotara.travel.SourceException;
import io.lotara.travel.Sources;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TravelSource;
import io.lotara.travel.TravelSource.Offering;
import io.lotara.trip.Offers;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import io.lotara.trip.plan.PlanOutcome;
import io.lotara.trip.plan.SearchPlanner;
import io.lotara.trip.plan.SourcedTowns;
import io.lotara.trip.plan.TripPlanner;
import io.lotara.trip.plan.UnknownPlaceException;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans a trip for nobody to see, from the sources that answer from memory: to know whether it can be had at all. */
@Singleton
class Rehearsal {
  private final SearchPlanner searchPlanner;
  private final TripPlanner planner;
  private final Sources sources;
  private final ExchangeRates rates;
  private final LocalFares localFares;

  Rehearsal(SearchPlanner searchPlanner, TripPlanner planner, Sources sources, ExchangeRates rates, LocalFares localFares) {
    this.searchPlanner = searchPlanner;
    this.planner = planner;
    this.sources = sources;
    this.rates = rates;
    this.localFares = localFares;
  }

  /** Whether a plan can be made of it; an understanding without a question. Has no effect outside. */
  boolean works(String tenant, Understanding understanding) {
    TripRequest request = understanding.request();
    List<TravelSource> order =
        sources.order(tenant, request.provider(), request.start(), request.end()).stream().filter(TravelSource::inMemory).toList();
    if (order.isEmpty()) {
      return false;
    }
    try {
      Search search = searchPlanner.search(request, new SourcedTowns(order, order.stream().findFirst()), rates);
      List<TransportOffer> ways = TripAgent.askAll(order, Offering.TRANSPORT, search.transport(), s -> s::transport).offers();
      List<StayOffer> stays = TripAgent.askAll(order, Offering.STAYS, search.stays(), s -> s::stays).offers();
      List<Attraction> sights = TripAgent.askAll(order, Offering.ATTRACTIONS, search.towns(), s -> s::attractions).offers();
      List<Eatery> eateries = TripAgent.askAll(order, Offering.EATERIES, search.towns(), s -> s::eateries).offers();
      Map<String, Price> fares = new LinkedHashMap<>();
      search.towns().forEach(town -> localFares.perPersonAndDay(town).ifPresent(price -> fares.put(town.id(), price)));
      Offers offers = new Offers(ways, stays.stream().distinct().toList(), sights, eateries);
      return planner.plan(understanding, search, offers, rates, fares) instanceof PlanOutcome.Planned;
    } catch (UnknownPlaceException | SourceException e) {
      return false;
    }
  }
}
