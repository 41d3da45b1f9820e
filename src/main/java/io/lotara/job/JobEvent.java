package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Everything that can happen to a job. Each may arrive twice, late, or after a crash; the reducer says what it then means. */
public sealed interface JobEvent {

  /** A worker takes a step up. */
  record Claimed(String step, int revision) implements JobEvent {}

  /**
   * A step ended well; its output is stored.
   *
   * @param facts what the job must know of the output
   */
  record StepDone(String step, int revision, int attempt, StepFacts facts) implements JobEvent {}

  /** A step cannot go on without the person. */
  record StepAsks(String step, int revision, int attempt, @Nullable String field, String text, List<String> options)
      implements JobEvent {}

  /**
   * A step failed.
   *
   * @param retryable whether trying again can help
   * @param after when to try again at the earliest
   */
  record StepFailed(
      String step,
      int revision,
      int attempt,
      String code,
      String message,
      @Nullable String details,
      boolean retryable,
      Duration after)
      implements JobEvent {}

  /** The keys of calls that are about to be made, written before the first of them; or what became of one. */
  record EffectsNoted(String step, int revision, int attempt, Map<String, Effect> effects) implements JobEvent {}

  /** What became of effects after the job's end: undone, or in need of a person. */
  record EffectsSettled(Map<String, Effect> effects) implements JobEvent {}

  /** A person decides. */
  record Decided(boolean approved, @Nullable String planHash, @Nullable String notes) implements JobEvent {}

  /** A person answers the open question; the answer is stored in the same transaction. */
  record Answered(Answer answer) implements JobEvent {}

  /** Somebody stops the job. */
  record CancelRequested(String reason) implements JobEvent {
    /** The reason when a client has asked for it. */
    public static final String BY_CLIENT = "cancelled_by_client";
  }

  /** Somebody wants a job that is over to be kept for good, or no longer. */
  record Pinned(boolean on) implements JobEvent {}

  /** Another job was made that is a change of this one. */
  record Revised(String by) implements JobEvent {}

  /**
   * Of this job and its changes another one is committed.
   *
   * @param by that other one
   * @param after the one that was before, and came to nothing; null when there was none
   * @param since when the other one was made
   */
  record Superseded(String by, @Nullable String after, Instant since) implements JobEvent {}

  /** Time has passed: look what is overdue. */
  record Swept() implements JobEvent {}

  /** A message of this job was received too often and parked. */
  record DeadLettered(String step, int revision, String reason) implements JobEvent {}
}
