package io.lotara.handler.openapi;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What is to be changed of a watch; what is missing or null stays as it is. Another journey has other prices: its history begins anew.
 *
 * @param origin a town by name, or an airport by its IATA code
 * @param destination likewise
 * @param departureDate after today (UTC)
 * @param returnDate day of the way back
 * @param travellers a number of adults, or an object
 * @param baselinePrice what the price is compared with: a number in {@code currency}, or an object
 * @param currency of a {@code baseline_price} that is a number, ISO 4217; USD when missing
 * @param thresholdPercent by how much the price must fall
 * @param active false pauses the watch, true goes on with it
 */
public record WatchChange(
    @Nullable @Schema(minLength = 1, maxLength = 200) String origin,
    @Nullable @Schema(minLength = 1, maxLength = 200) String destination,
    @Nullable LocalDate departureDate,
    @Nullable LocalDate returnDate,
    @Nullable @Schema(oneOf = {Integer.class, Constraints.Travellers.class}) Object travellers,
    @Nullable @Schema(oneOf = {BigDecimal.class, WatchRequest.Baseline.class}) Object baselinePrice,
    @Nullable @Schema(minLength = 3, maxLength = 3) String currency,
    @Nullable @Schema(minimum = "0", exclusiveMinimum = true, maximum = "100", exclusiveMaximum = true) BigDecimal thresholdPercent,
    @Nullable Boolean active) {}
