package io.lotara.job.model;

import io.lotara.job.Decision;
import io.lotara.job.Invariant;
import io.micronaut.core.annotation.Nullable;

/**
 * What the reducer said to an event, with numbers for jobs.
 *
 * @param event code of the event
 * @param job the job that is to be written, or -1 when nothing is
 * @param send steps whose messages go out, as bits
 * @param undoIn ticks until a compensation is due that goes with the write, or -1
 * @param told changes that are to be told, see {@link Telling}
 * @param guarded whether the write is good only before the approval's deadline
 * @param reason why it was refused, or null
 * @param broken what the write would break, or null
 */
record Outcome(
    int event,
    int job,
    int send,
    int undoIn,
    int told,
    boolean guarded,
    Decision.@Nullable Reason reason,
    @Nullable Invariant broken) {
  boolean writes() {
    return job >= 0;
  }
}
