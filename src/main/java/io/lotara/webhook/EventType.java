package io.lotara.webhook;

import io.lotara.job.Job;
import io.lotara.job.LogEntry;
import io.lotara.job.Mode;
import java.util.Arrays;
import java.util.Optional;

/** What is told. */
public enum EventType {
  PLAN_COMPLETED("plan.completed"),
  PLAN_FAILED("plan.failed"),
  PLAN_APPROVAL_REQUIRED("plan.approval_required"),
  PLAN_CANCELLED("plan.cancelled"),
  /** A job that nobody asked for has begun. */
  SUGGESTION_CREATED("suggestion.created");

  private final String wire;

  EventType(String wire) {
    this.wire = wire;
  }

  /** The name on the wire. */
  public String wire() {
    return wire;
  }

  /** The type of that name. */
  public static Optional<EventType> of(String wire) {
    return Arrays.stream(values()).filter(t -> t.wire.equals(wire)).findFirst();
  }

  /**
   * What an entry of a job's log is told as; empty when it is not told.
   *
   * @param position of the entry, from 1
   */
  static Optional<EventType> of(Job job, int position) {
    if (position < 1 || position > job.log().size()) {
      return Optional.empty();
    }
    LogEntry entry = job.log().get(position - 1);
    return switch (entry.type()) {
      case COMPLETE -> Optional.of(PLAN_COMPLETED);
      case ERROR -> Optional.of(PLAN_FAILED);
      case CANCELLED -> Optional.of(PLAN_CANCELLED);
      case APPROVAL_REQUIRED -> Optional.of(PLAN_APPROVAL_REQUIRED);
      case STATE -> position == 1 && job.mode() == Mode.PROACTIVE ? Optional.of(SUGGESTION_CREATED) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
