package io.lotara.handler.openapi;

import io.lotara.travel.HouseRule;
import io.lotara.travel.TransportMode;
import io.lotara.trip.TripRequest.BudgetScope;
import io.lotara.trip.TripRequest.Pace;
import io.lotara.trip.TripRequest.RoomWish;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What a trip has to be; beats what the text says.
 *
 * @param origin where it starts, and ends unless it is one way: a name, or an object that says what the name names
 * @param destination where it goes: a name, or an object that says what the name names
 * @param cities the towns, in order
 * @param cityCount how many towns, where only a region or country is given
 * @param legs journeys between towns that are given
 * @param dates first and last day: an object, a list of one or two days, or a text such as {@code 2027-04-10 to 2027-04-16}
 * @param travelDates the same as {@code dates}
 * @param durationDays days, the first and the last included
 * @param oneWay true when no way back is wanted
 * @param travellers a number of adults, or an object
 * @param travelers the same as {@code travellers}
 * @param budget a number, or an object
 * @param budgetUsd US dollars for the whole party
 * @param interests what the traveller likes
 * @param pace how full the days are
 * @param lodging wishes for the stays
 * @param meals wishes for the meals
 * @param transport wishes for transport
 * @param approval the sum above which a person must approve
 * @param provider name of the travel source to use
 */
public record Constraints(
    @Nullable @Schema(oneOf = {String.class, Place.class}) Object origin,
    @Nullable @Schema(oneOf = {String.class, Place.class}) Object destination,
    @Nullable @ArraySchema(maxItems = 20, schema = @Schema(oneOf = {String.class, Place.class})) List<Object> cities,
    @Nullable @Schema(minimum = "1", maximum = "20") Integer cityCount,
    @Nullable @ArraySchema(maxItems = 20) List<Leg> legs,
    @Nullable @Schema(oneOf = {String.class, Dates.class, Days.class}) Object dates,
    @Nullable @Schema(oneOf = {String.class, Dates.class, Days.class}) Object travelDates,
    @Nullable @Schema(minimum = "1", maximum = "90") Integer durationDays,
    @Nullable Boolean oneWay,
    @Nullable @Schema(oneOf = {Integer.class, Travellers.class}) Object travellers,
    @Nullable @Schema(oneOf = {Integer.class, Travellers.class}) Object travelers,
    @Nullable @Schema(oneOf = {BigDecimal.class, Budget.class}) Object budget,
    @Nullable @Schema(minimum = "0", exclusiveMinimum = true) BigDecimal budgetUsd,
    @Nullable @ArraySchema(maxItems = 20, schema = @Schema(minLength = 1, maxLength = 200)) List<String> interests,
    @Nullable Pace pace,
    @Nullable Lodging lodging,
    @Nullable Meals meals,
    @Nullable Transport transport,
    @Nullable Threshold approval,
    @Nullable @Schema(minLength = 1, maxLength = 200) String provider) {

  /**
   * A place: one of city, region and country at least.
   *
   * @param city name of a town; {@code name} is the same
   * @param region name of a region, or of the region that the town is in; {@code state} is the same
   * @param country name or ISO 3166-1 code
   * @param nights how many to spend there
   */
  @Schema(minProperties = 1)
  public record Place(
      @Nullable @Schema(minLength = 1, maxLength = 200) String city,
      @Nullable @Schema(minLength = 1, maxLength = 200) String name,
      @Nullable @Schema(minLength = 1, maxLength = 200) String region,
      @Nullable @Schema(minLength = 1, maxLength = 200) String state,
      @Nullable @Schema(minLength = 1, maxLength = 200) String country,
      @Nullable @Schema(minimum = "0", maximum = "90") Integer nights) {}

  /** A journey that is given. */
  public record Leg(
      @Schema(oneOf = {String.class, Place.class}) Object origin,
      @Schema(oneOf = {String.class, Place.class}) Object destination,
      LocalDate date) {}

  /** First and last day; at most 90 days, the last not before the first. */
  public record Dates(@Nullable LocalDate start, @Nullable LocalDate end) {}

  /** A list of one or two days. */
  @Schema(type = "array")
  public interface Days {}

  /**
   * Who travels: one person at least.
   *
   * @param children their ages
   */
  public record Travellers(
      @Nullable @Schema(minimum = "0", maximum = "100") Integer adults,
      @Nullable @ArraySchema(maxItems = 20, schema = @Schema(minimum = "0", maximum = "17")) List<Integer> children) {}

  /**
   * What may be spent.
   *
   * @param currency ISO 4217; the currency of the trip when missing
   * @param scope for whom; the whole party when missing
   */
  public record Budget(
      @Schema(minimum = "0", exclusiveMinimum = true) BigDecimal amount, @Nullable String currency, @Nullable BudgetScope scope) {}

  /**
   * Wishes for the stays.
   *
   * @param mustAllow what the house must not forbid
   * @param maxPerNight most that a room may cost a night
   */
  public record Lodging(
      @Nullable RoomWish roomType,
      @Nullable @ArraySchema(maxItems = 20) List<HouseRule> mustAllow,
      @Nullable @Schema(minimum = "0", exclusiveMinimum = true) BigDecimal maxPerNight) {}

  /**
   * Wishes for the meals.
   *
   * @param cuisines each is eaten at least once
   * @param dietary each meal is possible with these
   */
  public record Meals(
      @Nullable @ArraySchema(maxItems = 20, schema = @Schema(minLength = 1, maxLength = 200)) List<String> cuisines,
      @Nullable @ArraySchema(maxItems = 20, schema = @Schema(minLength = 1, maxLength = 200)) List<String> dietary) {}

  /** Wishes for transport. */
  public record Transport(
      @Nullable @ArraySchema(maxItems = 20) List<TransportMode> forbidden,
      @Nullable @Schema(type = "string", allowableValues = {"economy", "premium_economy", "business", "first"}) String cabin) {}

  /**
   * The sum above which a person must approve.
   *
   * @param currency ISO 4217; USD when missing
   */
  public record Threshold(@Nullable @Schema(minimum = "0") BigDecimal threshold, @Nullable String currency) {}
}
