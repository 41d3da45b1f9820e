package io.lotara.trip;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lotara.travel.Position;
import io.lotara.travel.Price;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The trip, day by day: what {@code final_result} holds. Every ref in it comes from an answer of a source.
 *
 * @param summary a few sentences
 * @param trip the frame: where, when, who
 * @param understood each field of the request with where it comes from
 * @param assumptions what was assumed
 * @param days in order
 * @param flights the chosen flights (whole offers)
 * @param hotels the chosen stays (whole offers)
 * @param cost what it costs
 * @param checks what was checked, with the outcome
 * @param alternatives other plans that hold every constraint
 * @param why what each choice won on
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Itinerary(
    String summary,
    Trip trip,
    List<Understanding.Field> understood,
    List<String> assumptions,
    List<Day> days,
    List<TransportOffer> flights,
    List<StayOffer> hotels,
    Cost cost,
    List<Check> checks,
    List<Alternative> alternatives,
    List<Why> why) {

  /** The same plan with other checks. */
  public Itinerary withChecks(List<Check> checked) {
    return new Itinerary(
        summary, trip, understood, assumptions, days, flights, hotels, cost, checked, alternatives, why);
  }

  /** The same plan with more assumptions. */
  public Itinerary withAssumptions(List<String> more) {
    List<String> told = java.util.stream.Stream.concat(assumptions.stream(), more.stream()).distinct().toList();
    return new Itinerary(summary, trip, understood, told, days, flights, hotels, cost, checks, alternatives, why);
  }

  /** The same plan in other words, and one more assumption if there is one. */
  public Itinerary withSummary(String words, @Nullable String assumption) {
    List<String> told =
        assumption == null ? assumptions : java.util.stream.Stream.concat(assumptions.stream(), java.util.stream.Stream.of(assumption)).toList();
    return new Itinerary(words, trip, understood, told, days, flights, hotels, cost, checks, alternatives, why);
  }

  /**
   * The frame.
   *
   * @param origin name of the town where it starts and ends, or null
   * @param destinations names of the towns visited, in order
   * @param days number of days
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Trip(
      @Nullable String origin, List<String> destinations, Dates dates, int days, Travellers travellers) {}

  /** First and last day. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Dates(LocalDate start, LocalDate end) {}

  /** Who travels. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Travellers(int adults, List<Integer> children) {}

  /**
   * One day.
   *
   * @param day 1 for the first
   * @param city where it is spent, or null on a day of travel between towns
   * @param from where a day of travel starts, or null
   * @param to where it ends, or null
   * @param transport the day's main leg, or null
   * @param lodging where the night is spent, or null on the last day
   * @param items everything of the day in order of time
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Day(
      int day,
      LocalDate date,
      @Nullable String city,
      @Nullable String from,
      @Nullable String to,
      @Nullable Ride transport,
      DayMeals meals,
      List<Visit> attractions,
      @Nullable Night lodging,
      List<Item> items) {}

  /** A leg of the trip. Price is for the whole party; times are local or null when the source knows none. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Ride(
      TransportMode mode,
      String ref,
      String source,
      String from,
      String to,
      @Nullable String depart,
      @Nullable String arrive,
      int durationMinutes,
      Price price,
      Instant fetchedAt,
      @Nullable Instant expiresAt) {}

  /** The three meals; null where none is planned. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record DayMeals(@Nullable MealStop breakfast, @Nullable MealStop lunch, @Nullable MealStop dinner) {}

  /** A meal somewhere. Price is for the whole party. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record MealStop(
      String name,
      String city,
      String ref,
      String source,
      List<String> cuisines,
      @Nullable Position coordinates,
      Price price,
      Instant fetchedAt,
      @Nullable Instant expiresAt) {}

  /** A visit. Price is for the whole party; start and end are {@code HH:MM}. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Visit(
      String name,
      String city,
      String ref,
      String source,
      @Nullable String kind,
      @Nullable Position coordinates,
      @Nullable String start,
      @Nullable String end,
      Price price,
      @Nullable String url,
      Instant fetchedAt,
      @Nullable Instant expiresAt) {}

  /** A night. Price is for all rooms and this one night. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Night(
      String name,
      String city,
      String ref,
      String source,
      int rooms,
      Price price,
      Instant fetchedAt,
      @Nullable Instant expiresAt) {}

  /**
   * One line of the day's timetable.
   *
   * @param kind transport, breakfast, lunch, dinner, attraction, lodging or transfer
   * @param start {@code HH:MM} local, or null when the source knows no time
   * @param end {@code HH:MM} local, or null
   * @param place what or where
   * @param ref of the offer or place, or null for a transfer within a town
   * @param price for the whole party, or null
   * @param fetchedAt when the source said so, or null for a transfer within a town
   * @param expiresAt until when the source stands by it, or null when it does not say
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Item(
      String kind,
      @Nullable String start,
      @Nullable String end,
      String place,
      @Nullable String city,
      @Nullable Position coordinates,
      @Nullable String ref,
      @Nullable String source,
      @Nullable Price price,
      @Nullable String note,
      @Nullable Instant fetchedAt,
      @Nullable Instant expiresAt) {}

  /** What it costs: plain numbers in {@code currency}. {@code by} sums to {@code total}. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Cost(
      BigDecimal total,
      String currency,
      BigDecimal perPerson,
      @Nullable BigDecimal budget,
      @Nullable Boolean withinBudget,
      By by,
      @Nullable Fx fx) {}

  /** The parts of the cost; {@code flights} holds every way between towns. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record By(
      BigDecimal flights, BigDecimal lodging, BigDecimal food, BigDecimal activities, BigDecimal localTransport) {}

  /** The exchange rate that was used, and its day; null when every price was in the trip's currency. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Fx(BigDecimal rate, LocalDate asOf, String from, String to) {}

  /** What was checked. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Check(String code, Status status, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String detail) {

    /** The outcome of a check. */
    @Serdeable
    public enum Status {
      @JsonProperty("ok")
      OK,
      @JsonProperty("warning")
      WARNING,
      @JsonProperty("violated")
      VIOLATED
    }
  }

  /** Another plan that holds every constraint: what is other and what it costs in the trip's currency. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Alternative(String change, BigDecimal total, List<String> refs) {}

  /** What a choice won on: the item, the reason, and the one that came second. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Why(String item, String chosen, String reason, @Nullable String next) {}
}
