package io.lotara.handler;

import io.lotara.erasure.RequestErasure;
import io.lotara.job.AcceptJob;
import io.lotara.job.Job;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Produces;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Removes everything that is kept of a user. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "AdminHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class UsersController {
  private final RequestErasure erasures;

  UsersController(RequestErasure erasures) {
    this.erasures = erasures;
  }

  /** An erasure that has begun. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Begun(
      String jobId,
      @Schema(type = "string", allowableValues = "started") String status,
      String message,
      @Schema(format = "date-time") String createdAt,
      Map<String, String> links) {}

  /** Removes everything that is kept of a user; a job does it, to be polled like any other. */
  @Operation(
      operationId = "eraseUser",
      tags = "Travellers",
      parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER))
  @ApiResponse(
      responseCode = "202",
      description = "The job that does it",
      headers = {@Header(name = "Location", required = true), @Header(name = "Retry-After", required = true)},
      content = @Content(schema = @Schema(implementation = Begun.class)))
  @Delete("/v1/users/{user_id}")
  HttpResponse<Begun> erase(HttpRequest<?> request) {
    String userId = PreferencesController.user(request);
    String key = IdempotencyKey.read(request);
    Job job =
        switch (erasures.request(Access.tenant(request), userId, key)) {
          case AcceptJob.Outcome.Accepted accepted -> accepted.job();
          case AcceptJob.Outcome.KeyReused reused -> throw IdempotencyKey.reused();
        };
    String id = job.key().id();
    Map<String, String> links = new LinkedHashMap<>();
    links.put("status", "/v1/status/" + id);
    links.put("events", "/v1/jobs/" + id + "/events");
    return HttpResponse.<Begun>status(HttpStatus.ACCEPTED)
        .body(
            new Begun(
                id, "started", "Everything of this user is being removed; poll the status link.", JobView.time(job.createdAt()), links))
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.LOCATION, links.get("status"))
        .header(HttpHeaders.RETRY_AFTER, "1");
  }
}
