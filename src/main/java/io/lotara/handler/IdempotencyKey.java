package io.lotara.handler;

import io.lotara.job.JobKind.Violation;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import java.util.List;

/** The header by which a client says that a request repeated is one request. */
final class IdempotencyKey {
  private static final String HEADER = "Idempotency-Key";

  private IdempotencyKey() {}

  /**
   * The key, or null.
   *
   * @throws ApiException 422 when it is not 1 to 128 visible ASCII characters
   */
  static @Nullable String read(HttpRequest<?> request) {
    String key = request.getHeaders().get(HEADER);
    if (key == null) {
      return null;
    }
    if (key.isEmpty() || key.length() > 128 || !key.chars().allMatch(c -> c > 32 && c < 127)) {
      throw ApiException.invalid(
          List.of(new Violation(List.of("header", HEADER), "must have 1 to 128 visible characters", "value_error")));
    }
    return key;
  }

  static ApiException reused() {
    Violation why =
        new Violation(List.of("header", HEADER), "was used with another body; use a new key", "idempotency_key_reused");
    return new ApiException(
        HttpStatus.UNPROCESSABLE_ENTITY,
        "ValidationError",
        "This Idempotency-Key was used with another body.",
        null,
        List.of(why));
  }
}
