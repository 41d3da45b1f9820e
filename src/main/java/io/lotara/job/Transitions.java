package io.lotara.job;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The one way in which a job changes: read consistently, ask the reducer, write on condition; who loses reads again. */
@Singleton
public class Transitions {
  private static final int TRIES = 60;
  private final JobStore store;
  private final WorkQueue queue;
  private final NoticeQueue notices;
  private final JobReducer reducer;
  private final Clock clock;

  public Transitions(JobStore store, WorkQueue queue, NoticeQueue notices, JobReducer reducer, Clock clock) {
    this.store = store;
    this.queue = queue;
    this.notices = notices;
    this.reducer = reducer;
    this.clock = clock;
  }

  /** As {@link #apply(JobKey, JobEvent, Duration)}, without a delay. */
  public Optional<Decision> apply(JobKey key, JobEvent event) {
    return apply(key, event, Duration.ZERO);
  }

  /**
   * Applies an event. What then must run is owed in the job; its messages are sent at once too, which may fail without harm.
   *
   * @param delay for those messages
   * @return empty when there is no such job
   * @throws JobStore.Unavailable when the store throttles, or other writers win too often
   */
  public Optional<Decision> apply(JobKey key, JobEvent event, Duration delay) {
    return apply(key, job -> reducer.next(job, event, clock.instant()), delay);
  }

  private Optional<Decision> apply(JobKey key, Function<Job, Decision> decide, Duration delay) {
    return JobLog.during(key, () -> applied(key, decide, delay));
  }

  private Optional<Decision> applied(JobKey key, Function<Job, Decision> decide, Duration delay) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Job> job = store.read(key);
      if (job.isEmpty()) {
        return Optional.empty();
      }
      Decision decision = decide.apply(job.get());
      if (!(decision instanceof Decision.Next next)) {
        return Optional.of(decision);
      }
      if (store.write(next, UUID.randomUUID().toString(), clock.instant())) {
        send(next, delay);
        return Optional.of(next);
      }
    }
    throw new JobStore.Unavailable("job " + key.id() + " is written to by too many at once", null);
  }

  private void send(Decision.Next next, Duration delay) {
    send(next.job(), List.copyOf(next.send()), delay);
    tell(next.notices());
  }

  /** Sends notices that are owed. */
  void tell(List<FollowUp.Notice> owed) {
    if (!owed.isEmpty()) {
      notices.send(owed, Duration.ZERO);
    }
  }

  /** Sends the messages of steps that are owed. */
  void send(Job job, List<String> steps, Duration delay) {
    if (!steps.isEmpty()) {
      queue.send(
          steps.stream()
              .map(s -> new WorkMessage(job.key().tenant(), job.key().id(), s, job.task(s).revision()))
              .toList(),
          delay);
    }
  }
}
