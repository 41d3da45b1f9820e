package io.lotara.handler;

import io.lotara.job.Job;
import io.lotara.job.JobStore;
import java.util.function.Predicate;

/** An answer that is held back until there is something to say. */
final class Held {
  private static final long FIRST_MILLIS = 50;

  /** Often enough to feel prompt; each look costs one read. */
  private static final long LAST_MILLIS = 400;

  private Held() {}

  /**
   * The job as soon as it is as wanted, or as it is after {@code seconds}. Seconds are those of the client, not of the jobs' clock.
   *
   * @param job as it was read a moment ago
   */
  static Job until(JobStore store, Job job, int seconds, Predicate<Job> wanted) {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    long pause = FIRST_MILLIS;
    Job last = job;
    while (!wanted.test(last) && System.nanoTime() < until) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return last;
      }
      pause = Math.min(LAST_MILLIS, pause * 3 / 2);
      last = store.read(job.key()).orElse(last);
    }
    return last;
  }
}
