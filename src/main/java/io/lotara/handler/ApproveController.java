package io.lotara.handler;

import io.lotara.handler.openapi.NoFields;
import io.lotara.handler.openapi.QuestionAnswer;
import io.lotara.job.Answer;
import io.lotara.job.DecideJob;
import io.lotara.job.Decision;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobKinds;
import io.lotara.job.JobLog;
import io.lotara.job.Transitions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;

/** Takes what people say of a running job: decisions, answers, cancellations. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "ApproveHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class ApproveController {
  private final Transitions transitions;
  private final DecideJob decideJob;
  private final OpenJobs jobs;
  private final JobKinds kinds;
  private final JobView view;
  private final JsonMapper json;
  private final Clock clock;

  ApproveController(
      Transitions transitions, DecideJob decideJob, OpenJobs jobs, JobKinds kinds, JobView view, JsonMapper json, Clock clock) {
    this.transitions = transitions;
    this.decideJob = decideJob;
    this.jobs = jobs;
    this.kinds = kinds;
    this.view = view;
    this.json = json;
    this.clock = clock;
  }

  /** What became of the job. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Said(
      String message,
      String jobId,
      @Schema(
              type = "string",
              allowableValues = {"started", "planning", "waiting_input", "executing", "waiting_approval", "completed", "failed", "cancelled"})
          String status) {}

  /** Decides on the plan that a job waits with. Of any number of racing decisions one wins; the same one repeated gets the same answer. */
  @Operation(operationId = "approve", tags = "Decisions")
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = io.lotara.handler.openapi.Decision.class)))
  @ApiResponse(responseCode = "200", description = "Decided", content = @Content(schema = @Schema(implementation = Said.class)))
  @ApiResponse(
      responseCode = "400",
      description = "No decision is due on the job, and none was taken (`NotAwaitingApproval`); or the body is not JSON, or nested deeper than 20")
  @ApiResponse(responseCode = "404", description = "There is no such job, or it is another tenant's")
  @ApiResponse(responseCode = "409", description =
          "Another decision came first; or the plan has changed since it was shown (`plan_hash`); or of the trip and its changes another one"
              + " is committed, which the message names")
  @Post("/v1/approve")
  HttpResponse<Said> approve(HttpRequest<?> request) {
    BodyFields fields = new BodyFields(JsonBody.object(request));
    String id = fields.text("job_id", 0, Integer.MAX_VALUE);
    boolean approved = fields.flag("approved");
    String notes = fields.optionalText("notes", 0, 500);
    String planHash = fields.optionalText("plan_hash", 0, Integer.MAX_VALUE);
    fields.check();
    JobLog.about(id);
    JobKey key = new JobKey(Access.tenant(request), id);
    Job job = taken(decideJob.decide(key, new JobEvent.Decided(approved, planHash, notes)), id);
    return said(approved ? "The plan is approved." : "The plan is rejected; the job is cancelled.", job);
  }

  /** Answers the question that a job waits with, in words or in structure. */
  @Operation(operationId = "answer", tags = "Decisions")
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = QuestionAnswer.class)))
  @ApiResponse(responseCode = "200", description = "Planning goes on", content = @Content(schema = @Schema(implementation = Said.class)))
  @ApiResponse(responseCode = "404", description = "There is no such job, or it is another tenant's")
  @ApiResponse(responseCode = "409", description = "No question is open")
  @Post("/v1/jobs/{job_id}/answer")
  HttpResponse<Said> answer(HttpRequest<?> request) {
    JsonNode parsed = JsonBody.object(request);
    BodyFields fields = new BodyFields(parsed);
    String text = fields.optionalText("answer", 1, 2000);
    String constraints = null;
    if (parsed.get("constraints") != null) {
      constraints = write(fields.object("constraints"));
      fields.addAll(kinds.kind("trip").check(constraints, clock.instant()));
    } else if (text == null) {
      fields.add("answer", "an answer or constraints are required", "missing");
    }
    fields.check();
    String id = RoutePath.variable(request, "job_id");
    return said("Thank you; planning goes on.", apply(request, id, new JobEvent.Answered(new Answer(text, constraints))));
  }

  /** Ends a job; what was booked is undone. Repeating it changes nothing. Needs no body. */
  @Operation(operationId = "cancel", tags = "Decisions")
  @RequestBody(content = @Content(schema = @Schema(implementation = NoFields.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The status document of the cancelled job",
      headers = {@Header(name = "ETag", required = true), @Header(name = "Retry-After")},
      content = @Content(schema = @Schema(implementation = StatusDocument.class)))
  @ApiResponse(responseCode = "404", description = "There is no such job, or it is another tenant's")
  @ApiResponse(responseCode = "409", description = "The job has ended otherwise, or it is of a kind that cannot be cancelled (`erasure`)")
  @Post("/v1/jobs/{job_id}/cancel")
  HttpResponse<?> cancel(HttpRequest<?> request) {
    JsonBody.object(request);
    String id = RoutePath.variable(request, "job_id");
    jobs.find(new JobKey(Access.tenant(request), id));
    Job job = apply(request, id, new JobEvent.CancelRequested(JobEvent.CancelRequested.BY_CLIENT));
    return view.answer(job);
  }

  private Job apply(HttpRequest<?> request, String id, JobEvent event) {
    return taken(transitions.apply(new JobKey(Access.tenant(request), id), event), id);
  }

  private static Job taken(Optional<Decision> decision, String id) {
    return switch (decision.orElseThrow(() -> ApiException.noSuchJob(id))) {
      case Decision.Next next -> next.job();
      case Decision.Unchanged same -> same.job();
      case Decision.Refused refused -> throw refusal(refused, id);
    };
  }

  private static ApiException refusal(Decision.Refused refused, String id) {
    String status = refused.job().state().wire();
    return switch (refused.reason()) {
      case NOT_AWAITING_APPROVAL -> ApiException.notAwaitingApproval(id);
      case ALREADY_DECIDED -> ApiException.conflict("Another decision came first; the job is " + status + ".", id);
      case SUPERSEDED -> ApiException.superseded(refused.by(), id);
      case PLAN_CHANGED ->
          ApiException.conflict("The plan has changed since it was shown; read the status and decide on that plan.", id);
      case NOT_AWAITING_ANSWER -> ApiException.conflict("No question is open; the job is " + status + ".", id);
      case TERMINAL, NOT_YOURS, NOT_OVER -> ApiException.conflict("The job is " + status + ".", id);
    };
  }

  private static HttpResponse<Said> said(String message, Job job) {
    return HttpResponse.ok(new Said(message, job.key().id(), job.state().wire()))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private String write(JsonNode node) {
    try {
      return json.writeValueAsString(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
