package io.lotara.job.model;

import io.lotara.job.model.Event.Known;

/**
 * A worker, alive or dying, in twenty bits.
 *
 * @param step position in the plan
 * @param revision of the step
 * @param attempt whose result it has
 * @param phase how far it is
 * @param lease ticks for which it owns the step; at zero its process is ended by its timeout, so that it begins nothing more outside, but
 *     what it had sent may still arrive
 * @param busy whether a write of it is under way
 * @param output what is stored as found, as bits, or 0
 * @param effect what it knows of its own call
 */
record Worker(int step, int revision, int attempt, Phase phase, int lease, boolean busy, int output, Known effect) {
  static final int BITS = 20;

  enum Phase {
    NONE,
    /** Has claimed the step. */
    CLAIMED,
    /** Has seen that it must book. */
    READY,
    /** Has recorded the key. */
    NOTED,
    /** Has booked. */
    CALLED,
    /** Has stored its output. */
    OUT,
    /** Knows that it has failed. */
    FAILING,
    /** Was told that the job is over, and tells what it booked. */
    SETTLING
  }

  Worker(int bits) {
    this(
        bits & 7,
        bits >> 3 & 3,
        bits >> 5 & 3,
        Phase.values()[bits >> 7 & 7],
        bits >> 10 & 3,
        (bits >> 12 & 1) == 1,
        bits >> 13 & 31,
        Known.values()[bits >> 18 & 3]);
  }

  int bits() {
    int place = step | revision << 3 | attempt << 5 | phase.ordinal() << 7 | lease << 10;
    return place | (busy ? 1 << 12 : 0) | output << 13 | effect.ordinal() << 18;
  }

  Worker to(Phase next) {
    return new Worker(step, revision, attempt, next, lease, false, output, effect);
  }

  Worker found(int bits) {
    return new Worker(step, revision, attempt, Phase.OUT, lease, false, bits, effect);
  }

  Worker knows(Known now) {
    return new Worker(step, revision, attempt, phase, lease, false, output, now);
  }

  Worker busy(boolean now) {
    return new Worker(step, revision, attempt, phase, lease, now, output, effect);
  }

  Worker later() {
    return new Worker(step, revision, attempt, phase, Math.max(0, lease - 1), busy, output, effect);
  }

  /** Whether it may still begin something. */
  boolean works() {
    return lease > 0 && (phase == Phase.CLAIMED || phase == Phase.READY || phase == Phase.NOTED || phase == Phase.CALLED);
  }
}
