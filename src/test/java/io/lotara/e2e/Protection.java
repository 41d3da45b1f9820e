package io.lotara.e2e;

/** What keeps jobs safe, each by a name under which a test can switch it off. */
enum Protection {
  /** What must still happen is recorded in the job; off: nothing is due before the job's deadline. */
  OWED_SET,
  /** A write is only good on the version that was read; off: the last writer wins. */
  VERSION,
  /** A write whose answer was lost knows itself again; off: it takes itself for another's. */
  OWN_WRITE,
  /** A step belongs to one attempt for a time; off: whoever gets the message takes it up. */
  LEASE,
  /** A result counts only from the attempt that owns the step; off: any result counts. */
  ATTEMPT,
  /** Steps that wait for others look at each of them; off: ends are counted, duplicates too. */
  FAN_IN_MAP,
  /** An output is written once; off: the last one stays. */
  OUTPUT_FIRST,
  /** The key of a call is stable, looked up first and honoured; off: each call has another. */
  EFFECT_KEY,
  /** A call is recorded before it is made; off: it is not. */
  EFFECT_NOTED,
  /** A provider without keys is called at most once; off: it is taken for one that honours them. */
  AT_MOST_ONCE,
  /** What was done is undone after a cancellation; off: the follow-up is not made. */
  COMPENSATION,
  /** What is to be told is made with the change that is told; off: it is only sent. */
  NOTICE,
  /** The approval's deadline is inside the condition of its write; off: it is looked at before only. */
  APPROVAL_DEADLINE,
  /** A decision names the plan that was shown; off: it is good for any plan. */
  PLAN_HASH,
  /** The store says who took an idempotency key first; off: everybody did. */
  IDEMPOTENCY_KEY,
  /** A failed message is reported by itself; off: the function reports success for the whole batch. */
  PARTIAL_BATCH,
  /** A dead letter is kept; off: it is acknowledged and gone. */
  PARKING,
  /** The job of a dead letter fails with a reason; off: it hears nothing. */
  DEAD_LETTER,
  /** A step is tried a few times only; off: for ever. */
  BOUNDED_ATTEMPTS,
  /** A job that does not come to rest fails; off: it may run for ever. */
  JOB_DEADLINE
}
