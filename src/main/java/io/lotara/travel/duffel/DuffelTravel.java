package io.lotara.travel.duffel;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.OfferCheck;
import io.lotara.travel.SourceException;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource;
import io.lotara.travel.duffel.OfferAnswer.Offer;
import io.lotara.travel.http.Limits;
import io.lotara.travel.http.Pace;
import io.lotara.travel.http.ProviderHttp;
import io.lotara.travel.http.Reply;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Flights from Duffel, API v2. Prices are what the provider asks of the whole party, in the account's currency, until the offer expires; times
 * and flight numbers are as given. Nothing is booked here.
 */
@Singleton
@Requires(property = DuffelTravel.TOKEN, pattern = ".+")
public class DuffelTravel implements TravelSource {
  /** Name of the source. */
  public static final String NAME = "duffel";

  static final String TOKEN = "lotara.duffel.token";

  /** Airlines put their seats on sale about this long ahead. */
  private static final int DAYS_AHEAD = 330;

  /** No airline sells more seats in one booking. */
  private static final int MOST_PASSENGERS = 9;

  private static final Duration SUPPLIERS = Duration.ofSeconds(8);
  private static final Set<String> CABINS = Set.of("economy", "premium_economy", "business", "first");
  private static final Set<String> GONE = Set.of("offer_no_longer_available", "offer_expired", "already_booked", "not_found");

  private final ProviderHttp http;
  private final InstantSource clock;

  @Inject
  DuffelTravel(
      @Named(NAME) Supplier<String> token,
      @Value("${lotara.duffel.base-url:`https://api.duffel.com`}") String base,
      JsonMapper json,
      Clock clock) {
    this(token, base, json, clock, Pace.SYSTEM, Limits.standard());
  }

  /**
   * @param token the secret, asked for with each question
   * @param clock tells when an answer was given
   */
  public DuffelTravel(Supplier<String> token, String base, JsonMapper json, InstantSource clock, Pace pace, Limits limits) {
    this.clock = clock;
    this.http =
        new ProviderHttp(
            base, () -> Map.of("Authorization", "Bearer " + token.get(), "Duffel-Version", "v2"), json, clock, pace, limits);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Offering> offerings() {
    return Set.of(Offering.TRANSPORT);
  }

  /** From today, in UTC, for as long as airlines sell. */
  @Override
  public boolean covers(LocalDate date) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return !date.isBefore(today) && !date.isAfter(today.plusDays(DAYS_AHEAD));
  }

  @Override
  public List<Town> towns(String name) {
    return List.of();
  }

  @Override
  public List<Town> townsIn(String regionOrCountry) {
    return List.of();
  }

  /** Flights with at most one change between the towns' main airports, the cheapest first, at most twenty. */
  @Override
  public List<TransportOffer> transport(TransportQuery query) {
    if (query.from().airports().isEmpty() || query.to().airports().isEmpty()) {
      return List.of();
    }
    String origin = query.from().airports().getFirst();
    String destination = query.to().airports().getFirst();
    if (origin.equals(destination)) {
      return List.of();
    }
    if (query.party().size() > MOST_PASSENGERS) {
      throw new SourceException.Final("it sells at most %d seats at once".formatted(MOST_PASSENGERS), null);
    }
    String cabin = query.cabin() == null ? "economy" : query.cabin();
    if (!CABINS.contains(cabin)) {
      throw new SourceException.Final("it knows no cabin called " + cabin, null);
    }
    Reply reply =
        http.post(
            "/air/offer_requests?return_offers=true&supplier_timeout=" + SUPPLIERS.toMillis(),
            OfferRequest.of(origin, destination, query.date(), query.party(), cabin));
    List<Offer> offers =
        reply.read(OfferAnswer.Offers.class)
            .map(OfferAnswer.Offers::data)
            .map(OfferAnswer.Found::offers)
            .orElseThrow(() -> new SourceException.Retriable("its answer holds no list of offers", null));
    List<TransportOffer> found = new FlightOffers(query, cabin, clock.instant()).of(offers);
    if (found.isEmpty() && !offers.isEmpty()) {
      throw new SourceException.Retriable("none of its offers can be used", null);
    }
    return found;
  }

  /** Reads the offer again: the provider knows it by its id until it expires. */
  @Override
  public OfferCheck check(TransportOffer offer, TransportQuery query) {
    Instant now = clock.instant();
    if (offer.expiresAt() != null && !offer.expiresAt().isAfter(now)) {
      return new OfferCheck.Gone();
    }
    Reply reply = http.get("/air/offers/" + offer.ref());
    if (reply.status() == 404 || reply.status() == 410 || reply.errorCode().filter(GONE::contains).isPresent()) {
      return new OfferCheck.Gone();
    }
    Offer again =
        reply.read(OfferAnswer.One.class)
            .map(OfferAnswer.One::data)
            .orElseThrow(() -> new SourceException.Retriable("its answer holds no offer", null));
    try {
      boolean expired = again.expiresAt() != null && !Instant.parse(again.expiresAt()).isAfter(now);
      return expired ? new OfferCheck.Gone() : new OfferCheck.Available(FlightOffers.price(again));
    } catch (RuntimeException e) {
      throw new SourceException.Retriable("its answer could not be read", e);
    }
  }

  @Override
  public List<StayOffer> stays(StayQuery query) {
    return List.of();
  }

  @Override
  public List<Attraction> attractions(Town town) {
    return List.of();
  }

  @Override
  public List<Eatery> eateries(Town town) {
    return List.of();
  }
}
