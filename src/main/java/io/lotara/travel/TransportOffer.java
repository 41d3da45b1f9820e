package io.lotara.travel;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One way to get from one town to another on one day.
 *
 * @param ref the provider's own id, unique within the source
 * @param source name of the source that returned it
 * @param mode how one travels
 * @param from name of the town of departure, as asked for in the query
 * @param to name of the town of arrival
 * @param fromCode IATA code or station, or null
 * @param toCode IATA code or station, or null
 * @param date local date of departure
 * @param depart local time of departure {@code YYYY-MM-DDTHH:MM}, or null when the source knows no timetable
 * @param arrive local time of arrival, or null
 * @param durationMinutes minutes door to door as far as the source knows
 * @param price for the whole party
 * @param low the low end of an estimate for the party in the price's currency, or null
 * @param high the high end, or null
 * @param carrier name or code of the carrier, or null
 * @param number flight or train number as the source gives it, or null; never invented
 * @param via towns or airports where one changes
 * @param cabin cabin class, or null
 * @param bookable whether the source can hold or book it
 * @param bookUrl where a person can book it, or null
 * @param fetchedAt when the source said so
 * @param expiresAt until when the source stands by it, or null
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record TransportOffer(
    String ref,
    String source,
    TransportMode mode,
    String from,
    String to,
    @Nullable String fromCode,
    @Nullable String toCode,
    LocalDate date,
    @Nullable String depart,
    @Nullable String arrive,
    int durationMinutes,
    Price price,
    @Nullable BigDecimal low,
    @Nullable BigDecimal high,
    @Nullable String carrier,
    @Nullable String number,
    List<String> via,
    @Nullable String cabin,
    boolean bookable,
    @Nullable String bookUrl,
    Instant fetchedAt,
    @Nullable Instant expiresAt) {
  /** The same offer at another price. */
  public TransportOffer withPrice(Price now) {
    return new TransportOffer(
        ref, source, mode, from, to, fromCode, toCode, date, depart, arrive, durationMinutes, now, low, high, carrier, number, via, cabin,
        bookable, bookUrl, fetchedAt, expiresAt);
  }
}
