package io.lotara.job;

import java.util.Locale;

/** Where a step of a job stands. */
public enum TaskState {
  PENDING,
  RUNNING,
  COMPLETED,
  FAILED,
  SKIPPED;

  /** The name on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether steps that wait for it may run. */
  public boolean ended() {
    return this == COMPLETED || this == SKIPPED;
  }
}
