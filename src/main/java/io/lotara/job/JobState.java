package io.lotara.job;

import java.util.Locale;

/** Where a job stands. The last three are final. */
public enum JobState {
  STARTED("intake"),
  PLANNING("planning"),
  WAITING_INPUT("intake"),
  EXECUTING("execution"),
  WAITING_APPROVAL("user_approval"),
  COMPLETED("post_trip_learning"),
  FAILED("fail_gracefully"),
  CANCELLED("fail_gracefully");

  private final String workflow;

  JobState(String workflow) {
    this.workflow = workflow;
  }

  /** The name on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The workflow state that clients are told; a proactive job that has just started is still {@code monitoring}. */
  public String workflow(Mode mode) {
    return this == STARTED && mode == Mode.PROACTIVE ? "monitoring" : workflow;
  }

  /** Whether it is final. */
  public boolean terminal() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  /** Whether agents may be running. */
  public boolean active() {
    return this == STARTED || this == PLANNING || this == EXECUTING;
  }

  /** Whether the job waits for a person or is final: nothing moves by itself. */
  public boolean rests() {
    return !active();
  }
}
