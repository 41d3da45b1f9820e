package io.lotara.travel;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.List;

/**
 * A place to see or a thing to do.
 *
 * @param ref the provider's own id, unique within the source
 * @param source name of the source
 * @param name exactly as the source gives it
 * @param city name of the town
 * @param kind temple, museum, park …, or null
 * @param position or null when the source does not say
 * @param visitMinutes usual length of a visit
 * @param hours weekly opening pattern (see {@link OpeningHours}), or null when unknown
 * @param price admission per person
 * @param interests what it is good for, from the vocabulary of {@code interests}
 * @param rank 1 for the best known in its town
 * @param url official site, or null
 * @param fetchedAt when the source said so
 * @param expiresAt until when the source stands by it, or null
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Attraction(
    String ref,
    String source,
    String name,
    String city,
    @Nullable String kind,
    @Nullable Position position,
    int visitMinutes,
    @Nullable String hours,
    Price price,
    List<String> interests,
    int rank,
    @Nullable String url,
    Instant fetchedAt,
    @Nullable Instant expiresAt) {}
