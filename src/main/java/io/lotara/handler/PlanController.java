package io.lotara.handler;

import io.lotara.handler.openapi.PlanRequest;
import io.lotara.job.AcceptJob;
import io.lotara.job.Job;
import io.lotara.job.JobKinds;
import io.lotara.job.JobRequest;
import io.lotara.job.JobStore;
import io.lotara.job.Mode;
import io.lotara.tenant.Admission;
import io.lotara.webhook.TargetUrls;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Takes trips in. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "PlanHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class PlanController {
  private static final String KIND = "trip";
  private static final String PLANNED = "The trip is being planned; poll the status link.";
  private final AcceptJob acceptJob;
  private final JobKinds kinds;
  private final Admission admission;
  private final JobLinks links;
  private final JobAccepted accepted;
  private final JobStore store;
  private final JobView view;
  private final int seconds;
  private final JsonMapper json;
  private final TargetUrls urls;
  private final Clock clock;

  /**
   * @param seconds that an answer is held until the job rests
   */
  PlanController(
      AcceptJob acceptJob,
      JobKinds kinds,
      Admission admission,
      JobLinks links,
      JobAccepted accepted,
      JobStore store,
      JobView view,
      @Value("${lotara.held-seconds:25}") int seconds,
      TargetUrls urls,
      JsonMapper json,
      Clock clock) {
    this.acceptJob = acceptJob;
    this.kinds = kinds;
    this.admission = admission;
    this.links = links;
    this.accepted = accepted;
    this.store = store;
    this.view = view;
    this.urls = urls;
    this.seconds = seconds;
    this.json = json;
    this.clock = clock;
  }

  /** Takes a trip in. */
  @Operation(operationId = "plan", tags = "Trips", parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER))
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PlanRequest.class)))
  @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobAccepted.Accepted.class)))
  @Post("/v1/plan")
  HttpResponse<?> plan(HttpRequest<?> request) {
    return accepted.answer(take(request), PLANNED);
  }

  /** As plan, and waits for what comes of it. A repetition with the same idempotency key may be to either of the two. */
  @Operation(operationId = "planSync", tags = "Trips", parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER))
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PlanRequest.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The job rests within about 25 seconds: it is final, or waits for a person",
      headers = {@Header(name = "ETag", required = true), @Header(name = "Retry-After")},
      content = @Content(schema = @Schema(implementation = StatusDocument.class)))
  @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobAccepted.Accepted.class)))
  @Post("/v1/plan/sync")
  HttpResponse<?> planAndWait(HttpRequest<?> request) {
    Job taken = take(request);
    Job job = Held.until(store, taken, seconds, now -> now.state().rests());
    return job.state().rests() ? view.answer(job) : accepted.answer(job, PLANNED);
  }

  private Job take(HttpRequest<?> request) {
    JsonNode parsed = JsonBody.object(request);
    String key = IdempotencyKey.read(request);
    JobRequest wanted = read(parsed);
    admission.job(Access.tenant(request));
    links.prepare();
    AcceptJob.Outcome outcome =
        acceptJob.accept(Access.tenant(request), KIND, Mode.REACTIVE, wanted, "plan", key, CanonicalJson.bytes(json, parsed));
    return switch (outcome) {
      case AcceptJob.Outcome.Accepted taken -> taken.job();
      case AcceptJob.Outcome.KeyReused reused -> throw IdempotencyKey.reused();
    };
  }

  private JobRequest read(JsonNode body) {
    BodyFields fields = new BodyFields(body);
    String userId = fields.text("user_id", 1, 128);
    String query = fields.text("query", 1, 2000);
    String sessionId = fields.optionalText("session_id", 0, Integer.MAX_VALUE);
    String callback = TargetUrlField.read(fields, "callback_url", urls);
    String constraints = text(fields.object("constraints"));
    fields.addAll(kinds.kind(KIND).check(constraints, clock.instant()));
    fields.check();
    return new JobRequest(userId, query, constraints, sessionId, null, callback);
  }

  private String text(JsonNode node) {
    try {
      return new String(json.writeValueAsBytes(node), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
