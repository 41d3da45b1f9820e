package io.lotara.travel.liteapi;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.ExchangeRates;
import io.lotara.travel.OfferCheck;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource;
import io.lotara.travel.http.Limits;
import io.lotara.travel.http.Pace;
import io.lotara.travel.http.ProviderHttp;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Stays and flights from LiteAPI, v3.0. Prices are what the provider asks at that moment, with the fees that are to be paid on top; a fee in
 * another currency than the room is converted at the day's rate. Calls that are charged are never made, and nothing is booked here.
 */
@Singleton
@Requires(property = LiteApiTravel.KEY, pattern = ".+")
public class LiteApiTravel implements TravelSource {
  /** Name of the source. */
  public static final String NAME = "liteapi";

  static final String KEY = "lotara.liteapi.key";

  /** Few houses and airlines sell further ahead. */
  private static final int DAYS_AHEAD = 330;

  private final InstantSource clock;
  private final Stays stays;
  private final Flights flights;

  @Inject
  LiteApiTravel(
      @Named(NAME) Supplier<String> key,
      @Value("${lotara.liteapi.base-url:`https://api.liteapi.travel/v3.0`}") String base,
      @Value("${lotara.liteapi.guest-nationality:US}") String nationality,
      ExchangeRates rates,
      JsonMapper json,
      Clock clock) {
    this(key, base, nationality, rates, json, clock, Pace.SYSTEM, Limits.standard());
  }

  /**
   * @param key the secret, asked for with each question
   * @param nationality of the guests, ISO 3166-1 alpha-2: some rates hold for some passports only
   * @param rates for fees in another currency than the room
   * @param clock tells when an answer was given
   */
  public LiteApiTravel(
      Supplier<String> key,
      String base,
      String nationality,
      ExchangeRates rates,
      JsonMapper json,
      InstantSource clock,
      Pace pace,
      Limits limits) {
    this.clock = clock;
    ProviderHttp http = new ProviderHttp(base, () -> Map.of("X-API-Key", key.get()), json, clock, pace, limits);
    this.stays = new Stays(http, rates, clock, nationality);
    this.flights = new Flights(http, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Offering> offerings() {
    return Set.of(Offering.STAYS, Offering.TRANSPORT);
  }

  /** From today, in UTC, for about eleven months. */
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
    return flights.offers(query);
  }

  /**
   * Houses within eight kilometres of the town's middle, each at its cheapest rate, the cheapest first, at most thirty: half of them the
   * provider's picks, half the cheapest others.
   */
  @Override
  public List<StayOffer> stays(StayQuery query) {
    return stays.offers(query);
  }

  /** Asks for the flights again: the same ones at their present price, whatever the offer is called now. */
  @Override
  public OfferCheck check(TransportOffer offer, TransportQuery query) {
    return transport(query).stream()
        .filter(o -> o.number().equals(offer.number()) && o.depart().equals(offer.depart()))
        .min(Comparator.comparing(o -> o.price().amount()))
        .<OfferCheck>map(o -> new OfferCheck.Available(o.price()))
        .orElseGet(OfferCheck.Gone::new);
  }

  @Override
  public OfferCheck check(StayOffer offer, StayQuery query) {
    return stays.again(offer, query).<OfferCheck>map(OfferCheck.Available::new).orElseGet(OfferCheck.Gone::new);
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
