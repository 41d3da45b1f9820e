package io.lotara.job;

import java.time.Instant;

/** How long what belongs to a job is kept. The job itself says so in its own item, which {@link JobStore} writes. */
public interface JobRetention {

  /** Keeps everything that belongs to a job for good. May be called more than once. */
  void keep(JobKey job);

  /** Lets everything that belongs to a job go at some time. May be called more than once. */
  void release(JobKey job, Instant at);
}
