package io.lotara.job;

import java.time.Instant;

/** What must still go out after a change of a job: an item of its own, created in the same transaction as the change. */
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

  /**
   * Tell somebody of a change. It holds names only; what there is to say is read when it is told.
   *
   * @param subscriber name of the {@link Subscriber} that tells it
   * @param about what it is about, in the subscriber's words: for a change of the job its position in the log, from 1. With job and
   *     subscriber it is the notice's identity, which stays the same however often it is sent
   */
  record Notice(JobKey job, String subscriber, String about, Instant dueAt, int attempts) implements FollowUp {}
}
