package io.lotara.handler;

import io.lotara.job.JobKind.Violation;
import io.lotara.job.JobStore;
import io.lotara.tenant.RateLimited;
import io.micronaut.context.annotation.Primary;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every error answer is made here. None carries a class name, a stack trace, an ARN or a key. */
@Singleton
@Primary
class Problems implements ErrorResponseProcessor<Object>, ExceptionHandler<Throwable, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private final Clock clock;

  Problems(Clock clock) {
    this.clock = clock;
  }

  @Override
  @SuppressWarnings("rawtypes") // the interface's own type
  public HttpResponse<?> handle(HttpRequest request, Throwable thrown) {
    return switch (thrown) {
      case ApiException e -> answer(request, e.status(), e.error(), e.getMessage(), e.jobId(), e.violations());
      case RateLimited e ->
          answer(request, HttpStatus.TOO_MANY_REQUESTS, "RateLimited", e.getMessage(), null, List.of())
              .header(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter()));
      case JobStore.Unavailable e -> {
        LOG.warn("unavailable: {}", e.getMessage());
        yield answer(
                request,
                HttpStatus.SERVICE_UNAVAILABLE,
                "Unavailable",
                "The service is busy and has accepted nothing; please try again.",
                null,
                List.of())
            .header(HttpHeaders.RETRY_AFTER, "2");
      }
      case ContentLengthExceededException e -> tooLarge(request);
      default -> {
        LOG.error("a request failed", thrown);
        yield answer(
            request,
            HttpStatus.INTERNAL_SERVER_ERROR,
            "InternalServerError",
            "Something went wrong on our side.",
            null,
            List.of());
      }
    };
  }

  private MutableHttpResponse<Object> tooLarge(HttpRequest<?> request) {
    return answer(
        request,
        HttpStatus.REQUEST_ENTITY_TOO_LARGE, "PayloadTooLarge", JsonBody.TOO_LARGE, null, List.of());
  }

  /** In the form that the route has for errors. */
  private MutableHttpResponse<Object> answer(
      HttpRequest<?> request, HttpStatus status, String error, String message, @Nullable String jobId, List<Violation> violations) {
    return ChatProblem.on(request)
        ? HttpResponse.<Object>status(status)
            .body((Object) new ChatProblem(message, "error", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString()))
            .contentType(MediaType.APPLICATION_JSON_TYPE)
        : answer(status, error, message, jobId, violations);
  }

  /** What the router itself refuses. Only routes of the template arrive here, so whatever does not match is not there. */
  @Override
  public MutableHttpResponse<Object> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
    int status = response.status().getCode();
    if (status == 413) {
      return tooLarge(context.getRequest());
    }
    if (status >= 400 && status < 500) {
      return answer(HttpStatus.NOT_FOUND, "NotFound", "There is nothing here.", null, List.of());
    }
    context.getRootCause().ifPresent(cause -> LOG.error("a request failed", cause));
    return answer(
        context.getRequest(), HttpStatus.INTERNAL_SERVER_ERROR, "InternalServerError", "Something went wrong on our side.", null, List.of());
  }

  MutableHttpResponse<Object> answer(
      HttpStatus status, String error, String message, @Nullable String jobId, List<Violation> violations) {
    Problem problem =
        new Problem(
            "about:blank",
            status.getReason(),
            status.getCode(),
            message,
            error,
            message,
            jobId,
            clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
            Problem.details(violations));
    return HttpResponse.<Object>status(status)
        .body((Object) problem)
        .contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE);
  }
}
