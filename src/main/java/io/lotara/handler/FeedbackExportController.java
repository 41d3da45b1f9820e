package io.lotara.handler;

import io.lotara.digest.Sha256;
import io.lotara.job.FeedbackStore;
import io.lotara.job.Job;
import io.lotara.job.JobOutputs;
import io.lotara.job.JobRequest;
import io.lotara.job.JobStore;
import io.lotara.job.Outputs;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Hands out a tenant's feedback with what its jobs came to, a line of JSON for each, for whoever evaluates plans. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "FeedbackHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class FeedbackExportController {
  private static final String PATH = "/v1/feedback/export";

  private final FeedbackStore feedbacks;
  private final JobStore jobs;
  private final Outputs outputs;
  private final JsonMapper json;
  private final Clock clock;

  FeedbackExportController(FeedbackStore feedbacks, JobStore jobs, Outputs outputs, JsonMapper json, Clock clock) {
    this.feedbacks = feedbacks;
    this.jobs = jobs;
    this.outputs = outputs;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A line. What the job has not come to, or is deleted already, is null.
   *
   * @param user a name for the user that says nothing of them, the same in every line of a tenant
   * @param userId only when it was asked for
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Line(
      String jobId,
      @Nullable String user,
      @Nullable String userId,
      @Nullable String status,
      @Nullable String mode,
      @Nullable String createdAt,
      @Nullable String completedAt,
      @Nullable Asked request,
      @Nullable JsonNode understood,
      @Nullable JsonNode cost,
      @Nullable String planHash,
      int rating,
      @Nullable String comment,
      List<String> helpfulAspects,
      List<String> improvementAreas,
      String givenAt) {}

  /** What was asked for. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Asked(@Nullable String query, JsonNode constraints) {}

  /** Hands out a month's feedback as lines of JSON, that of the oldest job first; a {@code Link} header names the next page. */
  @Operation(
      operationId = "exportFeedback",
      tags = "Travellers",
      parameters = {
        @Parameter(
            name = "month",
            in = ParameterIn.QUERY,
            description = "In which the jobs were made (UTC), such as `2026-11`; the present one without",
            schema = @Schema(type = "string", pattern = "^[0-9]{4}-[0-9]{2}$")),
        @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "Lines, up to 100",
            schema = @Schema(type = "integer", minimum = "1", defaultValue = "100")),
        @Parameter(
            name = "user_ids",
            in = ParameterIn.QUERY,
            description = "Whether lines name their user",
            schema = @Schema(type = "boolean", defaultValue = "false")),
        @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "Where the page before ended, as its `Link` has it",
            schema = @Schema(type = "string"))
      })
  @ApiResponse(
      responseCode = "200",
      description = "A line of JSON for each",
      headers = @Header(name = "Link"),
      content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")))
  @ApiResponse(responseCode = "422", description = "A parameter breaks a rule, or the cursor is not one of this list")
  @Get(PATH)
  HttpResponse<?> export(HttpRequest<?> request) {
    QueryFields query = new QueryFields(request);
    YearMonth month = month(query.text("month"));
    int limit = query.number("limit", 1, FeedbackStore.MOST, FeedbackStore.MOST);
    boolean named = flag(query.text("user_ids"));
    String tenant = Access.tenant(request);
    Cursor cursor = new Cursor(tenant, "\nfeedback of " + month);
    FeedbackStore.Listing page = feedbacks.given(tenant, month, cursor.read(query.text("cursor")), limit);
    StringBuilder lines = new StringBuilder();
    page.given().forEach(given -> lines.append(write(line(given, named))).append('\n'));
    MutableHttpResponse<?> answer = HttpResponse.ok(lines.toString()).contentType("application/x-ndjson");
    if (page.next() != null) {
      String more = named ? "&user_ids=true" : "";
      String next = "%s?month=%s&limit=%d%s&cursor=%s".formatted(PATH, month, limit, more, cursor.write(page.next()));
      answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
    }
    return answer;
  }

  private Line line(FeedbackStore.Given given, boolean named) {
    Optional<Job> job = jobs.read(given.job());
    Optional<JobRequest> asked = job.map(j -> request(jobs.request(j.key())));
    Optional<JsonNode> plan = job.flatMap(j -> JobOutputs.read(outputs, j, json).latest(j, JobOutputs.ITINERARY));
    FeedbackStore.Feedback feedback = given.feedback();
    return new Line(
        given.job().id(),
        job.map(j -> pseudonym(j.key().tenant(), j.userId())).orElse(null),
        named ? job.map(Job::userId).orElse(null) : null,
        job.map(j -> j.state().wire()).orElse(null),
        job.map(j -> j.mode().wire()).orElse(null),
        job.map(j -> JobView.time(j.createdAt())).orElse(null),
        job.map(j -> JobView.time(j.completedAt())).orElse(null),
        asked.map(a -> new Asked(a.query(), tree(a.constraints()))).orElse(null),
        plan.map(p -> p.get("understood")).orElse(null),
        plan.map(p -> p.get("cost")).orElse(null),
        job.map(Job::approval).map(a -> a.planHash()).orElse(null),
        feedback.rating(),
        feedback.comment(),
        feedback.helpfulAspects(),
        feedback.improvementAreas(),
        JobView.time(feedback.at()));
  }

  private YearMonth month(@Nullable String text) {
    if (text == null) {
      return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    }
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw QueryFields.wrong("month", "must be a month such as 2026-11, in which the jobs were made", "date_parsing");
    }
  }

  private static boolean flag(@Nullable String text) {
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw QueryFields.wrong("user_ids", "must be true or false", "bool_parsing");
    }
    return "true".equals(text);
  }

  private static String pseudonym(String tenant, String user) {
    return Sha256.hex(tenant + "\n" + user, 8);
  }

  private JobRequest request(byte[] bytes) {
    try {
      return json.readValue(bytes, Argument.of(JobRequest.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode tree(String text) {
    try {
      return json.readValue(text, Argument.of(JsonNode.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String write(Line line) {
    try {
      return json.writeValueAsString(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
