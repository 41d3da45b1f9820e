package io.lotara.travel;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.LocalDate;

/**
 * Places to sleep in a town are wanted.
 *
 * @param town where
 * @param checkIn first night
 * @param checkOut the morning after the last night
 * @param party who stays
 * @param currency wished currency of the answer, ISO 4217; a source may answer in its own
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record StayQuery(Town town, LocalDate checkIn, LocalDate checkOut, Party party, String currency) {}
