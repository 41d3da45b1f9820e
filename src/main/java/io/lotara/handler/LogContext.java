package io.lotara.handler;

import io.micronaut.core.annotation.Nullable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/** Which job the log lines of this thread are about, in SLF4J's context. Ids of ours only: whatever else a client sends is not logged. */
final class LogContext {
  private static final String JOB = "job_id";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private LogContext() {}

  /** Does the work with that job named in every line. */
  static <T> T with(@Nullable String job, Supplier<T> work) {
    if (job == null || !ID.matcher(job).matches()) {
      return work.get();
    }
    try (MDC.MDCCloseable named = MDC.putCloseable(JOB, job)) {
      return work.get();
    }
  }
}
