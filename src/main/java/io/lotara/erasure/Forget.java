package io.lotara.erasure;

import io.lotara.job.Agent;
import io.lotara.job.JobRemoval;
import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Removes whose data it was about from the erasure itself. May be called more than once. */
@Singleton
class Forget implements Agent {
  static final String STEP = "forget";
  private final JobRemoval removal;

  Forget(JobRemoval removal) {
    this.removal = removal;
  }

  @Override
  public String kind() {
    return ErasureJobKind.NAME;
  }

  @Override
  public String name() {
    return STEP;
  }

  @Override
  public StepOutcome run(StepContext context) {
    removal.forgetRequest(context.job().key());
    return new StepOutcome.Done(StepFacts.found(1.0, List.of()), Map.of());
  }
}
