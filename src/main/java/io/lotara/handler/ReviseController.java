package io.lotara.handler;

import io.lotara.handler.openapi.ReviseRequest;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobKind.Violation;
import io.lotara.job.JobKinds;
import io.lotara.tenant.Admission;
import io.lotara.trip.revise.ReviseTrip;
import io.lotara.webhook.TargetUrls;
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
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Takes changes of trips in. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "PlanHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class ReviseController {
  private final ReviseTrip reviseTrip;
  private final JobKinds kinds;
  private final Admission admission;
  private final JobLinks links;
  private final JobAccepted accepted;
  private final TargetUrls urls;
  private final JsonMapper json;
  private final Clock clock;

  ReviseController(ReviseTrip reviseTrip, JobKinds kinds, Admission admission, JobLinks links, JobAccepted accepted, TargetUrls urls, JsonMapper json, Clock clock) {
    this.reviseTrip = reviseTrip;
    this.kinds = kinds;
    this.admission = admission;
    this.links = links;
    this.accepted = accepted;
    this.urls = urls;
    this.json = json;
    this.clock = clock;
  }

  /** Plans a trip anew with a change: a job of its own, which says of which one it is a change. */
  @Operation(operationId = "revise", tags = "Trips", parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER))
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ReviseRequest.class)))
  @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobAccepted.Accepted.class)))
  @ApiResponse(responseCode = "404", description = "There is no such job, or it is another tenant's")
  @ApiResponse(responseCode = "409", description = "The job has no plan that could be changed, or its key is in flight")
  @Post("/v1/jobs/{job_id}/revise")
  HttpResponse<?> revise(HttpRequest<?> request) {
    JsonNode parsed = JsonBody.object(request);
    String key = IdempotencyKey.read(request);
    String id = RoutePath.variable(request, "job_id");
    BodyFields fields = new BodyFields(parsed);
    String query = fields.optionalText("query", 1, 2000);
    JsonNode constraints = fields.object("constraints");
    List<String> keep = fields.texts("keep");
    String callback = TargetUrlField.read(fields, "callback_url", urls);
    fields.addAll(kinds.kind("trip").check(text(constraints), clock.instant()));
    if (query == null && constraints.size() == 0 && keep.isEmpty()) {
      fields.add("query", "a change is required: in query, in constraints, or what to keep", "missing");
    }
    fields.check();
    links.prepare();
    String tenant = Access.tenant(request);
    // The job is part of what is asked for: the same change of another trip is another one.
    byte[] body = (id + "\n" + new String(CanonicalJson.bytes(json, parsed), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    ReviseTrip.Asked asked = new ReviseTrip.Asked(new JobKey(tenant, id), query, constraints, keep, callback, "revise", key, body);
    return switch (reviseTrip.revise(asked, () -> admission.job(tenant))) {
      case ReviseTrip.Outcome.Revised revised -> accepted.answer(revised.job(), "The changed trip is being planned; poll the status link.");
      case ReviseTrip.Outcome.Unknown unknown -> throw ApiException.noSuchJob(id);
      case ReviseTrip.Outcome.NotPlanned no -> throw ApiException.conflict("There is no plan to change; the job is " + state(no.job()) + ".", id);
      case ReviseTrip.Outcome.UnknownRefs refs -> throw unknownRefs(refs);
      case ReviseTrip.Outcome.NoChange none -> throw nothing();
      case ReviseTrip.Outcome.Invalid invalid -> throw ApiException.invalid(invalid.violations());
      case ReviseTrip.Outcome.KeyReused reused -> throw IdempotencyKey.reused();
    };
  }

  private static String state(Job job) {
    return job.state().wire();
  }

  private static ApiException unknownRefs(ReviseTrip.Outcome.UnknownRefs refs) {
    List<Violation> violations = new ArrayList<>();
    refs.at().forEach(at -> violations.add(new Violation(List.of("body", "keep", at), "must be a ref of the plan's items", "unknown_ref")));
    return ApiException.invalid(violations);
  }

  private static ApiException nothing() {
    return ApiException.invalid(
        List.of(new Violation(List.of("body", "query"), "nothing was understood that changes the trip", "value_error")));
  }

  private String text(JsonNode node) {
    try {
      return new String(json.writeValueAsBytes(node), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
