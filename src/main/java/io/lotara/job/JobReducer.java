package io.lotara.job;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The protocol: what an event means for a job. Pure: no store, no clock, no chance. Whoever calls it reads the job consistently before, and
 * writes the result on condition that the version is still the one read; who loses reads again.
 */
public final class JobReducer {
  private final Timing timing;

  public JobReducer(Timing timing) {
    this.timing = timing;
  }

  public Timing timing() {
    return timing;
  }

  /** How long jobs are kept. */
  public Lifetimes lifetimes() {
    return new Lifetimes(timing);
  }

  /** A job as it is first written: its first steps are owed. */
  public Job start(JobKey key, String kind, String userId, Mode mode, JobPlan plan, Policy policy, Instant now) {
    return start(key, kind, userId, mode, plan, policy, Lineage.NONE, now);
  }

  /** As {@link #start(JobKey, String, String, Mode, JobPlan, Policy, Instant)}, for a job that may be a change of another. */
  public Job start(
      JobKey key, String kind, String userId, Mode mode, JobPlan plan, Policy policy, Lineage lineage, Instant now) {
    Map<String, Task> tasks = new LinkedHashMap<>();
    Map<String, Instant> owed = new LinkedHashMap<>();
    for (StepSpec step : plan.steps()) {
      tasks.put(step.id(), Task.fresh());
      if (step.after().isEmpty()) {
        owed.put(step.id(), now.plus(timing.resendAfter()));
      }
    }
    return new Job(
        key,
        kind,
        userId,
        mode,
        plan,
        policy,
        JobState.STARTED,
        1,
        now,
        now,
        null,
        now.plus(timing.activeTime()),
        tasks,
        owed,
        null,
        0,
        null,
        0,
        Map.of(),
        List.of(LogEntry.of(LogEntry.Type.STATE, now, JobState.STARTED.wire())),
        null,
        lineage,
        now.plus(timing.resendAfter()));
  }

  /** What a job that is about to be written first owes to be told. */
  public List<FollowUp.Notice> announced(Job started) {
    return Notices.of(started, 0, started.createdAt().plus(timing.resendAfter()));
  }

  /**
   * What {@code event} means for {@code job} at {@code now}.
   *
   * @param job as read
   * @param event may arrive twice, late, or after a crash
   * @param now the caller's clock
   */
  public Decision next(Job job, JobEvent event, Instant now) {
    Draft draft = new Draft(job, timing, now);
    return switch (event) {
      case JobEvent.Claimed e -> StepTransitions.claimed(draft, e);
      case JobEvent.StepDone e -> StepTransitions.done(draft, e);
      case JobEvent.StepAsks e -> StepTransitions.asks(draft, e);
      case JobEvent.StepFailed e -> StepTransitions.failed(draft, e);
      case JobEvent.EffectsNoted e -> EffectTransitions.noted(draft, e);
      case JobEvent.EffectsSettled e -> EffectTransitions.settled(draft, e);
      case JobEvent.Decided e -> PersonTransitions.decided(draft, e);
      case JobEvent.Answered e -> PersonTransitions.answered(draft, e);
      case JobEvent.Revised e -> PersonTransitions.revised(draft, e);
      case JobEvent.Superseded e -> PersonTransitions.superseded(draft, e);
      case JobEvent.CancelRequested e -> PersonTransitions.cancelled(draft, e);
      case JobEvent.Pinned e -> PersonTransitions.pinned(draft, e);
      case JobEvent.Swept e -> TimeTransitions.swept(draft);
      case JobEvent.DeadLettered e -> TimeTransitions.deadLettered(draft, e);
    };
  }
}
