package io.lotara.job;

import io.micronaut.core.annotation.Nullable;

/**
 * How a job stands to others of its tenant.
 *
 * @param revises id of the job that this one is a change of, or null
 * @param revisedBy id of the latest job that is a change of this one, or null
 */
public record Lineage(@Nullable String revises, @Nullable String revisedBy) {
  /** A job of its own. */
  public static final Lineage NONE = new Lineage(null, null);
}
