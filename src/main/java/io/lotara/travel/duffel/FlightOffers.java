package io.lotara.travel.duffel;

import io.lotara.travel.Price;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.duffel.OfferAnswer.Offer;
import io.lotara.travel.duffel.OfferAnswer.Segment;
import io.lotara.travel.duffel.OfferAnswer.Slice;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Duffel's offers as ours. An offer that lacks what a plan needs (times, airports, a price) is left out. */
record FlightOffers(TransportQuery query, String cabin, Instant fetchedAt) {
  /** As many as a plan can choose from; the provider may send hundreds. */
  private static final int MOST = 20;

  /** Ids become part of a path when an offer is looked at again. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,200}");

  /** The cheapest fare of each choice of flights, the cheapest of these first. */
  List<TransportOffer> of(List<Offer> offers) {
    Map<String, TransportOffer> byFlights = new LinkedHashMap<>();
    offers.stream()
        .map(this::of)
        .flatMap(Optional::stream)
        .filter(o -> o.date().equals(query.date()))
        .filter(o -> o.expiresAt() == null || o.expiresAt().isAfter(fetchedAt))
        // An account has one currency, so amounts compare.
        .sorted(Comparator.comparing((TransportOffer o) -> o.price().amount()).thenComparing(TransportOffer::ref))
        .forEach(o -> byFlights.putIfAbsent(o.number() + " " + o.depart(), o));
    return byFlights.values().stream().limit(MOST).toList();
  }

  private Optional<TransportOffer> of(Offer offer) {
    try {
      return read(offer);
    } catch (DateTimeException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private Optional<TransportOffer> read(Offer offer) {
    if (offer.slices() == null || offer.slices().size() != 1) {
      return Optional.empty();
    }
    Slice slice = offer.slices().getFirst();
    List<Segment> segments = slice.segments();
    if (segments == null || segments.isEmpty() || offer.id() == null || !ID.matcher(offer.id()).matches()) {
      return Optional.empty();
    }
    Segment first = segments.getFirst();
    Segment last = segments.getLast();
    LocalDateTime depart = LocalDateTime.parse(first.departingAt());
    LocalDateTime arrive = LocalDateTime.parse(last.arrivingAt());
    List<String> via = new ArrayList<>();
    segments.subList(0, segments.size() - 1).forEach(s -> via.add(s.destination().iataCode()));
    return Optional.of(
        new TransportOffer(
            offer.id(),
            DuffelTravel.NAME,
            TransportMode.FLIGHT,
            query.from().name(),
            query.to().name(),
            first.origin().iataCode(),
            last.destination().iataCode(),
            depart.toLocalDate(),
            minutes(depart),
            minutes(arrive),
            duration(slice, first, depart, last, arrive),
            price(offer),
            null,
            null,
            carriers(segments),
            numbers(segments),
            List.copyOf(via),
            cabins(segments),
            false,
            null,
            fetchedAt,
            offer.expiresAt() == null ? null : Instant.parse(offer.expiresAt())));
  }

  /** The cabin of every seat on the way, with a slash between when they differ; the one that was asked for where none is told. */
  private String cabins(List<Segment> segments) {
    String told =
        segments.stream()
            .filter(s -> s.passengers() != null)
            .flatMap(s -> s.passengers().stream())
            .map(OfferAnswer.Seat::cabinClass)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining(" / "));
    return told.isEmpty() ? cabin : told;
  }

  /** What the whole party pays. */
  static Price price(Offer offer) {
    return Price.live(new BigDecimal(offer.totalAmount()), offer.totalCurrency());
  }

  /** {@code YYYY-MM-DDTHH:MM}. */
  private static String minutes(LocalDateTime time) {
    return time.withSecond(0).withNano(0).toString();
  }

  /** As the provider says, or from the local times and the zones of the two airports. */
  private static int duration(Slice slice, Segment first, LocalDateTime depart, Segment last, LocalDateTime arrive) {
    Duration duration =
        slice.duration() != null
            ? Duration.parse(slice.duration())
            : Duration.between(
                depart.atZone(ZoneId.of(first.origin().timeZone())), arrive.atZone(ZoneId.of(last.destination().timeZone())));
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("a flight takes time");
    }
    return Math.toIntExact(duration.toMinutes());
  }

  private static String carriers(List<Segment> segments) {
    return segments.stream().map(s -> s.marketingCarrier().name()).filter(Objects::nonNull).distinct().collect(Collectors.joining(" / "));
  }

  /** {@code VN310}, with a slash between when one changes; null when one of them is not known. */
  private static @Nullable String numbers(List<Segment> segments) {
    boolean known =
        segments.stream().allMatch(s -> s.marketingCarrierFlightNumber() != null && s.marketingCarrier().iataCode() != null);
    return known
        ? segments.stream().map(s -> s.marketingCarrier().iataCode() + s.marketingCarrierFlightNumber()).collect(Collectors.joining(" / "))
        : null;
  }
}
