package io.lotara.prove.sim;

import java.util.List;

/** What can go wrong at a call. */
enum Fault {
  /** The process dies and the call is not made. */
  CRASH_BEFORE,
  /** The call is made and the process dies: what it would have done next is dropped. */
  CRASH_AFTER,
  /** The store throttles, and nothing is written. */
  THROTTLED_BEFORE,
  /** The store writes, and says that it throttles. */
  THROTTLED_AFTER,
  /** The write is applied, its answer is lost, and the client library sends it again. */
  ANSWER_LOST,
  /** The process dies, and the write arrives up to two minutes later. */
  LATE,
  /** Messages are lost. */
  LOST,
  /** One of the messages is lost. */
  PARTLY_LOST,
  /** Messages come twice. */
  DUPLICATE,
  /** Messages come minutes later. */
  DELAYED,
  /** An agent takes longer than its function may run. */
  SLOW,
  /** An agent throws. */
  BROKEN,
  /** The provider does not answer and has done nothing. */
  SILENT_BEFORE,
  /** The provider does what it is asked, and its answer does not come. */
  SILENT_AFTER,
  /** The provider refuses. */
  REFUSED;

  /** Whether a worker that it meets can fail to bring its step to an end. What becomes of messages does not: they are owed. */
  boolean costsATry() {
    return switch (this) {
      case LOST, PARTLY_LOST, DUPLICATE, DELAYED, ANSWER_LOST, REFUSED -> false;
      default -> true;
    };
  }

  /** Sorts of calls, and what can go wrong with each. */
  enum At {
    READ(CRASH_BEFORE, CRASH_AFTER, THROTTLED_BEFORE),
    WRITE(CRASH_BEFORE, CRASH_AFTER, THROTTLED_BEFORE, THROTTLED_AFTER, ANSWER_LOST),
    OUTPUT(CRASH_BEFORE, CRASH_AFTER, THROTTLED_BEFORE, THROTTLED_AFTER, ANSWER_LOST, LATE),
    JOB(CRASH_BEFORE, CRASH_AFTER, THROTTLED_BEFORE, THROTTLED_AFTER, ANSWER_LOST, LATE),
    SEND(CRASH_BEFORE, CRASH_AFTER, LOST, PARTLY_LOST, DUPLICATE, DELAYED),
    AGENT(CRASH_BEFORE, SLOW, BROKEN),
    RESERVE(CRASH_BEFORE, CRASH_AFTER, SILENT_BEFORE, SILENT_AFTER, REFUSED),
    PROVIDER(CRASH_BEFORE, CRASH_AFTER, SILENT_BEFORE, SILENT_AFTER);

    final List<Fault> faults;

    At(Fault... faults) {
      this.faults = List.of(faults);
    }
  }
}
