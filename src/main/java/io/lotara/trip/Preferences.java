package io.lotara.trip;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a traveller usually wants; holds for the next trips where neither structure nor text say otherwise. Lists are null or empty when
 * nothing was said.
 *
 * @param preferredDestinations names of places, offered when a trip names none
 * @param budgetRange what a trip may usually cost
 * @param travelStyle one or a few words: relaxed, adventure, luxury …
 * @param dietaryRestrictions diets that every meal has to suit
 * @param accessibilityNeeds in the traveller's words
 * @param preferredLanguage BCP 47 tag
 * @param notificationSettings what to be told of
 * @param pastDestinations names of places
 * @param favoriteActivities in the traveller's words
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record Preferences(
    @Nullable List<String> preferredDestinations,
    @Nullable BudgetRange budgetRange,
    @Nullable String travelStyle,
    @Nullable List<String> dietaryRestrictions,
    @Nullable List<String> accessibilityNeeds,
    @Nullable String preferredLanguage,
    @Nullable NotificationSettings notificationSettings,
    @Nullable List<String> pastDestinations,
    @Nullable List<String> favoriteActivities) {

  /** What a trip may usually cost, in US dollars for the whole party; either end may be null. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record BudgetRange(@Nullable BigDecimal min, @Nullable BigDecimal max) {}

  /** What to be told of; null means yes. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record NotificationSettings(
      @Nullable Boolean priceAlerts, @Nullable Boolean tripReminders, @Nullable Boolean proactiveSuggestions) {

    /**
     * Whether a drop of a watched price is told, with a trip. What is said of price alerts counts; only who says nothing of them is asked
     * whether any suggestion is welcome that nobody called for.
     */
    public boolean wantsDrops() {
      return priceAlerts != null ? priceAlerts : !Boolean.FALSE.equals(proactiveSuggestions);
    }
  }
}
