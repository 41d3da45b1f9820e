package io.lotara.handler;

import io.lotara.job.Answer;
import io.lotara.job.Decision;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobKinds;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

/** Takes what people say of a running job: decisions, answers, cancellations. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "ApproveHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class ApproveController {
  private final Transitions transitions;
  private final JobKinds kinds;
  private final JobView view;
  private final JsonMapper json;
  private final Clock clock;

  ApproveController(
      Transitions transitions, JobKinds kinds, JobView view, JsonMapper json, Clock clock) {
    this.transitions = transitions;
    this.kinds = kinds;
    this.view = view;
    this.json = json;
    this.clock = clock;
  }

  /** What became of the job. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Said(String message, String jobId, String status) {}

  @Post("/v1/approve")
  HttpResponse<Said> approve(HttpRequest<?> request) {
    BodyFields fields = new BodyFields(JsonBody.object(request));
    String id = fields.text("job_id", 0, Integer.MAX_VALUE);
    boolean approved = fields.flag("approved");
    String notes = fields.optionalText("notes", 0, 500);
    String planHash = fields.optionalText("plan_hash", 0, Integer.MAX_VALUE);
    fields.check();
    Job job = apply(request, id, new JobEvent.Decided(approved, planHash, notes));
    return said(approved ? "The plan is approved." : "The plan is rejected; the job is cancelled.", job);
  }

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
    String id = RoutePath.jobId(request);
    return said("Thank you; planning goes on.", apply(request, id, new JobEvent.Answered(new Answer(text, constraints))));
  }

  @Post("/v1/jobs/{job_id}/cancel")
  HttpResponse<?> cancel(HttpRequest<?> request) {
    JsonBody.object(request);
    Job job = apply(request, RoutePath.jobId(request), new JobEvent.CancelRequested("cancelled_by_client"));
    return view.answer(job);
  }

  private Job apply(HttpRequest<?> request, String id, JobEvent event) {
    Decision decision =
        transitions
            .apply(new JobKey(Access.tenant(request), id), event)
            .orElseThrow(() -> ApiException.noSuchJob(id));
    return switch (decision) {
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
      case PLAN_CHANGED ->
          ApiException.conflict("The plan has changed since it was shown; read the status and decide on that plan.", id);
      case NOT_AWAITING_ANSWER -> ApiException.conflict("No question is open; the job is " + status + ".", id);
      case TERMINAL, NOT_YOURS -> ApiException.conflict("The job is " + status + ".", id);
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
