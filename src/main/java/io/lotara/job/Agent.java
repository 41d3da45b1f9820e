package io.lotara.job;

/** One who does a step of a job. The class is its own registration; the steps of a kind are {@link JobKind#steps}. */
public interface Agent {

  /** The kind of job it works on. */
  String kind();

  /** Its step. */
  String name();

  /**
   * Does the step. Called at least once: after a crash, or when it takes longer than its lease, it is called again. What it does outside must
   * go through {@link StepContext#note}. What it throws is taken for a passing fault and tried again.
   */
  StepOutcome run(StepContext context);
}
