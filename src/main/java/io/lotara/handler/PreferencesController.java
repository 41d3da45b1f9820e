package io.lotara.handler;

import io.lotara.handler.openapi.PreferencesRequest;
import io.lotara.handler.openapi.TravellerPreferences;
import io.lotara.job.JobKind.Violation;
import io.lotara.trip.PreferenceStore;
import io.lotara.trip.Preferences;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.math.BigDecimal;
import java.util.List;

/** Keeps what travellers usually want; it counts from their next plan on. */
@Controller("/v1/preferences/{user_id}")
@Requires(property = LotaraFunction.PROPERTY, value = "FeedbackHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class PreferencesController {
  private static final Preferences NONE =
      new Preferences(
          List.of(),
          new Preferences.BudgetRange(null, null),
          null,
          List.of(),
          List.of(),
          null,
          new Preferences.NotificationSettings(null, null, null),
          List.of(),
          List.of());

  private final PreferenceStore store;

  PreferencesController(PreferenceStore store) {
    this.store = store;
  }

  /** What a traveller usually wants; empty for one of whom nothing is known. */
  @Operation(
      operationId = "preferences",
      tags = "Travellers",
      parameters =
          @Parameter(
              name = "user_id",
              in = ParameterIn.PATH,
              required = true,
              description = "Whose",
              schema = @Schema(type = "string", minLength = 1, maxLength = 128)))
  @ApiResponse(responseCode = "200", description = "The preferences", content = @Content(schema = @Schema(implementation = TravellerPreferences.class)))
  @ApiResponse(responseCode = "422", description = "The user id has more than 128 characters")
  @Get
  HttpResponse<Preferences> get(HttpRequest<?> request) {
    String userId = user(request);
    return answer(store.get(Access.tenant(request), userId).orElse(NONE));
  }

  /** Replaces what a traveller usually wants; it counts from the next plan on, and is seen in {@code understood}. */
  @Operation(
      operationId = "setPreferences",
      tags = "Travellers",
      parameters =
          @Parameter(
              name = "user_id",
              in = ParameterIn.PATH,
              required = true,
              description = "Whose",
              schema = @Schema(type = "string", minLength = 1, maxLength = 128)))
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PreferencesRequest.class)))
  @ApiResponse(responseCode = "200", description = "As they are now", content = @Content(schema = @Schema(implementation = TravellerPreferences.class)))
  @Put
  HttpResponse<Preferences> put(HttpRequest<?> request) {
    String userId = user(request);
    BodyFields fields = new BodyFields(JsonBody.object(request));
    Preferences preferences =
        new Preferences(
            fields.texts("preferred_destinations"),
            budget(fields),
            fields.optionalText("travel_style", 0, 200),
            fields.texts("dietary_restrictions"),
            fields.texts("accessibility_needs"),
            fields.optionalText("preferred_language", 0, 35),
            notifications(fields),
            fields.texts("past_destinations"),
            fields.texts("favorite_activities"));
    fields.check();
    store.put(Access.tenant(request), userId, preferences);
    return answer(preferences);
  }

  private static Preferences.BudgetRange budget(BodyFields fields) {
    BodyFields range = fields.inner("budget_range");
    BigDecimal min = range.amount("min");
    BigDecimal max = range.amount("max");
    if (min != null && max != null && min.compareTo(max) > 0) {
      range.add("max", "must not be below min", "value_error");
    }
    return new Preferences.BudgetRange(min, max);
  }

  private static Preferences.NotificationSettings notifications(BodyFields fields) {
    BodyFields settings = fields.inner("notification_settings");
    return new Preferences.NotificationSettings(
        settings.optionalFlag("price_alerts"),
        settings.optionalFlag("trip_reminders"),
        settings.optionalFlag("proactive_suggestions"));
  }

  /** The user that the path names. */
  static String user(HttpRequest<?> request) {
    String userId = RoutePath.variable(request, "user_id");
    int length = userId.codePointCount(0, userId.length());
    if (length < 1 || length > 128) {
      throw ApiException.invalid(
          List.of(new Violation(List.of("path", "user_id"), "must have 1 to 128 characters", "string_length")));
    }
    return userId;
  }

  private static HttpResponse<Preferences> answer(Preferences preferences) {
    return HttpResponse.ok(preferences).contentType(MediaType.APPLICATION_JSON_TYPE);
  }
}
