package io.lotara.travel;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.LocalDate;

/**
 * Ways from one town to another on one day are wanted.
 *
 * @param from where the leg starts
 * @param to where it ends
 * @param date local date of departure
 * @param party who travels
 * @param cabin wished cabin class, or null
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record TransportQuery(Town from, Town to, LocalDate date, Party party, @Nullable String cabin) {}
