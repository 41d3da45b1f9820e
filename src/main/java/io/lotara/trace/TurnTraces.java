package io.lotara.trace;

import io.lotara.job.FollowUp;
import io.lotara.job.JobKey;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Whether turns of conversations are traced, and how the trace of one is owed. */
@Singleton
public class TurnTraces {
  /** What the notice of a turn is about. */
  static final String TURN = "turn";

  private final OpikSettings settings;

  public TurnTraces(OpikSettings settings) {
    this.settings = settings;
  }

  /** Whether somebody wants them; if not, nothing is collected and nothing owed. */
  public boolean wanted() {
    return settings.configured();
  }

  /**
   * The notice by which a trace is owed. It belongs to no job: in place of one it names the trace. It is due at once and left to the sweeper; no
   * request waits for it.
   */
  public static FollowUp.Notice owed(String tenant, TracedTurn turn, Instant now) {
    return new FollowUp.Notice(new JobKey(tenant, turn.traceId()), OpikSubscriber.NAME, TURN, now, 0);
  }
}
