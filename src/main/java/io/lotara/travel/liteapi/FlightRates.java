package io.lotara.travel.liteapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** {@code POST /flights/rates}: the question, and the parts that are used of the answer. Everything in the answer may be missing. */
final class FlightRates {
  private FlightRates() {}

  /**
   * Flights are wanted.
   *
   * @param adults of 12 years and more
   * @param childrenAges 2 to 11
   * @param infantAges 0 and 1
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Question(
      List<Leg> legs,
      int adults,
      int children,
      int infants,
      @Nullable List<Integer> childrenAges,
      @Nullable List<Integer> infantAges,
      String cabinClass,
      String currency,
      Filters filters,
      Sort sort) {}

  @Serdeable
  record Leg(String origin, String destination, LocalDate date, String direction) {}

  @Serdeable
  record Filters(int maxStops) {}

  @Serdeable
  record Sort(String sortBy, String sortOrder) {}

  @Serdeable
  record Answer(@Nullable List<Batch> data) {}

  @Serdeable
  record Batch(@Nullable List<Journey> journeys) {}

  @Serdeable
  record Journey(@Nullable List<Segment> segments, @Nullable List<Offer> offers, @Nullable Lasting totalDuration) {}

  /** One flight; times are local. */
  @Serdeable
  record Segment(
      @Nullable String originCode,
      @Nullable String destinationCode,
      @Nullable String departureTime,
      @Nullable String arrivalTime,
      @Nullable Flight flight,
      @Nullable Carrier carrier) {}

  @Serdeable
  record Flight(@Nullable String marketingNumber) {}

  @Serdeable
  record Carrier(@Nullable String marketingCode, @Nullable String marketingName) {}

  @Serdeable
  record Lasting(@Nullable Integer minutes) {}

  @Serdeable
  record Offer(@Nullable String offerId, @Nullable String expiration, @Nullable Pricing pricing) {}

  @Serdeable
  record Pricing(@Nullable Display display) {}

  /** For all passengers, taxes and fees included. */
  @Serdeable
  record Display(@Nullable BigDecimal total, @Nullable String currency) {}
}
