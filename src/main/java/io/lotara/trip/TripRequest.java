package io.lotara.trip;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lotara.travel.HouseRule;
import io.lotara.travel.Party;
import io.lotara.travel.TransportMode;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * A trip as it was understood: what was said, with assumptions filled in where the traveller said nothing. The words and the sources of each
 * field stand in {@link Understanding}.
 *
 * @param origin where the journey starts, and ends unless it is one way, or null when nobody said (then no transport to and from the trip is planned)
 * @param destinations in the order asked for; at least one
 * @param cityCount how many towns to visit when destinations name regions or countries, or null
 * @param legs given legs with their dates; empty when the planner chooses
 * @param start first day
 * @param end last day, not before the first
 * @param party who travels
 * @param budget or null when none was given
 * @param interests from the vocabulary of interests
 * @param pace how full the days are
 * @param lodging wishes for the stays
 * @param meals wishes for the meals
 * @param transport wishes for transport
 * @param approval threshold above which a person must approve, or null for the deployment's
 * @param provider name of the travel source to use, or null for the configured order
 * @param currency ISO 4217 code in which costs are told
 * @param oneWay true when no way back is wanted; null or false when the journey ends where it started
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record TripRequest(
    @Nullable PlaceName origin,
    List<Destination> destinations,
    @Nullable Integer cityCount,
    List<Leg> legs,
    LocalDate start,
    LocalDate end,
    Party party,
    @Nullable Budget budget,
    List<String> interests,
    Pace pace,
    Lodging lodging,
    Meals meals,
    Transport transport,
    @Nullable Threshold approval,
    @Nullable String provider,
    String currency,
    @Nullable Boolean oneWay) {

  /** Whether the journey ends where it started. */
  public boolean comesHome() {
    return !Boolean.TRUE.equals(oneWay);
  }

  /** Days of the trip, the first and the last included: 1 or more. */
  public int days() {
    return (int) (end.toEpochDay() - start.toEpochDay()) + 1;
  }

  /**
   * A town by name.
   *
   * @param name as the traveller or the gazetteer spells it
   * @param region a qualifier, or null
   * @param country ISO 3166-1 alpha-2, or null
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record PlaceName(String name, @Nullable String region, @Nullable String country) {}

  /**
   * A place to go to.
   *
   * @param kind what the name names
   * @param name of the town, region or country
   * @param region qualifier of a town, or null
   * @param country ISO 3166-1 alpha-2, or null
   * @param nights asked for here, or null
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Destination(
      DestinationKind kind,
      String name,
      @Nullable String region,
      @Nullable String country,
      @Nullable Integer nights) {}

  /** What a destination's name names. */
  @Serdeable
  public enum DestinationKind {
    @JsonProperty("city")
    CITY,
    @JsonProperty("region")
    REGION,
    @JsonProperty("country")
    COUNTRY
  }

  /** A leg that was given: from, to and the day. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Leg(String origin, String destination, LocalDate date) {}

  /**
   * Money that may be spent.
   *
   * @param amount in units of the currency, above zero
   * @param currency ISO 4217
   * @param scope for the whole party or for each person
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Budget(BigDecimal amount, String currency, BudgetScope scope) {
    /** For the whole party. */
    public BigDecimal total(Party party) {
      return scope == BudgetScope.TOTAL ? amount : amount.multiply(BigDecimal.valueOf(party.size()));
    }
  }

  /** Whom a budget is for. */
  @Serdeable
  public enum BudgetScope {
    @JsonProperty("total")
    TOTAL,
    @JsonProperty("per_person")
    PER_PERSON
  }

  /** How full the days are. */
  @Serdeable
  public enum Pace {
    @JsonProperty("slow")
    SLOW,
    @JsonProperty("balanced")
    BALANCED,
    @JsonProperty("fast")
    FAST
  }

  /** What the room must be. */
  @Serdeable
  public enum RoomWish {
    @JsonProperty("entire")
    ENTIRE,
    @JsonProperty("private")
    PRIVATE,
    @JsonProperty("shared")
    SHARED,
    @JsonProperty("not_shared")
    NOT_SHARED
  }

  /**
   * Wishes for the stays.
   *
   * @param roomType or null for any
   * @param mustAllow what the house must not forbid
   * @param maxPerNight most that one room may cost a night in the trip's currency, or null
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Lodging(
      @Nullable RoomWish roomType, Set<HouseRule> mustAllow, @Nullable BigDecimal maxPerNight) {}

  /**
   * Wishes for the meals.
   *
   * @param cuisines each of them is to be eaten at least once
   * @param dietary each meal has to be possible with these
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Meals(List<String> cuisines, List<String> dietary) {}

  /**
   * Wishes for transport.
   *
   * @param forbidden modes that must not be used
   * @param cabin cabin class on flights, or null
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Transport(Set<TransportMode> forbidden, @Nullable String cabin) {}

  /** A sum above which a person must approve. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Threshold(BigDecimal threshold, String currency) {}
}
