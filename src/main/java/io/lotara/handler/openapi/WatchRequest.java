package io.lotara.handler.openapi;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A journey whose price is to be watched.
 *
 * @param userId whose watch it is
 * @param origin a town by name, or an airport by its IATA code
 * @param destination likewise
 * @param departureDate after today (UTC); the watch ends on it
 * @param returnDate day of the way back; missing for one way
 * @param travellers a number of adults, or an object; one adult when missing
 * @param baselinePrice what the price is compared with first: a number in {@code currency}, or an object; the first check sets it when missing
 * @param currency of a {@code baseline_price} that is a number, ISO 4217; USD when missing
 * @param thresholdPercent by how much the price must fall; 15 when missing
 * @param active false makes a watch that is paused
 */
public record WatchRequest(
    @Schema(minLength = 1, maxLength = 128) String userId,
    @Schema(minLength = 1, maxLength = 200) String origin,
    @Schema(minLength = 1, maxLength = 200) String destination,
    LocalDate departureDate,
    @Nullable LocalDate returnDate,
    @Nullable @Schema(oneOf = {Integer.class, Constraints.Travellers.class}) Object travellers,
    @Nullable @Schema(oneOf = {BigDecimal.class, Baseline.class}) Object baselinePrice,
    @Nullable @Schema(minLength = 3, maxLength = 3) String currency,
    @Nullable @Schema(minimum = "0", exclusiveMinimum = true, maximum = "100", exclusiveMaximum = true) BigDecimal thresholdPercent,
    @Nullable Boolean active) {

  /**
   * What a journey costs for the whole party, as far as the sender knows.
   *
   * @param currency ISO 4217; USD when missing
   */
  public record Baseline(
      @Schema(minimum = "0", exclusiveMinimum = true) BigDecimal amount, @Nullable @Schema(minLength = 3, maxLength = 3) String currency) {}
}
