package io.lotara.travel;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/**
 * A city or town as one source knows it. Two towns are the same when {@code id} is.
 *
 * @param id stable identifier, for example {@code tokyo-jp} or {@code reference-tables:Houston}
 * @param name the name exactly as the source gives it
 * @param region state, province or another region, or null
 * @param country ISO 3166-1 alpha-2, or null when the source does not say
 * @param position null when the source does not say
 * @param population 0 when unknown
 * @param timezone IANA zone, or null when unknown
 * @param airports IATA codes of the airports that serve it, the main one first
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Town(
    String id,
    String name,
    @Nullable String region,
    @Nullable String country,
    @Nullable Position position,
    long population,
    @Nullable String timezone,
    List<String> airports) {}
