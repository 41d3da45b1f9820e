package io.lotara.job;

/** Takes jobs out of the store before their time. */
public interface JobRemoval {

  /**
   * Removes a job that is over with all that belongs to it, the job itself last. May be called more than once.
   *
   * @throws JobStore.Unavailable when something may be left
   */
  void remove(JobKey job);

  /** Removes what was asked for and keeps the job. May be called more than once. */
  void forgetRequest(JobKey job);
}
