package io.lotara.job;

import java.util.List;

/**
 * One who does a step of a job. The class is its own registration: every bean of this type is part of the plan of its kind.
 */
public interface Agent {

  /** The kind of job it works on. */
  String kind();

  /** Its step: lower-case letters and underscores, unique in the kind. */
  String name();

  /** What it does, for a person. */
  String title();

  /** What its step is to the protocol. */
  default Role role() {
    return Role.WORK;
  }

  /** Names of the steps it waits for. */
  List<String> after();

  /** Whether the job goes on without it. */
  default boolean optional() {
    return false;
  }

  /**
   * Does the step. Called at least once: after a crash, or when it takes longer than its lease, it is called again. What it does outside must
   * go through {@link StepContext#note}. What it throws is taken for a passing fault and tried again.
   */
  StepOutcome run(StepContext context);
}
