package io.lotara.handler;

import com.fasterxml.uuid.Generators;
import io.lotara.handler.openapi.NoFields;
import io.lotara.handler.openapi.WebhookRequest;
import io.lotara.webhook.Endpoint;
import io.lotara.webhook.Endpoints;
import io.lotara.webhook.EventType;
import io.lotara.webhook.Secret;
import io.lotara.webhook.SigningSecrets;
import io.lotara.webhook.TargetUrls;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps the addresses that a tenant wants to be told at. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "AdminHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class WebhooksController {
  private final Endpoints endpoints;
  private final SigningSecrets secrets;
  private final TargetUrls urls;
  private final Clock clock;

  WebhooksController(Endpoints endpoints, SigningSecrets secrets, TargetUrls urls, Clock clock) {
    this.endpoints = endpoints;
    this.secrets = secrets;
    this.urls = urls;
    this.clock = clock;
  }

  /**
   * An address.
   *
   * @param disabled why nothing is told there any more, or null
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Webhook(
      String webhookId,
      String url,
      @ArraySchema(schema = @Schema(type = "string", allowableValues = {"plan.completed", "plan.failed", "plan.approval_required", "plan.cancelled", "suggestion.created"}))
          List<String> events,
      @Nullable String description,
      boolean active,
      @Nullable String disabled,
      @Schema(format = "date-time") String createdAt) {}

  /** An address with its secret, which is told this once. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record NewWebhook(
      String webhookId,
      String url,
      @ArraySchema(schema = @Schema(type = "string", allowableValues = {"plan.completed", "plan.failed", "plan.approval_required", "plan.cancelled", "suggestion.created"}))
          List<String> events,
      @Nullable String description,
      boolean active,
      @Nullable String disabled,
      @Schema(format = "date-time") String createdAt,
      String secret) {}

  /** All of a tenant's. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @Schema(name = "WebhookListing")
  record Listing(List<Webhook> webhooks) {}

  /** What deliveries are signed with from now on; told this once. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record SigningSecret(String secret, @Schema(format = "date-time") String createdAt) {}

  /** Adds an address to be told at: of all jobs of the tenant that are accepted from now on. */
  @Operation(operationId = "addWebhook", tags = "Webhooks")
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = WebhookRequest.class)))
  @ApiResponse(
      responseCode = "201",
      description = "The webhook with its secret, which is told this once",
      headers = @Header(name = "Location", required = true),
      content = @Content(schema = @Schema(implementation = NewWebhook.class)))
  @ApiResponse(responseCode = "409", description = "There are as many as there may be")
  @Post("/v1/webhooks")
  HttpResponse<NewWebhook> add(HttpRequest<?> request) {
    BodyFields fields = new BodyFields(JsonBody.object(request));
    String url = TargetUrlField.required(fields, "url", urls);
    Set<EventType> events = events(fields);
    String description = fields.optionalText("description", 0, 200);
    fields.check();
    String tenant = Access.tenant(request);
    if (endpoints.list(tenant).size() >= Endpoint.MOST) {
      throw ApiException.conflict("There may be up to %d webhooks; remove one first.".formatted(Endpoint.MOST), null);
    }
    String id = "whep_" + Generators.timeBasedEpochGenerator().generate();
    Instant now = Instant.ofEpochMilli(clock.millis());
    Endpoint made = new Endpoint(tenant, id, url, events, description, Secret.make(), null, now, null);
    endpoints.put(made);
    Webhook w = view(made);
    return HttpResponse.created(
            new NewWebhook(
                w.webhookId(), w.url(), w.events(), w.description(), w.active(), w.disabled(), w.createdAt(), made.secret()))
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.LOCATION, "/v1/webhooks/" + id);
  }

  /** Those that are named; all when none is. */
  private static Set<EventType> events(BodyFields fields) {
    List<String> named = fields.texts("events");
    Set<EventType> events = named.isEmpty() ? EnumSet.allOf(EventType.class) : EnumSet.noneOf(EventType.class);
    for (String name : named) {
      EventType.of(name)
          .ifPresentOrElse(
              events::add,
              () ->
                  fields.add(
                      "events",
                      "must be of " + Arrays.stream(EventType.values()).map(EventType::wire).collect(Collectors.joining(", ")),
                      "enum"));
    }
    return events;
  }

  /** Replaces the secret that deliveries to a {@code callback_url} are signed with; the one before stays good for a day. */
  @Operation(operationId = "rotateSigningSecret", tags = "Webhooks")
  @RequestBody(content = @Content(schema = @Schema(implementation = NoFields.class)))
  @ApiResponse(
      responseCode = "201",
      description = "The new secret, which is told this once",
      content = @Content(schema = @Schema(implementation = SigningSecret.class)))
  @Post("/v1/webhooks/secret")
  HttpResponse<SigningSecret> secret(HttpRequest<?> request) {
    JsonBody.object(request);
    Instant now = clock.instant();
    return HttpResponse.created(new SigningSecret(secrets.rotate(Access.tenant(request), now), JobView.time(now)))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /** Replaces the secret of an address. For a day deliveries are signed with both, the new and the one before. */
  @Operation(operationId = "rotateWebhookSecret", tags = "Webhooks")
  @RequestBody(content = @Content(schema = @Schema(implementation = NoFields.class)))
  @ApiResponse(
      responseCode = "201",
      description = "The new secret, which is told this once",
      content = @Content(schema = @Schema(implementation = SigningSecret.class)))
  @ApiResponse(responseCode = "404", description = "There is no such webhook, or it is another tenant's")
  @Post("/v1/webhooks/{webhook_id}/secret")
  HttpResponse<SigningSecret> secretOf(HttpRequest<?> request) {
    JsonBody.object(request);
    Instant now = clock.instant();
    String made = Secret.make();
    if (!endpoints.replaceSecret(Access.tenant(request), RoutePath.variable(request, "webhook_id"), made, now)) {
      throw ApiException.notFound("There is no such webhook.");
    }
    return HttpResponse.created(new SigningSecret(made, JobView.time(now))).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /** The addresses that are told. */
  @Operation(operationId = "webhooks", tags = "Webhooks")
  @ApiResponse(responseCode = "200", description = "All of them", content = @Content(schema = @Schema(implementation = Listing.class)))
  @Get("/v1/webhooks")
  HttpResponse<Listing> list(HttpRequest<?> request) {
    return HttpResponse.ok(new Listing(endpoints.list(Access.tenant(request)).stream().map(WebhooksController::view).toList()))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /** One address. */
  @Operation(operationId = "webhook", tags = "Webhooks")
  @ApiResponse(responseCode = "200", description = "The webhook", content = @Content(schema = @Schema(implementation = Webhook.class)))
  @ApiResponse(responseCode = "404", description = "There is no such webhook, or it is another tenant's")
  @Get("/v1/webhooks/{webhook_id}")
  HttpResponse<Webhook> get(HttpRequest<?> request) {
    return endpoints
        .find(Access.tenant(request), RoutePath.variable(request, "webhook_id"))
        .map(e -> HttpResponse.ok(view(e)).contentType(MediaType.APPLICATION_JSON_TYPE))
        .orElseThrow(() -> ApiException.notFound("There is no such webhook."));
  }

  /** Removes an address; nothing is told there any more. */
  @Operation(operationId = "removeWebhook", tags = "Webhooks")
  @ApiResponse(responseCode = "204", description = "Removed")
  @ApiResponse(responseCode = "404", description = "There is no such webhook, or it is another tenant's")
  @Delete("/v1/webhooks/{webhook_id}")
  HttpResponse<?> remove(HttpRequest<?> request) {
    if (!endpoints.remove(Access.tenant(request), RoutePath.variable(request, "webhook_id"))) {
      throw ApiException.notFound("There is no such webhook.");
    }
    return HttpResponse.noContent();
  }

  private static Webhook view(Endpoint e) {
    return new Webhook(
        e.id(),
        e.url(),
        e.events().stream().sorted().map(EventType::wire).toList(),
        e.description(),
        e.disabled() == null,
        e.disabled(),
        JobView.time(e.createdAt()));
  }
}
