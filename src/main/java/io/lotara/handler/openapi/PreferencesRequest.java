package io.lotara.handler.openapi;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a traveller usually wants; replaces what was there.
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
public record PreferencesRequest(
    @Nullable @ArraySchema(maxItems = 20, schema = @Schema(maxLength = 200)) List<String> preferredDestinations,
    @Nullable BudgetRange budgetRange,
    @Nullable @Schema(maxLength = 200) String travelStyle,
    @Nullable @ArraySchema(maxItems = 20, schema = @Schema(maxLength = 200)) List<String> dietaryRestrictions,
    @Nullable @ArraySchema(maxItems = 20, schema = @Schema(maxLength = 200)) List<String> accessibilityNeeds,
    @Nullable @Schema(maxLength = 35) String preferredLanguage,
    @Nullable NotificationSettings notificationSettings,
    @Nullable @ArraySchema(maxItems = 20, schema = @Schema(maxLength = 200)) List<String> pastDestinations,
    @Nullable @ArraySchema(maxItems = 20, schema = @Schema(maxLength = 200)) List<String> favoriteActivities) {

  /** US dollars for the whole party; max not below min. */
  public record BudgetRange(
      @Nullable @Schema(minimum = "0", maximum = "1000000000000") BigDecimal min,
      @Nullable @Schema(minimum = "0", maximum = "1000000000000") BigDecimal max) {}

  /** What to be told of; null means yes. */
  public record NotificationSettings(
      @Nullable Boolean priceAlerts, @Nullable Boolean tripReminders, @Nullable Boolean proactiveSuggestions) {}
}
