package io.lotara.job;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * Which job the log lines of this thread, and of those that it starts, are about, in SLF4J's context. Ids of ours only: whatever else a client
 * sends is not logged.
 */
public final class JobLog {
  private static final String JOB = "job_id";
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private JobLog() {}

  /** From now on they are about that job, until the thread ends or {@link #end} is called; what is no id of a job changes nothing. */
  public static void about(String job) {
    if (ID.matcher(job).matches()) {
      MDC.put(JOB, job);
    }
  }

  /** From now on they are about none. */
  public static void end() {
    MDC.remove(JOB);
  }

  /** Does the work with its lines about that job; those that follow are about what they were about before. */
  static <T> T during(JobKey job, Supplier<T> work) {
    String before = MDC.get(JOB);
    about(job.id());
    try {
      return work.get();
    } finally {
      if (before == null) {
        end();
      } else {
        MDC.put(JOB, before);
      }
    }
  }
}
