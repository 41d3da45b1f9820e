package io.lotara.suggestion;

import io.lotara.travel.Party;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.time.LocalDate;

/**
 * What a watch looks at the price of.
 *
 * @param origin name of a town or IATA code, as it was given
 * @param destination likewise
 * @param departure local date
 * @param returning local date of the way back, or null for one way
 * @param party who travels
 */
@Serdeable
public record Journey(String origin, String destination, LocalDate departure, @Nullable LocalDate returning, Party party) {}
