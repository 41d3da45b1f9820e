package io.lotara.job;

import java.time.Instant;

/** What must still go out after a job's terminal write: an item of its own, created in the same transaction. */
public sealed interface FollowUp {

  JobKey job();

  /** When it is due. */
  Instant dueAt();

  /** How often it was tried. */
  int attempts();

  /**
   * Undo what was done outside.
   *
   * @param dueAt not before the lease of a worker that may still be calling has ended
   */
  record Compensation(JobKey job, Instant dueAt, int attempts) implements FollowUp {}
}
