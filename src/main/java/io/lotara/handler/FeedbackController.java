package io.lotara.handler;

import io.lotara.handler.openapi.Feedback;
import io.lotara.job.FeedbackStore;
import io.lotara.job.GiveFeedback;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobLog;
import io.lotara.trip.agent.RateTrip;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Takes what people thought of a job. */
@Controller
@Requires(property = LotaraFunction.PROPERTY, value = "FeedbackHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class FeedbackController {
  private final OpenJobs jobs;
  private final GiveFeedback giveFeedback;
  private final RateTrip ratings;
  private final Clock clock;

  FeedbackController(OpenJobs jobs, GiveFeedback giveFeedback, RateTrip ratings, Clock clock) {
    this.jobs = jobs;
    this.giveFeedback = giveFeedback;
    this.ratings = ratings;
    this.clock = clock;
  }

  /** It is kept. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Kept(String message, String jobId) {}

  /** Keeps what somebody thought of a job, finished or not; a second one replaces the first. */
  @Operation(operationId = "feedback", tags = "Travellers")
  @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Feedback.class)))
  @ApiResponse(responseCode = "200", description = "Kept", content = @Content(schema = @Schema(implementation = Kept.class)))
  @ApiResponse(responseCode = "404", description = "There is no such job, or it is another tenant's")
  @ApiResponse(responseCode = "409", description = "The job is of a kind that cannot be rated (`erasure`)")
  @Post("/v1/feedback")
  HttpResponse<Kept> feedback(HttpRequest<?> request) {
    BodyFields fields = new BodyFields(JsonBody.object(request));
    String id = fields.text("job_id", 0, Integer.MAX_VALUE);
    int rating = fields.integer("rating", 1, 5);
    String comment = fields.optionalText("comment", 0, 1000);
    List<String> helpful = fields.texts("helpful_aspects");
    List<String> improve = fields.texts("improvement_areas");
    fields.check();
    JobLog.about(id);
    JobKey key = new JobKey(Access.tenant(request), id);
    Job job = jobs.find(key);
    Instant now = clock.instant();
    // The same request repeated mends a crash between the two.
    giveFeedback.give(job, new FeedbackStore.Feedback(rating, comment, helpful, improve, now));
    ratings.rate(job, rating, now);
    return HttpResponse.ok(new Kept("Thank you for your feedback.", id))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }
}
