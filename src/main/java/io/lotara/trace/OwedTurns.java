package io.lotara.trace;

import io.lotara.job.FollowUp;
import java.util.Optional;

/** Where turns wait until they were told: with their notices. */
public interface OwedTurns {

  /**
   * The turn that a notice of {@link TurnTraces#owed} is about; empty when it was told.
   *
   * @throws io.lotara.job.JobStore.Unavailable when the store throttles or cannot be reached
   */
  Optional<TracedTurn> find(FollowUp.Notice notice);
}
