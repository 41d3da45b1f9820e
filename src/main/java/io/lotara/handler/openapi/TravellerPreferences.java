package io.lotara.handler.openapi;

import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a traveller usually wants.
 *
 * @param preferredDestinations names of places
 * @param budgetRange what a trip may usually cost
 * @param travelStyle one or a few words
 * @param dietaryRestrictions diets that every meal has to suit
 * @param accessibilityNeeds in the traveller's words
 * @param preferredLanguage BCP 47 tag
 * @param notificationSettings what to be told of
 * @param pastDestinations names of places
 * @param favoriteActivities in the traveller's words
 */
public record TravellerPreferences(
    List<String> preferredDestinations,
    BudgetRange budgetRange,
    @Nullable String travelStyle,
    List<String> dietaryRestrictions,
    List<String> accessibilityNeeds,
    @Nullable String preferredLanguage,
    NotificationSettings notificationSettings,
    List<String> pastDestinations,
    List<String> favoriteActivities) {

  /** US dollars for the whole party. */
  public record BudgetRange(@Nullable BigDecimal min, @Nullable BigDecimal max) {}

  /** What to be told of; null means yes. */
  public record NotificationSettings(
      @Nullable Boolean priceAlerts, @Nullable Boolean tripReminders, @Nullable Boolean proactiveSuggestions) {}
}
