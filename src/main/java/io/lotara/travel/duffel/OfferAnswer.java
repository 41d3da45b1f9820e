package io.lotara.travel.duffel;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/** The parts that are used of what Duffel answers. Everything may be missing; what is not looked at is not read. */
final class OfferAnswer {
  private OfferAnswer() {}

  /** To an offer request. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Offers(@Nullable Found data) {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  record Found(@Nullable List<Offer> offers) {}

  /** To a second look at one offer. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record One(@Nullable Offer data) {}

  /**
   * An offer.
   *
   * @param totalAmount for all passengers, a decimal number as text
   * @param expiresAt ISO 8601 instant
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Offer(
      @Nullable String id,
      @Nullable String totalAmount,
      @Nullable String totalCurrency,
      @Nullable String expiresAt,
      @Nullable List<Slice> slices) {}

  /**
   * One way.
   *
   * @param duration ISO 8601, or null
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Slice(@Nullable String duration, @Nullable List<Segment> segments) {}

  /** One flight; times are local and have no zone. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Segment(
      @Nullable String departingAt,
      @Nullable String arrivingAt,
      @Nullable Airport origin,
      @Nullable Airport destination,
      @Nullable Carrier marketingCarrier,
      @Nullable String marketingCarrierFlightNumber,
      @Nullable List<Seat> passengers) {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  record Airport(@Nullable String iataCode, @Nullable String timeZone) {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  record Carrier(@Nullable String iataCode, @Nullable String name) {}

  @Serdeable(naming = SnakeCaseStrategy.class)
  record Seat(@Nullable String cabinClass) {}
}
