package io.lotara.handler;

import io.lotara.job.Job;
import io.lotara.job.JobStore;

/** An answer that is held back until there is something new to say. */
final class Held {
  /** Often enough to feel prompt; each look costs one read. */
  private static final long EVERY_MILLIS = 400;

  private Held() {}

  /** The job as soon as its version is another, or as it is after {@code seconds}. Seconds are those of the client, not of the jobs' clock. */
  static Job untilChanged(JobStore store, Job job, int seconds) {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    Job last = job;
    while (last.version() == job.version() && System.nanoTime() < until) {
      try {
        Thread.sleep(EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return last;
      }
      last = store.read(job.key()).orElse(last);
    }
    return last;
  }
}
