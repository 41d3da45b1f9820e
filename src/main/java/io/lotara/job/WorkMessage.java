package io.lotara.job;

/**
 * What travels on the queue: ids only.
 *
 * @param tenant of the job
 * @param jobId of the job
 * @param step to be run, or {@link #COMPENSATION}
 * @param revision of the step
 */
public record WorkMessage(String tenant, String jobId, String step, int revision) {

  /** The version of this form. */
  public static final int SCHEMA = 1;

  /** Instead of a step: undo what was done outside. */
  public static final String COMPENSATION = "compensation";

  /** The job it is about. */
  public JobKey job() {
    return new JobKey(tenant, jobId);
  }
}
