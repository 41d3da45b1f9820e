package io.lotara.e2e;

import io.lotara.job.Decision;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobReducer;
import io.lotara.job.JobStore;
import io.lotara.job.NoticeQueue;
import io.lotara.job.Timing;
import io.lotara.job.Transitions;
import io.lotara.job.WorkMessage;
import io.lotara.job.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a job changes when a protection that is no port of its own is off. */
class FaultyTransitions extends Transitions {
  /** The steps that another one waits for. */
  private static final Set<String> SIDE_BY_SIDE = Set.of("flights", "stays", "activities");

  private final JobStore store;
  private final WorkQueue queue;
  private final Faults faults;
  private final Transitions patient;

  FaultyTransitions(
      JobStore store, WorkQueue queue, NoticeQueue notices, JobReducer reducer, Clock clock, Faults faults) {
    super(store, queue, notices, reducer, clock);
    this.store = store;
    this.queue = queue;
    this.faults = faults;
    this.patient = new Transitions(store, queue, notices, new JobReducer(endless(reducer.timing())), clock);
  }

  private static Timing endless(Timing t) {
    return new Timing(
        t.lease(), t.resendAfter(), Duration.ofDays(3650), t.questionTime(), t.retention(), Integer.MAX_VALUE);
  }

  @Override
  public Optional<Decision> apply(JobKey key, JobEvent event, Duration delay) {
    boolean unbounded = !faults.on(Protection.BOUNDED_ATTEMPTS) || !faults.on(Protection.JOB_DEADLINE);
    return switch (event) {
      case JobEvent.DeadLettered e when !faults.on(Protection.DEAD_LETTER) -> unchanged(key);
      case JobEvent.EffectsNoted e when !faults.on(Protection.EFFECT_NOTED) -> unchanged(key);
      case JobEvent.Decided e when !faults.on(Protection.PLAN_HASH) ->
          super.apply(key, new JobEvent.Decided(e.approved(), null, e.notes()), delay);
      case JobEvent.StepFailed e when !faults.on(Protection.ATTEMPT) ->
          super.apply(
              key,
              new JobEvent.StepFailed(
                  e.step(), e.revision(), present(key, e.step()), e.code(), e.message(), e.details(), e.retryable(), e.after()),
              delay);
      case JobEvent.StepDone e when !faults.on(Protection.FAN_IN_MAP) && SIDE_BY_SIDE.contains(e.step()) -> counted(key, event, delay);
      case JobEvent.Claimed e when !faults.on(Protection.FAN_IN_MAP) && SIDE_BY_SIDE.contains(e.step()) -> counted(key, event, delay);
      default -> unbounded ? patient.apply(key, event, delay) : super.apply(key, event, delay);
    };
  }

  /** Every end is counted, that of a duplicate too; the step that waits for three goes out after three. */
  private Optional<Decision> counted(JobKey key, JobEvent event, Duration delay) {
    Optional<Decision> decision = super.apply(key, event, delay);
    boolean ended = event instanceof JobEvent.StepDone;
    boolean duplicate = decision.orElse(null) instanceof Decision.Refused;
    if ((ended || duplicate) && faults.ended(key).incrementAndGet() == SIDE_BY_SIDE.size()) {
      queue.send(List.of(new WorkMessage(key.tenant(), key.id(), "itinerary", 1)), Duration.ZERO);
    }
    return decision;
  }

  private int present(JobKey key, String step) {
    return store.read(key).orElseThrow().task(step).attempt();
  }

  private Optional<Decision> unchanged(JobKey key) {
    return store.read(key).map((Job job) -> new Decision.Unchanged(job));
  }
}
