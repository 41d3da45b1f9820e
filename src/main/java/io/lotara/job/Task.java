package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;

/**
 * A step of a job and how far it has come.
 *
 * @param state where it stands
 * @param revision 1, and one more each time that an answer or a new price makes it run anew; part of its output's key
 * @param attempt claims of this revision so far; a result of an older attempt is refused
 * @param leaseUntil until when the present attempt owns the step, or null
 * @param startedAt first claim ever, or null
 * @param completedAt when it ended, or null
 * @param confidence 0 to 1, or null
 * @param error why it failed or was skipped, up to 200 characters, or null
 */
public record Task(
    TaskState state,
    int revision,
    int attempt,
    @Nullable Instant leaseUntil,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable Double confidence,
    @Nullable String error) {

  /** Longest text of an error; a job's item is small, and its own error says more. */
  private static final int MAX_ERROR = 200;

  public Task {
    error = error != null && error.length() > MAX_ERROR ? error.substring(0, MAX_ERROR) : error;
  }

  /** A step that has not run. */
  public static Task fresh() {
    return new Task(TaskState.PENDING, 1, 0, null, null, null, null, null);
  }

  Task claimed(Instant now, Instant lease) {
    return new Task(TaskState.RUNNING, revision, attempt + 1, lease, startedAt == null ? now : startedAt, null, null, error);
  }

  Task ended(TaskState state, Instant now, @Nullable Double confidence, @Nullable String error) {
    return new Task(state, revision, attempt, null, startedAt, now, confidence, error);
  }

  Task again(@Nullable String error) {
    return new Task(TaskState.PENDING, revision, attempt, null, startedAt, null, null, error);
  }

  Task anew() {
    return new Task(TaskState.PENDING, revision + 1, 0, null, startedAt, null, null, null);
  }
}
