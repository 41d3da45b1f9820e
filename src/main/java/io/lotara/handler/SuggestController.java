package io.lotara.handler;

import io.lotara.handler.openapi.SuggestRequest;
import io.lotara.job.AcceptJob;
import io.lotara.job.Job;
import io.lotara.job.JobKinds;
import io.lotara.job.JobRequest;
import io.lotara.job.Mode;
import io.lotara.tenant.Admission;
import io.lotara.trip.trigger.ContextReader;
import io.lotara.trip.trigger.ContextReading;
import io.lotara.trip.trigger.ContextRules;
import io.lotara.trip.trigger.Trigger;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** Takes triggers in: what has happened, from which a trip is suggested that nobody asked for. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "SuggestHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class SuggestController {
  private static final String KIND = "trip";
  private static final String CONTEXT = "context";
  private static final String ALIAS = "trigger_data";

  private final AcceptJob acceptJob;
  private final JobKinds kinds;
  private final ContextReader contexts;
  private final ContextRules rules;
  private final Admission admission;
  private final JobLinks links;
  private final JobAccepted accepted;
  private final TargetUrls urls;
  private final JsonMapper json;
  private final Clock clock;

  SuggestController(
      AcceptJob acceptJob,
      JobKinds kinds,
      ContextReader contexts,
      ContextRules rules,
      Admission admission,
      JobLinks links,
      JobAccepted accepted,
      TargetUrls urls,
      JsonMapper json,
      Clock clock) {
    this.acceptJob = acceptJob;
    this.kinds = kinds;
    this.contexts = contexts;
    this.rules = rules;
    this.admission = admission;
    this.links = links;
    this.accepted = accepted;
    this.urls = urls;
    this.json = json;
    this.clock = clock;
  }

  /** Takes in what has happened, and suggests a trip that nobody asked for. */
  @Operation(operationId = "suggest", tags = "Trips", parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER))
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = SuggestRequest.class)))
  @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobAccepted.Accepted.class)))
  @Post("/v1/suggest")
  HttpResponse<?> suggest(HttpRequest<?> request) {
    JsonNode body = JsonBody.object(request);
    String key = IdempotencyKey.read(request);
    JobRequest wanted = read(body);
    admission.job(Access.tenant(request));
    links.prepare();
    AcceptJob.Outcome outcome =
        acceptJob.accept(Access.tenant(request), KIND, Mode.PROACTIVE, wanted, "suggest", key, CanonicalJson.bytes(json, body));
    Job job =
        switch (outcome) {
          case AcceptJob.Outcome.Accepted taken -> taken.job();
          case AcceptJob.Outcome.KeyReused reused -> throw IdempotencyKey.reused();
        };
    return accepted.answer(job, "A trip is being suggested; poll the status link.");
  }

  private JobRequest read(JsonNode body) {
    BodyFields fields = new BodyFields(body);
    String userId = fields.text("user_id", 1, 128);
    String type = fields.text("trigger_type", 1, 100);
    String callback = TargetUrlField.read(fields, "callback_url", urls);
    String constraints = new String(bytes(fields.object("constraints")), StandardCharsets.UTF_8);
    fields.addAll(kinds.kind(KIND).check(constraints, clock.instant()));
    String field = !fields.present(CONTEXT) && fields.present(ALIAS) ? ALIAS : CONTEXT;
    if (field.equals(CONTEXT) && fields.present(ALIAS)) {
      // It counts for nothing, but has to be what it should be.
      fields.object(ALIAS);
    }
    if (!fields.present(field)) {
      fields.add(CONTEXT, "this field is required", "missing");
    }
    // What is missing or null was complained of.
    JsonNode context = fields.present(field) ? fields.object(field) : JsonNode.createObjectNode(Map.of());
    Trigger trigger = new Trigger(type, Trigger.By.CALLER, context);
    ContextReading reading = contexts.read(trigger.type(), context);
    String told = new String(bytes(reading.constraints()), StandardCharsets.UTF_8);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    fields.addAll(reading.inContext(field, kinds.kind(KIND).check(told, clock.instant()), rules.check(trigger.type(), reading, today)));
    fields.check();
    return new JobRequest(userId, null, constraints, null, trigger.write(json), callback);
  }

  private byte[] bytes(JsonNode node) {
    try {
      return json.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
