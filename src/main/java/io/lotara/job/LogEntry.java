package io.lotara.job;

import java.time.Instant;
import java.util.List;

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
    ERROR
  }

  public LogEntry {
    args = List.copyOf(args);
  }

  static LogEntry of(Type type, Instant at, String... args) {
    return new LogEntry(type, at, List.of(args));
  }
}
