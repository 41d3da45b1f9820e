package io.lotara.travel.liteapi;

import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.travel.SourceException;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.http.ProviderHttp;
import io.lotara.travel.liteapi.FlightRates.Journey;
import io.lotara.travel.liteapi.FlightRates.Offer;
import io.lotara.travel.liteapi.FlightRates.Segment;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Flights of LiteAPI as ours: the cheapest fare of each choice of flights. */
final class Flights {
  private static final int MOST = 20;
  private static final int ADULT_AGE = 12;
  private static final int CHILD_AGE = 2;
  private static final Set<String> CABINS = Set.of("economy", "premium_economy", "business", "first");

  private final ProviderHttp http;
  private final InstantSource clock;

  Flights(ProviderHttp http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  List<TransportOffer> offers(TransportQuery query) {
    if (query.from().airports().isEmpty() || query.to().airports().isEmpty()) {
      return List.of();
    }
    String origin = query.from().airports().getFirst();
    String destination = query.to().airports().getFirst();
    if (origin.equals(destination)) {
      return List.of();
    }
    String cabin = query.cabin() == null ? "economy" : query.cabin();
    if (!CABINS.contains(cabin)) {
      throw new SourceException.Final("it knows no cabin called " + cabin, null);
    }
    List<FlightRates.Batch> batches =
        http.post("/flights/rates", question(query, origin, destination, cabin))
            .read(FlightRates.Answer.class)
            .map(FlightRates.Answer::data)
            .orElse(List.of());
    List<Journey> journeys = batches.stream().filter(b -> b.journeys() != null).flatMap(b -> b.journeys().stream()).toList();
    Instant now = clock.instant();
    Map<String, TransportOffer> byFlights = new LinkedHashMap<>();
    journeys.stream()
        .flatMap(j -> cheapest(j, query, cabin, now).stream())
        .sorted(Comparator.comparing((TransportOffer o) -> o.price().amount()).thenComparing(TransportOffer::ref))
        .forEach(o -> byFlights.putIfAbsent(o.number() + " " + o.depart(), o));
    if (byFlights.isEmpty() && !journeys.isEmpty()) {
      throw new SourceException.Retriable("none of its flights can be used", null);
    }
    return byFlights.values().stream().limit(MOST).toList();
  }

  private static FlightRates.Question question(TransportQuery query, String origin, String destination, String cabin) {
    Party party = query.party();
    List<Integer> children = party.childrenAges().stream().filter(a -> a >= CHILD_AGE && a < ADULT_AGE).toList();
    List<Integer> infants = party.childrenAges().stream().filter(a -> a < CHILD_AGE).toList();
    int adults = party.size() - children.size() - infants.size();
    if (adults < 1 || infants.size() > adults) {
      throw new SourceException.Final("it sells children no seats without an adult", null);
    }
    return new FlightRates.Question(
        List.of(new FlightRates.Leg(origin, destination, query.date(), "OUTBOUND")),
        adults,
        children.size(),
        infants.size(),
        children.isEmpty() ? null : children,
        infants.isEmpty() ? null : infants,
        cabin.toUpperCase(Locale.ROOT),
        "USD",
        new FlightRates.Filters(1),
        new FlightRates.Sort("price", "asc"));
  }

  private static Optional<TransportOffer> cheapest(Journey journey, TransportQuery query, String cabin, Instant now) {
    if (journey.offers() == null || journey.segments() == null || journey.segments().isEmpty()) {
      return Optional.empty();
    }
    return journey.offers().stream()
        .flatMap(o -> read(journey, o, query, cabin, now).stream())
        .filter(o -> o.date().equals(query.date()))
        .filter(o -> o.expiresAt() == null || o.expiresAt().isAfter(now))
        .min(Comparator.comparing(o -> o.price().amount()));
  }

  private static Optional<TransportOffer> read(Journey journey, Offer offer, TransportQuery query, String cabin, Instant now) {
    try {
      List<Segment> segments = journey.segments();
      Segment first = segments.getFirst();
      Segment last = segments.getLast();
      LocalDateTime depart = LocalDateTime.parse(first.departureTime());
      List<String> via = new ArrayList<>();
      segments.subList(0, segments.size() - 1).forEach(s -> via.add(s.destinationCode()));
      return Optional.of(
          new TransportOffer(
              offer.offerId(),
              LiteApiTravel.NAME,
              TransportMode.FLIGHT,
              query.from().name(),
              query.to().name(),
              first.originCode(),
              last.destinationCode(),
              depart.toLocalDate(),
              minutes(depart),
              minutes(LocalDateTime.parse(last.arrivalTime())),
              journey.totalDuration().minutes(),
              Price.live(offer.pricing().display().total(), offer.pricing().display().currency()),
              null,
              null,
              segments.stream().map(s -> s.carrier().marketingName()).distinct().collect(Collectors.joining(" / ")),
              segments.stream().map(s -> s.carrier().marketingCode() + s.flight().marketingNumber()).collect(Collectors.joining(" / ")),
              List.copyOf(via),
              cabin,
              false,
              null,
              now,
              offer.expiration() == null ? null : OffsetDateTime.parse(offer.expiration()).toInstant()));
    } catch (DateTimeException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private static String minutes(LocalDateTime time) {
    return time.withSecond(0).withNano(0).toString();
  }
}
