package io.lotara.travel;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * A place to sleep.
 *
 * @param ref the provider's own id, unique within the source
 * @param source name of the source
 * @param name exactly as the source gives it
 * @param city name of the town
 * @param area neighbourhood, or null
 * @param position or null when the source does not say
 * @param roomType or null when the source does not say
 * @param forbids what the house rules forbid
 * @param minimumNights consecutive nights that must be taken, 1 or more
 * @param maximumOccupancy people in one room, 1 or more
 * @param nightly price of one room for one night
 * @param rating 0 to 5, or null
 * @param validFrom first night for which the price holds, or null when it holds for any night of the trip
 * @param validTo the morning after the last such night, or null
 * @param bookable whether the source can hold or book it
 * @param bookUrl where a person can book it, or null
 * @param fetchedAt when the source said so
 * @param expiresAt until when the source stands by it, or null
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record StayOffer(
    String ref,
    String source,
    String name,
    String city,
    @Nullable String area,
    @Nullable Position position,
    @Nullable RoomType roomType,
    Set<HouseRule> forbids,
    int minimumNights,
    int maximumOccupancy,
    @JsonProperty("price") Price nightly,
    @Nullable Double rating,
    @Nullable LocalDate validFrom,
    @Nullable LocalDate validTo,
    boolean bookable,
    @Nullable String bookUrl,
    Instant fetchedAt,
    @Nullable Instant expiresAt) {

  /** Rooms that {@code people} need: the ceiling of people over occupancy. */
  public int roomsFor(int people) {
    return (people + maximumOccupancy - 1) / maximumOccupancy;
  }

  /** The same offer at another price for a room and night. */
  public StayOffer withNightly(Price now) {
    return new StayOffer(
        ref, source, name, city, area, position, roomType, forbids, minimumNights, maximumOccupancy, now, rating, validFrom, validTo,
        bookable, bookUrl, fetchedAt, expiresAt);
  }
}
