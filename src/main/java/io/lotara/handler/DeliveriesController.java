package io.lotara.handler;

import io.lotara.handler.openapi.NoFields;
import io.lotara.job.Job;
import io.lotara.job.JobStore;
import io.lotara.webhook.Deliveries;
import io.lotara.webhook.Delivery;
import io.lotara.webhook.WebhookSubscriber;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Shows what became of telling webhooks of a job, and tells again on request. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "AdminHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class DeliveriesController {
  private final JobStore store;
  private final Deliveries deliveries;
  private final WebhookSubscriber webhooks;

  DeliveriesController(JobStore store, Deliveries deliveries, WebhookSubscriber webhooks) {
    this.store = store;
    this.deliveries = deliveries;
    this.webhooks = webhooks;
  }

  /**
   * One event for one address.
   *
   * @param webhookId the address, or null for the {@code callback_url} of the request
   * @param status {@code pending}, {@code delivered} or {@code dead}
   * @param tries how often it was sent
   * @param last the last times, oldest first
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @Schema(name = "Delivery")
  record Line(
      String deliveryId,
      @Nullable String webhookId,
      @Schema(type = "string", allowableValues = {"plan.completed", "plan.failed", "plan.approval_required", "plan.cancelled", "suggestion.created"}) String event,
      @Schema(minimum = "1") int eventId,
      @Schema(type = "string", allowableValues = {"pending", "delivered", "dead"}) String status,
      @Schema(format = "date-time") String createdAt,
      @Schema(minimum = "0") int tries,
      @Nullable @Schema(format = "date-time") String nextAt,
      @Nullable String reason,
      List<Attempt> last) {}

  /** One time that it was sent. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @Schema(name = "DeliveryAttempt")
  record Attempt(@Schema(format = "date-time") String at, @Nullable Integer httpStatus, @Nullable String error, long millis) {}

  /** All of a job's. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @Schema(name = "DeliveryListing")
  record Listing(List<Line> deliveries) {}

  /** What became of telling webhooks of a job. */
  @Operation(operationId = "deliveries", tags = "Webhooks")
  @ApiResponse(responseCode = "200", description = "All of them", content = @Content(schema = @Schema(implementation = Listing.class)))
  @ApiResponse(responseCode = "404", description = "There is no such job, or it is another tenant's")
  @Get("/v1/jobs/{job_id}/deliveries")
  HttpResponse<Listing> deliveries(HttpRequest<?> request) {
    Job job = StatusController.read(store, request);
    List<Line> lines =
        deliveries.of(job.key()).stream()
            .sorted(Comparator.comparingInt(Delivery::event).thenComparing(Delivery::target))
            .map(DeliveriesController::line)
            .toList();
    return HttpResponse.ok(new Listing(lines)).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /** Tells once more, at once. Needs no body. */
  @Operation(operationId = "redeliver", tags = "Webhooks")
  @RequestBody(content = @Content(schema = @Schema(implementation = NoFields.class)))
  @ApiResponse(responseCode = "202", description = "It will be sent", content = @Content(schema = @Schema(implementation = Line.class)))
  @ApiResponse(responseCode = "404", description = "There is no such job or delivery, or it is another tenant's")
  @Post("/v1/jobs/{job_id}/deliveries/{delivery_id}/redeliver")
  HttpResponse<Line> redeliver(HttpRequest<?> request) {
    JsonBody.object(request);
    Job job = StatusController.read(store, request);
    String id = RoutePath.variable(request, "delivery_id");
    Delivery delivery =
        deliveries.of(job.key()).stream()
            .filter(d -> d.id().equals(id))
            .findFirst()
            .orElseThrow(() -> ApiException.notFound("There is no such delivery."));
    return HttpResponse.<Line>status(HttpStatus.ACCEPTED)
        .body(line(webhooks.redeliver(delivery)))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private static Line line(Delivery d) {
    return new Line(
        d.id(),
        d.target().equals(Delivery.CALLBACK) ? null : d.target(),
        d.type().wire(),
        d.event(),
        d.state().name().toLowerCase(Locale.ROOT),
        JobView.time(d.createdAt()),
        d.tried(),
        JobView.time(d.nextAt()),
        d.why(),
        d.tries().stream().map(t -> new Attempt(JobView.time(t.at()), t.status(), t.error(), t.millis())).toList());
  }
}
