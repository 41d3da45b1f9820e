package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a job is kept, and what belongs to it: request, answers, outputs, feedback, deliveries. A job goes when its {@link Timing#retention}
 * is over after its end, and nothing of it before; pinned, all of it stays.
 *
 * <p>What is written while the job runs cannot know its end. It is given a time that is right within {@link #SLACK} for a job that ends in
 * time, so that most jobs need not touch it again; for the others, and when a job is pinned or is no longer, the change owes that everything
 * is given its time anew ({@link KeepParts}).
 */
public record Lifetimes(Timing timing) {
  /** By how much what belongs to a job may outlive it. A table's own time to live may be as late. */
  public static final Duration SLACK = Duration.ofDays(2);

  /** When a job goes; null as long as it runs, and when it is pinned. */
  public @Nullable Instant expires(Job job) {
    return job.completedAt() == null || job.pinned() ? null : ends(job);
  }

  /** When a job that is over goes, unless it is pinned. */
  Instant ends(Job job) {
    return job.completedAt().plus(timing.retention());
  }

  /** When something goes that is written now and belongs to a job; null when the job is pinned. */
  public @Nullable Instant ofPart(Job job) {
    if (job.pinned()) {
      return null;
    }
    return job.completedAt() == null ? ofPartWhileRunning(job) : ends(job);
  }

  /** The same for all that is written before the end. Later than the end can be, and two days more for what is owed then. */
  private Instant ofPartWhileRunning(Job job) {
    Duration life = timing.longestLife(job.policy().approvalTime());
    Duration most = life.compareTo(timing.retention()) > 0 ? life : timing.retention();
    return job.createdAt().plus(most).plus(SLACK);
  }

  /** Whether a change of a job owes that what belongs to it is given its time anew. */
  boolean changed(Job before, Job after) {
    if (before.pinned() != after.pinned()) {
      return true;
    }
    if (before.state().terminal() || !after.state().terminal()) {
      return false;
    }
    Instant given = ofPartWhileRunning(after);
    return given.isBefore(ends(after)) || given.isAfter(ends(after).plus(SLACK));
  }
}
