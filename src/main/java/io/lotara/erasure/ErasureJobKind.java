package io.lotara.erasure;

import io.lotara.digest.Sha256;
import io.lotara.job.JobKind;
import io.lotara.job.Policy;
import io.lotara.job.Role;
import io.lotara.job.StepSpec;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Jobs that remove everything of a user. */
@Singleton
public class ErasureJobKind implements JobKind {
  public static final String NAME = "erasure";

  /** Where the request says whose data it is about; it is removed with the rest. */
  static final String USER = "user_id";

  private static final int MARK = 8;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<StepSpec> steps() {
    return List.of(
        new StepSpec(StopJobs.STEP, "Stops the user's jobs", Role.WORK, List.of(), false),
        new StepSpec(EraseData.STEP, "Removes the user's data", Role.WORK, List.of(StopJobs.STEP), false),
        new StepSpec(Forget.STEP, "Forgets whose data it was", Role.WORK, List.of(EraseData.STEP), false));
  }

  @Override
  public List<Violation> check(String constraints, Instant now) {
    return List.of();
  }

  @Override
  public Policy policy(String tenant, String constraints) {
    return new Policy(BigDecimal.ZERO, "USD", Duration.ofHours(1));
  }

  /** Nobody is told: it would say who is gone. */
  @Override
  public boolean told() {
    return false;
  }

  /** Who asks for it may not stop it half-way: what was removed does not come back, and what is left must go. There is nothing in it to keep or to rate. */
  @Override
  public boolean openToClients() {
    return false;
  }

  /** Whose job an erasure is: not the user's, of whom nothing is to be left, but a mark that says the same for the same user. */
  public static String owner(String tenant, String userId) {
    return "erased-" + Sha256.hex(tenant + "\n" + userId, MARK);
  }
}
