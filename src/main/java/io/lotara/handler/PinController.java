package io.lotara.handler;

import io.lotara.job.Decision;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.PinJob;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** Keeps jobs that are over for good, or no longer. */
@Controller("/v1/jobs/{job_id}/pin")
@Requires(property = LotaraFunction.PROPERTY, value = "AdminHandler")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
class PinController {
  private final PinJob pinJob;
  private final OpenJobs jobs;

  PinController(PinJob pinJob, OpenJobs jobs) {
    this.jobs = jobs;
    this.pinJob = pinJob;
  }

  /**
   * How long a job is kept.
   *
   * @param expiresAt when it goes; null for a job that is pinned
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Pinning(String jobId, boolean pinned, @Nullable @Schema(format = "date-time") String expiresAt) {}

  /** Keeps a job that is over, and all that belongs to it, for good. */
  @Operation(operationId = "pinJob", tags = "Jobs")
  @ApiResponse(responseCode = "200", description = "How long it is kept", content = @Content(schema = @Schema(implementation = Pinning.class)))
  @ApiResponse(responseCode = "404", description = "There is no such job, or it is another tenant's")
  @ApiResponse(responseCode = "409", description = "The job is not over yet, or it is of a kind that cannot be pinned (`erasure`)")
  @Post
  HttpResponse<Pinning> pin(HttpRequest<?> request) {
    JsonBody.object(request);
    return pin(request, true);
  }

  /** Lets a job go with the others again. */
  @Operation(operationId = "unpinJob", tags = "Jobs")
  @ApiResponse(responseCode = "200", description = "How long it is kept", content = @Content(schema = @Schema(implementation = Pinning.class)))
  @ApiResponse(responseCode = "404", description = "There is no such job, or it is another tenant's")
  @ApiResponse(responseCode = "409", description = "The job is not over yet, or it is of a kind that cannot be pinned (`erasure`)")
  @Delete
  HttpResponse<Pinning> unpin(HttpRequest<?> request) {
    return pin(request, false);
  }

  private HttpResponse<Pinning> pin(HttpRequest<?> request, boolean on) {
    String id = RoutePath.variable(request, "job_id");
    JobKey key = new JobKey(Access.tenant(request), id);
    jobs.find(key);
    Decision decision = pinJob.pin(key, on).orElseThrow(() -> ApiException.noSuchJob(id));
    Job job =
        switch (decision) {
          case Decision.Next next -> next.job();
          case Decision.Unchanged same -> same.job();
          case Decision.Refused refused -> throw ApiException.conflict("The job is not over yet; until then it is kept anyway.", id);
        };
    return HttpResponse.ok(new Pinning(id, job.pinned(), job.pinned() ? null : JobView.time(pinJob.expires(job))))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }
}
