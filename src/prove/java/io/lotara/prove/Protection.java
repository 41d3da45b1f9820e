package io.lotara.prove;

/** What keeps jobs safe, each by a name under which the simulation can be run without it. */
public enum Protection {
  /** What must still happen is recorded in the job; off: nothing is due before the job's deadline. */
  OWED_SET,
  /** A write is only good on the version that was read; off: the last writer wins. */
  VERSION,
  /** A step belongs to one attempt for a time; off: whoever gets the message takes it up. */
  LEASE,
  /** An output is written once; off: the last one stays. */
  OUTPUT_FIRST,
  /** The provider is called with a stable key, which it honours; off: each call is a new one. */
  EFFECT_KEY,
  /** A call is recorded before it is made; off: it is not. */
  EFFECT_NOTED,
  /** What was done is undone after a cancellation; off: the follow-up is not made. */
  COMPENSATION,
  /** What could not be undone is tried again at the next sweep; off: after an hour. */
  UNDONE_SOON,
  /** What is to be told is written with the change that it tells; off: it is sent, and not written. */
  NOTICE,
  /** The approval's deadline is inside the condition of its write; off: it is looked at before only. */
  APPROVAL_DEADLINE,
  /** The store says who took an idempotency key first; off: everybody did. */
  IDEMPOTENCY_KEY,
  /** What is overdue is sent again every minute; off: by nobody. */
  SWEEPER
}
