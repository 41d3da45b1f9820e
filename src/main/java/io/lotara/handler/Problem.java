package io.lotara.handler;

import io.lotara.handler.openapi.JobParts;
import io.lotara.job.JobKind.Violation;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/**
 * An error answer: RFC 9457 with the contract's members.
 *
 * @param type always {@code about:blank}: the status says it
 * @param error stable name
 * @param message for a developer; the same as {@code detail}
 * @param jobId the job it is about, or null
 * @param timestamp when
 * @param details for a 422 {@code {"errors": [...]}}, else null
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record Problem(
    @Schema(type = "string", allowableValues = "about:blank") String type,
    String title,
    int status,
    String detail,
    String error,
    String message,
    @Nullable String jobId,
    @Schema(format = "date-time") String timestamp,
    @Nullable @Schema(implementation = JobParts.ProblemDetails.class) Map<String, Object> details) {

  static @Nullable Map<String, Object> details(List<Violation> violations) {
    return violations.isEmpty()
        ? null
        : Map.of(
            "errors",
            violations.stream().map(v -> Map.of("loc", v.loc(), "msg", v.msg(), "type", v.type())).toList());
  }
}
