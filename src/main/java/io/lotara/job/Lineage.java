package io.lotara.job;

import io.micronaut.core.annotation.Nullable;

/**
 * How a job stands to others of its tenant.
 *
 * @param revises id of the job that this one is a change of, or null
 * @param revisedBy id of the latest job that is a change of this one, or null
 * @param first id of the job that all these changes began with, or null when it is this one
 * @param committedBy id of the job that was committed in place of this one, or null; see {@link CommitOnce}
 */
public record Lineage(
    @Nullable String revises, @Nullable String revisedBy, @Nullable String first, @Nullable String committedBy) {
  /** A job of its own. */
  public static final Lineage NONE = new Lineage(null, null, null, null);

  /** That of a change of this job. */
  static Lineage changeOf(Job job) {
    String first = job.lineage().first();
    return new Lineage(job.key().id(), null, first != null ? first : job.key().id(), null);
  }

  Lineage revisedBy(String by) {
    return new Lineage(revises, by, first, committedBy);
  }

  Lineage committedBy(String by) {
    return new Lineage(revises, revisedBy, first, by);
  }
}
