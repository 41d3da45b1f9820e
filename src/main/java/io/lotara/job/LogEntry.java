package io.lotara.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of a job's event log. Ids are positions in the log, from 1, so they have no gaps. Large values stay in the outputs: an entry
 * refers to them by step and revision.
 *
 * @param type what happened
 * @param at when
 * @param args short facts, by type
 */
public record LogEntry(Type type, Instant at, List<String> args) {

  /** What happened, and the args. */
  public enum Type {
    /** status */
    STATE,
    /** step */
    TASK_START,
    /** step, task state, revision, confidence or empty */
    TASK_COMPLETE,
    /** key, step, revision */
    OUTPUT,
    /** step, revision */
    VALIDATION,
    /** total, currency, threshold, threshold currency, plan hash, expiry, reasons joined by a comma */
    APPROVAL_REQUIRED,
    COMPLETE,
    /** reason */
    CANCELLED,
    /** message */
    ERROR,
    /** Nothing: it reminds of the last approval that was required. Stands last because items hold the types by their number. */
    APPROVAL_REMINDER
  }

  public LogEntry {
    args = List.copyOf(args);
  }

  /** Whether the last approval that was required was reminded of. */
  static boolean reminded(List<LogEntry> log) {
    return log.reversed().stream()
        .map(LogEntry::type)
        .filter(t -> t == Type.APPROVAL_REQUIRED || t == Type.APPROVAL_REMINDER)
        .findFirst()
        .equals(Optional.of(Type.APPROVAL_REMINDER));
  }

  static LogEntry of(Type type, Instant at, String... args) {
    return new LogEntry(type, at, List.of(args));
  }
}
