package io.lotara.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A job that nobody asked for, to prime with what reads and writes jobs. */
public final class SampleJob {
  private SampleJob() {}

  /** Its request, as it would stand in the table. */
  public static byte[] request() {
    return new byte[] {'{', '}'};
  }

  /** Always the same one; it stands in no table. */
  public static Job job() {
    JobKey key = new JobKey(".priming", "00000000-0000-0000-0000-000000000000");
    JobPlan plan = new JobPlan(List.of(new StepSpec("sample", "Sample", Role.WORK, List.of(), false)));
    Policy policy = new Policy(BigDecimal.ONE, "USD", Duration.ofHours(1));
    return new JobReducer(Timing.standard()).start(key, "sample", "nobody", Mode.REACTIVE, plan, policy, Instant.EPOCH);
  }
}
