package io.lotara.travel.liteapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** {@code POST /hotels/rates}: the question, and the parts that are used of the answer. Everything in the answer may be missing. */
final class StayRates {
  private StayRates() {}

  /**
   * Rooms somewhere are wanted: in a town by name, around a point, or in houses by id.
   *
   * @param radius metres
   * @param timeout seconds that the provider may take
   * @param maxRatesPerHotel how many rates of a house come back, the cheapest first
   * @param limit houses looked at
   * @param offset houses left out before them
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Question(
      List<Occupancy> occupancies,
      String currency,
      String guestNationality,
      LocalDate checkin,
      LocalDate checkout,
      int timeout,
      int maxRatesPerHotel,
      boolean includeHotelData,
      @Nullable List<String> hotelIds,
      @Nullable String countryCode,
      @Nullable String cityName,
      @Nullable Double latitude,
      @Nullable Double longitude,
      @Nullable Integer radius,
      int limit,
      int offset) {}

  /** Who sleeps in one room. */
  @Serdeable
  record Occupancy(int adults, List<Integer> children) {}

  @Serdeable
  record Answer(@Nullable List<HotelRates> data, @Nullable List<Hotel> hotels) {}

  @Serdeable
  record HotelRates(@Nullable String hotelId, @Nullable List<RoomType> roomTypes) {}

  /**
   * All rooms that were asked for, together.
   *
   * @param offerRetailRate an amount, in some answers a list with one
   * @param rates one for each room
   */
  @Serdeable
  record RoomType(@Nullable String offerId, @Nullable JsonNode offerRetailRate, @Nullable List<Rate> rates) {}

  @Serdeable
  record Rate(@Nullable RetailRate retailRate) {}

  /**
   * What one room costs for all nights.
   *
   * @param taxesAndFees those that are not included are to be paid on top
   */
  @Serdeable
  record RetailRate(@Nullable List<Amount> total, @Nullable List<Fee> taxesAndFees) {}

  @Serdeable
  record Amount(@Nullable BigDecimal amount, @Nullable String currency) {}

  @Serdeable
  record Fee(@Nullable Boolean included, @Nullable BigDecimal amount, @Nullable String currency) {}

  /**
   * A house.
   *
   * @param rating of guests, 0 to 10
   */
  @Serdeable
  record Hotel(
      @Nullable String id,
      @Nullable String name,
      @Nullable Double latitude,
      @Nullable Double longitude,
      @Nullable Double rating) {}
}
