package io.lotara.job;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Keeps a job that is over for good, or no longer. */
@Singleton
public class PinJob {
  private final Transitions transitions;
  private final KeepParts parts;
  private final FollowUps followUps;
  private final JobReducer reducer;

  public PinJob(Transitions transitions, KeepParts parts, FollowUps followUps, JobReducer reducer) {
    this.transitions = transitions;
    this.parts = parts;
    this.followUps = followUps;
    this.reducer = reducer;
  }

  /**
   * Pins or unpins a job and everything that belongs to it. May be called more than once. That what belongs to it follows is owed with the
   * change itself: should this die in the middle, it is done without being asked for again.
   *
   * @return the decision; empty when there is no such job
   */
  public Optional<Decision> pin(JobKey key, boolean on) {
    Optional<Decision> decision = transitions.apply(key, new JobEvent.Pinned(on));
    if (decision.isEmpty() || decision.get() instanceof Decision.Refused) {
      return decision;
    }
    parts.settle(key);
    if (decision.get() instanceof Decision.Next next) {
      next.notices().stream().filter(n -> n.subscriber().equals(KeepParts.NAME)).forEach(followUps::remove);
    }
    return decision;
  }

  /** When a job that is over and not pinned goes. */
  public Instant expires(Job job) {
    return reducer.lifetimes().ends(job);
  }
}
