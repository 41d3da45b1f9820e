package io.lotara.job;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Takes a person's decision on a plan. A change of a job is approved only when nothing else of its line is committed. */
@Singleton
public class DecideJob {
  private final JobStore store;
  private final Transitions transitions;
  private final CommitOnce commitOnce;
  private final JobReducer reducer;
  private final Clock clock;

  public DecideJob(JobStore store, Transitions transitions, CommitOnce commitOnce, JobReducer reducer, Clock clock) {
    this.store = store;
    this.transitions = transitions;
    this.commitOnce = commitOnce;
    this.reducer = reducer;
    this.clock = clock;
  }

  /**
   * Decides. May be called more than once: who dies after the place was taken finds it taken by the same job.
   *
   * @return empty when there is no such job
   * @throws JobStore.Unavailable when nothing was decided
   */
  public Optional<Decision> decide(JobKey key, JobEvent.Decided event) {
    if (event.approved()) {
      Optional<Job> job = store.read(key).filter(j -> j.lineage().first() != null);
      // What cannot be approved anyway must not end the job that it is a change of.
      if (job.isPresent() && reducer.next(job.get(), event, clock.instant()) instanceof Decision.Next) {
        Optional<String> other = commitOnce.take(job.get());
        if (other.isPresent()) {
          return Optional.of(new Decision.Refused(job.get(), Decision.Reason.SUPERSEDED, other.get()));
        }
      }
    }
    return transitions.apply(key, event);
  }
}
