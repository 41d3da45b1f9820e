package io.lotara.handler;

import io.lotara.handler.openapi.JobParts;
import io.lotara.job.Job;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.util.Map;

/** Answers a request that became a job. */
@Singleton
class JobAccepted {
  private final JobLinks links;

  JobAccepted(JobLinks links) {
    this.links = links;
  }

  /** The answer to an accepted request; the same for the same idempotency key. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Accepted(
      String jobId,
      String userId,
      @Schema(type = "string", allowableValues = "started") String status,
      String message,
      @Schema(format = "date-time") String createdAt,
      @Nullable JsonNode result,
      @Schema(implementation = JobParts.JobLinks.class) Map<String, String> links) {}

  HttpResponse<Accepted> answer(Job job, String message) {
    // From its creation on: a request repeated has the same answer.
    Map<String, String> where = links.of(job, job.createdAt());
    Accepted answer = new Accepted(job.key().id(), job.userId(), "started", message, JobView.time(job.createdAt()), null, where);
    return HttpResponse.status(HttpStatus.ACCEPTED)
        .body(answer)
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.LOCATION, where.get("status"))
        .header(HttpHeaders.RETRY_AFTER, "1");
  }
}
