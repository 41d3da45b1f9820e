package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;

/** How long what belongs to a job is kept. The job itself says so in its own item, which {@link JobStore} writes. */
public interface JobRetention {

  /**
   * Lets everything that belongs to a job go at some time. May be called more than once; what has that time already is not written to.
   *
   * @param at or null: it is kept for good
   * @throws JobStore.Unavailable when something may be left
   */
  void expire(JobKey job, @Nullable Instant at);
}
