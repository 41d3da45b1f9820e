package io.lotara.trip.agent;

import io.lotara.job.Policy;
import io.lotara.travel.ExchangeRates;
import io.lotara.travel.OfferCheck;
import io.lotara.travel.Price;
import io.lotara.travel.Sources;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Search;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The second look at the offers that a person has approved. */
@Singleton
class Recheck {
  private final Sources sources;
  private final ExchangeRates rates;

  Recheck(Sources sources, ExchangeRates rates) {
    this.sources = sources;
    this.rates = rates;
  }

  /** What a second look found. */
  sealed interface Found {
    /** Nothing that a person would have to hear of. */
    record AsShown() implements Found {}

    /** The plan as a whole costs more than was shown, beyond the tolerated part. */
    record Dearer(Itinerary itinerary) implements Found {}

    /** An offer is no longer on sale. */
    record Gone(String what) implements Found {}
  }

  /**
   * Looks at every flight and stay of the plan.
   *
   * @param policy says what is dearer
   * @throws io.lotara.travel.SourceException when a source cannot answer
   */
  Found look(Itinerary shown, Search search, Policy policy) {
    Map<String, Price> prices = new HashMap<>();
    for (TransportOffer offer : shown.flights()) {
      switch (check(offer, search)) {
        case OfferCheck.Gone gone -> {
          return new Found.Gone(offer.from() + " – " + offer.to());
        }
        case OfferCheck.Available now -> prices.put(offer.source() + " " + offer.ref(), now.price());
      }
    }
    for (StayOffer offer : shown.hotels()) {
      switch (check(offer, search)) {
        case OfferCheck.Gone gone -> {
          return new Found.Gone(offer.name());
        }
        case OfferCheck.Available now -> prices.put(offer.source() + " " + offer.ref(), now.price());
      }
    }
    Itinerary now = new Repricing(prices, rates).apply(shown);
    return policy.dearer(now.cost().total(), shown.cost().total()) ? new Found.Dearer(now) : new Found.AsShown();
  }

  private OfferCheck check(TransportOffer offer, Search search) {
    Optional<TransportQuery> question =
        search.transport().stream()
            .filter(q -> q.from().name().equals(offer.from()) && q.to().name().equals(offer.to()))
            .filter(q -> q.date().equals(offer.date()))
            .findFirst();
    return question
        .flatMap(q -> sources.named(offer.source()).map(s -> s.check(offer, q)))
        .orElseGet(() -> new OfferCheck.Available(offer.price()));
  }

  private OfferCheck check(StayOffer offer, Search search) {
    Optional<StayQuery> question =
        search.stays().stream()
            .filter(q -> q.town().name().equals(offer.city()))
            .filter(q -> offer.validFrom() == null || q.checkIn().equals(offer.validFrom()))
            .findFirst();
    return question
        .flatMap(q -> sources.named(offer.source()).map(s -> s.check(offer, q)))
        .orElseGet(() -> new OfferCheck.Available(offer.nightly()));
  }
}
