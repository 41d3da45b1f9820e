package io.lotara.job;

import java.time.Duration;

/**
 * The times of the protocol.
 *
 * @param lease how long an attempt owns its step: the worker function's timeout and 5 s
 * @param resendAfter when a message that was owed and not taken up is sent again
 * @param activeTime how long a job may run without resting before it fails
 * @param questionTime how long a question waits for its answer
 * @param retention how long a job is kept after its end
 * @param maxAttempts claims of one revision of a step before it fails for good
 */
public record Timing(
    Duration lease,
    Duration resendAfter,
    Duration activeTime,
    Duration questionTime,
    Duration retention,
    int maxAttempts) {

  /** Rounds of questions, and of new approvals, before a job gives up. */
  static final int MAX_ROUNDS = 5;

  /** What a deployment uses unless told otherwise; 35 s is the agent worker's timeout of 30 s and 5 s. */
  public static Timing standard() {
    return new Timing(
        Duration.ofSeconds(35),
        Duration.ofSeconds(30),
        Duration.ofHours(1),
        Duration.ofHours(24),
        Duration.ofDays(30),
        4);
  }

  /** The longest that a job can live: each of its questions and approvals waits as long as it may, and it runs as long as it may between them. */
  Duration longestLife(Duration approvalTime) {
    int rests = MAX_ROUNDS + MAX_ROUNDS + 1;
    return questionTime
        .multipliedBy(MAX_ROUNDS)
        .plus(approvalTime.multipliedBy(MAX_ROUNDS + 1L))
        .plus(activeTime.multipliedBy(rests + 1L));
  }

  /** The same, with jobs kept for another time after their end. */
  Timing keptFor(Duration time) {
    return new Timing(lease, resendAfter, activeTime, questionTime, time, maxAttempts);
  }
}
