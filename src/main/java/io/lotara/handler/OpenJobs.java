package io.lotara.handler;

import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobKinds;
import io.lotara.job.JobStore;
import jakarta.inject.Singleton;

/** Finds jobs that clients may do something with: the kind of a job says so. */
@Singleton
class OpenJobs {
  private final JobStore store;
  private final JobKinds kinds;

  OpenJobs(JobStore store, JobKinds kinds) {
    this.store = store;
    this.kinds = kinds;
  }

  /**
   * The job.
   *
   * @throws ApiException when there is none, or it is nothing that clients may cancel, pin or rate
   */
  Job find(JobKey key) {
    Job job = store.read(key).orElseThrow(() -> ApiException.noSuchJob(key.id()));
    if (!kinds.kind(job.kind()).openToClients()) {
      throw ApiException.conflict("A job of the kind '%s' cannot be cancelled, pinned or rated.".formatted(job.kind()), key.id());
    }
    return job;
  }
}
