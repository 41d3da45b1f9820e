package io.lotara.suggestion;

import io.lotara.suggestion.Quote.Down;
import io.lotara.suggestion.Quote.NoPrice;
import io.lotara.suggestion.Quote.Quoted;
import io.lotara.travel.ExchangeRates;
import io.lotara.travel.Gazetteer;
import io.lotara.travel.Price;
import io.lotara.travel.PriceKind;
import io.lotara.travel.SourceException;
import io.lotara.travel.Sources;
import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource;
import io.lotara.travel.TravelSource.Offering;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the travel sources what a journey costs now: the cheapest way there and, when there is a return, back. */
@Singleton
public class WatchPrices {
  /** Nobody sells journeys of later years, and few a journey of the next but one. */
  public static final int YEARS_AHEAD = 2;

  private final Sources sources;
  private final Gazetteer gazetteer;
  private final ExchangeRates rates;

  public WatchPrices(Sources sources, Gazetteer gazetteer, ExchangeRates rates) {
    this.sources = sources;
    this.gazetteer = gazetteer;
    this.rates = rates;
  }

  /** Whether some source at hand, or the gazetteer, knows a town of that name or with an airport of that code. */
  public boolean knows(String place) {
    return !gazetteer.towns(place).isEmpty()
        || gazetteer.byAirport(place.strip()).isPresent()
        || sources.all().stream().filter(TravelSource::inMemory).anyMatch(s -> town(s, place).isPresent());
  }

  /** Whether two names, or codes of airports, are of one town. */
  public boolean same(String one, String other) {
    if (one.strip().equalsIgnoreCase(other.strip())) {
      return true;
    }
    Optional<String> town = resolved(one);
    return town.isPresent() && town.equals(resolved(other));
  }

  private Optional<String> resolved(String place) {
    return gazetteer.towns(place).stream().findFirst()
        .or(() -> gazetteer.byAirport(place.strip()))
        .or(() -> sources.all().stream().filter(TravelSource::inMemory).flatMap(s -> town(s, place).stream()).findFirst())
        .map(Town::id);
  }

  /**
   * Whether a price of that day can be worth watching: up to {@link #YEARS_AHEAD} years from today, and later where a source says itself which
   * days it knows. The open data has an estimate for every day to come.
   */
  public boolean foresees(LocalDate day, LocalDate today) {
    return !day.isAfter(today.plusYears(YEARS_AHEAD))
        || sources.all().stream().filter(s -> !s.name().equals(Sources.OPEN) && s.offerings().contains(Offering.TRANSPORT)).anyMatch(s -> covers(s, day));
  }

  private static boolean covers(TravelSource source, LocalDate day) {
    try {
      return source.covers(day);
    } catch (SourceException e) {
      // What it knows cannot be told now; the watch will see.
      return true;
    }
  }

  private Optional<Town> named(TravelSource source, String place) {
    Optional<Town> named = source.towns(place).stream().findFirst();
    return named.isPresent() ? named : gazetteer.byAirport(place.strip()).flatMap(t -> source.towns(t.name()).stream().findFirst());
  }

  private Optional<Town> town(TravelSource source, String place) {
    try {
      return named(source, place);
    } catch (SourceException.Final e) {
      return Optional.empty();
    }
  }

  /**
   * The present price. Asked of the source that the watch's prices come from, as long as that is configured; only before the first check, or
   * when it no longer is, of the sources in their order until one has a price. A source that does not answer is never replaced by
   * another: prices of two sources say nothing about a drop.
   */
  public Quote of(Watch watch) {
    Journey journey = watch.journey();
    try {
      LocalDate end = journey.returning() == null ? journey.departure() : journey.returning();
      List<TravelSource> order =
          sources.order(watch.key().tenant(), null, journey.departure(), end).stream()
              .filter(s -> s.offerings().contains(Offering.TRANSPORT))
              .toList();
      Basis basis = watch.basis();
      List<TravelSource> own = basis == null ? List.of() : order.stream().filter(s -> s.name().equals(basis.source())).toList();
      for (TravelSource source : own.isEmpty() ? order : own) {
        Optional<Quoted> quoted = quote(source, journey, own.isEmpty() ? null : basis.mode());
        if (quoted.isPresent()) {
          return quoted.get();
        }
      }
      return new NoPrice(order.isEmpty() ? "no travel source covers these days." : "no travel source knows a way on these days.");
    } catch (SourceException e) {
      return new Down(e.getMessage());
    }
  }

  private Optional<Quoted> quote(TravelSource source, Journey journey, @Nullable TransportMode wanted) {
    Optional<Town> from = named(source, journey.origin());
    Optional<Town> to = named(source, journey.destination());
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    List<Map<TransportMode, Price>> ways = new ArrayList<>();
    ways.add(cheapest(source, new TransportQuery(from.get(), to.get(), journey.departure(), journey.party(), null)));
    if (journey.returning() != null) {
      ways.add(cheapest(source, new TransportQuery(to.get(), from.get(), journey.returning(), journey.party(), null)));
    }
    return ways.getFirst().keySet().stream()
        .filter(mode -> wanted == null || mode == wanted)
        .filter(mode -> ways.stream().allMatch(w -> w.containsKey(mode)))
        .flatMap(mode -> sum(ways.stream().map(w -> w.get(mode)).toList()).map(p -> new Quoted(p, new Basis(source.name(), mode))).stream())
        // Who watches prices watches flights, where there are any.
        .min(Comparator.comparing((Quoted q) -> q.basis().mode() != TransportMode.FLIGHT).thenComparing(q -> q.price().amount()));
  }

  private Map<TransportMode, Price> cheapest(TravelSource source, TransportQuery query) {
    Map<TransportMode, Price> cheapest = new EnumMap<>(TransportMode.class);
    for (TransportOffer offer : source.transport(query)) {
      Price price = offer.price();
      Price best = cheapest.get(offer.mode());
      if (best == null || best.currency().equals(price.currency()) && price.amount().compareTo(best.amount()) < 0) {
        cheapest.put(offer.mode(), price);
      }
    }
    return cheapest;
  }

  private Optional<Price> sum(List<Price> prices) {
    String currency = prices.getFirst().currency();
    BigDecimal sum = BigDecimal.ZERO;
    PriceKind kind = PriceKind.LIVE;
    for (Price price : prices) {
      if (!price.currency().equals(currency) && !(rates.knows(price.currency()) && rates.knows(currency))) {
        return Optional.empty();
      }
      sum = sum.add(rates.convert(price.amount(), price.currency(), currency));
      kind = price.kind() == PriceKind.ESTIMATED ? PriceKind.ESTIMATED : kind;
    }
    return Optional.of(new Price(sum, currency, kind));
  }
}
