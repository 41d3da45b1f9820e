package io.lotara.job;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Keeps a job that is over for good, or no longer. */
@Singleton
public class PinJob {
  private final Transitions transitions;
  private final JobStore store;
  private final JobRetention retention;
  private final JobReducer reducer;

  public PinJob(Transitions transitions, JobStore store, JobRetention retention, JobReducer reducer) {
    this.transitions = transitions;
    this.store = store;
    this.retention = retention;
    this.reducer = reducer;
  }

  /**
   * Pins or unpins. May be called more than once, and after a crash in the middle of it is to be called again.
   *
   * @return the decision; empty when there is no such job
   */
  public Optional<Decision> pin(JobKey key, boolean on) {
    if (!on) {
      // What belongs to the job first: should it stay behind, nobody would ever find it again.
      store.read(key).filter(j -> j.state().terminal()).ifPresent(j -> retention.release(key, expires(j)));
    }
    Optional<Decision> decision = transitions.apply(key, new JobEvent.Pinned(on));
    if (on && decision.isPresent() && !(decision.get() instanceof Decision.Refused)) {
      retention.keep(key);
    }
    return decision;
  }

  /** When a job that is over and not pinned goes. */
  public Instant expires(Job job) {
    return job.completedAt().plus(reducer.timing().retention());
  }
}
