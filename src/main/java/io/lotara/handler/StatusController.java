package io.lotara.handler;

import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobStore;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Head;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** Tells how a job stands. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "StatusHandler")
@Produces(MediaType.ALL)
class StatusController {
  private static final int MAX_EVENTS = 1000;
  private final JobStore store;
  private final JobView view;

  StatusController(JobStore store, JobView view) {
    this.store = store;
    this.view = view;
  }

  /** Tells how a job stands. */
  @Operation(
      operationId = "status",
      tags = "Jobs",
      parameters = {
          @Parameter(name = "If-None-Match", in = ParameterIn.HEADER),
          @Parameter(name = "Prefer", in = ParameterIn.HEADER)
      })
  @ApiResponse(
      responseCode = "200",
      description = "The status document; `Retry-After` says when to look again, and is absent when the job is final",
      headers = {@Header(name = "ETag", required = true), @Header(name = "Retry-After")},
      content = @Content(schema = @Schema(implementation = StatusDocument.class)))
  @ApiResponse(responseCode = "304", description = "Nothing has changed")
  @ApiResponse(responseCode = "404", description = "There is no such job, or it is another tenant's")
  @Get(uris = {"/v1/status/{job_id}", "/v1/public/jobs/{job_id}/status"}, headRoute = false)
  HttpResponse<?> status(HttpRequest<?> request) {
    Job job = held(request);
    return ETags.matches(request, job.version())
        ? JobView.timed(HttpResponse.notModified(), job)
        : view.answer(job);
  }

  /** The same without the document. */
  @Operation(
      operationId = "statusHead",
      tags = "Jobs",
      parameters = {
          @Parameter(name = "If-None-Match", in = ParameterIn.HEADER),
          @Parameter(name = "Prefer", in = ParameterIn.HEADER)
      })
  @ApiResponse(
      responseCode = "200",
      description = "The job is there",
      headers = {@Header(name = "ETag", required = true), @Header(name = "Retry-After")})
  @ApiResponse(responseCode = "304", description = "Nothing has changed")
  @ApiResponse(responseCode = "404", description = "There is no such job, or it is another tenant's")
  @Head("/v1/status/{job_id}")
  HttpResponse<?> head(HttpRequest<?> request) {
    Job job = held(request);
    MutableHttpResponse<?> answer =
        ETags.matches(request, job.version())
            ? HttpResponse.notModified()
            : HttpResponse.ok().header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    return JobView.timed(answer, job);
  }

  private Job held(HttpRequest<?> request) {
    Job job = read(store, request);
    int wait = Prefer.wait(request);
    // Who names an older version than the present one has waited long enough.
    boolean news = ETags.asked(request) && !ETags.matches(request, job.version());
    return news ? job : Held.until(store, job, wait, now -> now.version() != job.version() || now.state().terminal());
  }

  /** What happened to a job, in order; ids start at 1 and have no gaps. */
  @Operation(
      operationId = "events",
      tags = "Jobs",
      parameters = {
          @Parameter(
              name = "after",
              in = ParameterIn.QUERY,
              description = "The last id that the client has",
              schema = @Schema(type = "integer", minimum = "0", defaultValue = "0")),
          @Parameter(
              name = "limit",
              in = ParameterIn.QUERY,
              description = "How many at most; more than 1000 is 1000",
              schema = @Schema(type = "integer", minimum = "1", defaultValue = "1000"))
      })
  @ApiResponse(responseCode = "200", description = "A page", content = @Content(schema = @Schema(implementation = JobEvents.Page.class)))
  @ApiResponse(responseCode = "404", description = "There is no such job, or it is another tenant's")
  @ApiResponse(responseCode = "422", description = "A parameter is no such number")
  @Get(uris = {"/v1/jobs/{job_id}/events", "/v1/public/jobs/{job_id}/events"})
  HttpResponse<EventView.Page> events(HttpRequest<?> request) {
    QueryFields query = new QueryFields(request);
    int after = query.number("after", 0, Integer.MAX_VALUE, 0);
    int limit = query.number("limit", 1, MAX_EVENTS, MAX_EVENTS);
    Job job = read(store, request);
    return HttpResponse.ok(view.events(job, after, limit)).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /**
   * The job that the path names.
   *
   * @throws ApiException 404
   */
  static Job read(JobStore store, HttpRequest<?> request) {
    String id = RoutePath.variable(request, "job_id");
    return store.read(new JobKey(Access.tenant(request), id)).orElseThrow(() -> ApiException.noSuchJob(id));
  }
}
