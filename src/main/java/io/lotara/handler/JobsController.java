package io.lotara.handler;

import io.lotara.handler.openapi.JobParts;
import io.lotara.job.Job;
import io.lotara.job.JobState;
import io.lotara.job.UserJobs;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists the jobs of a user. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "StatusHandler")
@Produces(MediaType.ALL)
class JobsController {
  private static final int USUAL = 20;

  /** A page of one status may be short, even empty, when as many pages of others were looked through. */
  private static final int LOOKS = 5;

  private final UserJobs jobs;
  private final JobLinks links;

  JobsController(UserJobs jobs, JobLinks links) {
    this.jobs = jobs;
    this.links = links;
  }

  /** How a job stands, without what it found. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @Schema(name = "JobLine")
  record Line(
      String jobId,
      String kind,
      String userId,
      @Schema(
              type = "string",
              allowableValues = {"started", "planning", "waiting_input", "executing", "waiting_approval", "completed", "failed", "cancelled"})
          String status,
      @Schema(type = "string", allowableValues = {"reactive", "proactive"}) String mode,
      @Schema(format = "date-time") String createdAt,
      @Schema(format = "date-time") String updatedAt,
      @Nullable @Schema(format = "date-time") String completedAt,
      @Schema(minimum = "1") long version,
      StatusDocument.Progress progress,
      @Schema(implementation = JobParts.JobLinks.class) Map<String, String> links) {}

  /**
   * A page, newest first.
   *
   * @param nextCursor null on the last page
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @Schema(name = "JobListing")
  record Listing(List<Line> jobs, @Nullable String nextCursor) {}

  /** A user's jobs, newest first. A page of one status may be short, even empty, and yet have a next one. */
  @Operation(
      operationId = "jobs",
      tags = "Jobs",
      parameters = {
          @Parameter(
              name = "user_id",
              in = ParameterIn.QUERY,
              required = true,
              description = "Whose",
              schema = @Schema(type = "string", minLength = 1, maxLength = 128)),
          @Parameter(
              name = "status",
              in = ParameterIn.QUERY,
              description = "Only those that stand so",
              schema =
                  @Schema(
                      type = "string",
                      allowableValues = {
                        "started", "planning", "waiting_input", "executing", "waiting_approval", "completed", "failed", "cancelled"
                      })),
          @Parameter(
              name = "limit",
              in = ParameterIn.QUERY,
              description = "How many at most; more than 100 is 100",
              schema = @Schema(type = "integer", minimum = "1", defaultValue = "20")),
          @Parameter(
              name = "cursor",
              in = ParameterIn.QUERY,
              description = "`next_cursor` of the page before",
              schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "200", description = "A page", content = @Content(schema = @Schema(implementation = Listing.class)))
  @ApiResponse(responseCode = "422", description = "A parameter breaks a rule, or the cursor is not one of this list")
  @Get("/v1/jobs")
  HttpResponse<Listing> jobs(HttpRequest<?> request) {
    QueryFields query = new QueryFields(request);
    String user = query.text("user_id");
    if (user == null) {
      throw QueryFields.wrong("user_id", "this parameter is required", "missing");
    }
    if (user.isEmpty() || user.codePointCount(0, user.length()) > 128) {
      throw QueryFields.wrong("user_id", "must have 1 to 128 characters", "value_error");
    }
    JobState state = state(query.text("status"));
    int limit = query.number("limit", 1, UserJobs.MOST, USUAL);
    String tenant = Access.tenant(request);
    Cursor cursor = new Cursor(tenant, user);
    List<Line> lines = new ArrayList<>();
    String next = page(tenant, user, state, limit, cursor.read(query.text("cursor")), lines);
    return HttpResponse.ok(new Listing(lines, next == null ? null : cursor.write(next)))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /** Fills a page, and says where it ends; null when nothing follows. */
  private @Nullable String page(
      String tenant, String user, @Nullable JobState state, int limit, @Nullable String after, List<Line> lines) {
    String end = after;
    for (int i = 0; i < LOOKS; i++) {
      // One more than is shown, to know whether there is one.
      UserJobs.Page page = jobs.page(tenant, user, end, state == null ? Math.min(UserJobs.MOST, limit + 1) : UserJobs.MOST);
      for (Job job : page.jobs()) {
        if (state == null || job.state() == state) {
          if (lines.size() == limit) {
            return end;
          }
          lines.add(line(job));
        }
        end = UserJobs.place(job);
      }
      end = page.next();
      if (end == null) {
        return null;
      }
    }
    return end;
  }

  private static @Nullable JobState state(@Nullable String status) {
    if (status == null) {
      return null;
    }
    return Arrays.stream(JobState.values())
        .filter(s -> s.wire().equals(status))
        .findAny()
        .orElseThrow(
            () ->
                QueryFields.wrong(
                    "status",
                    "must be one of " + Arrays.stream(JobState.values()).map(JobState::wire).collect(Collectors.joining(", ")),
                    "enum"));
  }

  private Line line(Job job) {
    return new Line(
        job.key().id(),
        job.kind(),
        job.userId(),
        job.state().wire(),
        job.mode().wire(),
        JobView.time(job.createdAt()),
        JobView.time(job.updatedAt()),
        JobView.time(job.completedAt()),
        job.version(),
        JobView.progress(job),
        links.of(job, job.updatedAt()));
  }
}
