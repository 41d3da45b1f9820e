package io.lotara.trace;

import io.lotara.job.Job;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;

/** Where the trace of a job is to be seen. */
@Singleton
public class TraceLinks {
  private final OpikSettings settings;

  public TraceLinks(OpikSettings settings) {
    this.settings = settings;
  }

  /** The page of a job's trace, which is there when the job has ended; null for a job that has none. */
  public @Nullable String of(Job job) {
    boolean traced = job.policy().subscriptions().stream().anyMatch(s -> s.subscriber().equals(OpikSubscriber.NAME));
    return traced ? settings.page(job.key().id()) : null;
  }
}
