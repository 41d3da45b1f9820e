package io.lotara.handler;

import io.lotara.job.JobKind.Violation;
import io.lotara.tenant.Scope;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpStatus;
import java.util.List;

/** A request that is answered with an error of the contract. */
class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient HttpStatus status;
  private final String error;
  private final @Nullable String jobId;
  private final transient List<Violation> violations;

  ApiException(HttpStatus status, String error, String message, @Nullable String jobId, List<Violation> violations) {
    super(message);
    this.status = status;
    this.error = error;
    this.jobId = jobId;
    this.violations = List.copyOf(violations);
  }

  static ApiException badRequest(String message) {
    return new ApiException(HttpStatus.BAD_REQUEST, "BadRequest", message, null, List.of());
  }

  static ApiException notAwaitingApproval(String jobId) {
    return new ApiException(
        HttpStatus.BAD_REQUEST,
        "NotAwaitingApproval",
        "No decision is due on this job, and none was taken.",
        jobId,
        List.of());
  }

  static ApiException unauthorized() {
    return new ApiException(
        HttpStatus.UNAUTHORIZED, "Unauthorized", "A valid X-API-Key is required.", null, List.of());
  }

  static ApiException badToken() {
    return new ApiException(
        HttpStatus.UNAUTHORIZED, "Unauthorized", "A valid token for this job is required.", null, List.of());
  }

  static ApiException forbidden(Scope scope) {
    return new ApiException(
        HttpStatus.FORBIDDEN, "Forbidden", "This needs a key with the scope " + scope.wire() + ".", null, List.of());
  }

  static ApiException noSuchJob(String jobId) {
    return new ApiException(HttpStatus.NOT_FOUND, "NotFound", "There is no such job.", jobId, List.of());
  }

  static ApiException notFound(String message) {
    return new ApiException(HttpStatus.NOT_FOUND, "NotFound", message, null, List.of());
  }

  static ApiException conflict(String message, @Nullable String jobId) {
    return new ApiException(HttpStatus.CONFLICT, "Conflict", message, jobId, List.of());
  }

  static ApiException superseded(String by, String jobId) {
    return conflict("Of this trip and its changes another one is committed: job " + by + ".", jobId);
  }

  static ApiException invalid(List<Violation> violations) {
    Violation first = violations.getFirst();
    String where = String.join(".", first.loc().stream().map(String::valueOf).toList());
    return new ApiException(
        HttpStatus.UNPROCESSABLE_ENTITY, "ValidationError", where + ": " + first.msg(), null, violations);
  }

  HttpStatus status() {
    return status;
  }

  String error() {
    return error;
  }

  @Nullable String jobId() {
    return jobId;
  }

  List<Violation> violations() {
    return violations;
  }
}
