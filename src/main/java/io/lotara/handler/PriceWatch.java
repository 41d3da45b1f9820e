package io.lotara.handler;

import io.lotara.suggestion.Sighting;
import io.lotara.suggestion.Watch;
import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.trip.Itinerary.Travellers;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A price watch as clients see it.
 *
 * @param watchId a UUIDv7
 * @param baselinePrice what it began with, or the last drop; null before the first check when none was given
 * @param lastPrice at the last check
 * @param thresholdPercent by how much the price must fall
 * @param active false when paused, or over
 * @param checkedAt when a source last answered
 * @param history what was seen, the newest last; at most 30
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record PriceWatch(
    String watchId,
    String userId,
    String origin,
    String destination,
    LocalDate departureDate,
    @Nullable LocalDate returnDate,
    Travellers travellers,
    @Nullable Price baselinePrice,
    @Nullable Price lastPrice,
    BigDecimal thresholdPercent,
    boolean active,
    @Schema(format = "date-time") String createdAt,
    @Nullable @Schema(format = "date-time") String checkedAt,
    List<Seen> history) {

  /**
   * One look at the price.
   *
   * @param price null when there was none
   * @param jobId the job that this drop suggested
   * @param note what was odd about it
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Seen(@Schema(format = "date-time") String at, @Nullable Price price, @Nullable String jobId, @Nullable String note) {}

  static PriceWatch of(Watch watch) {
    Party party = watch.journey().party();
    return new PriceWatch(
        watch.key().id(),
        watch.userId(),
        watch.journey().origin(),
        watch.journey().destination(),
        watch.journey().departure(),
        watch.journey().returning(),
        new Travellers(party.adults(), party.childrenAges()),
        watch.baseline(),
        watch.last(),
        watch.thresholdPercent(),
        watch.active(),
        JobView.time(watch.createdAt()),
        JobView.time(watch.checkedAt()),
        watch.history().stream().map(PriceWatch::seen).toList());
  }

  private static Seen seen(Sighting sighting) {
    return new Seen(JobView.time(sighting.at()), sighting.price(), sighting.jobId(), sighting.note());
  }
}
