package io.lotara.handler;

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

  @Get
  HttpResponse<Preferences> get(HttpRequest<?> request) {
    String userId = user(request);
    return answer(store.get(Access.tenant(request), userId).orElse(NONE));
  }

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

  private static String user(HttpRequest<?> request) {
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
