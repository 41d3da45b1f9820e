package io.lotara.suggestion;

import io.lotara.travel.TransportMode;
import io.micronaut.serde.annotation.Serdeable;

/**
 * What prices of a watch are prices of. Two prices are compared only when they have the same: an estimate below a live price is no drop, and
 * neither is a bus below a flight.
 *
 * @param source name of the travel source
 * @param mode how one travels, both ways
 */
@Serdeable
public record Basis(String source, TransportMode mode) {}
