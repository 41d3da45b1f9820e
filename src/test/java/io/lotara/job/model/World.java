package io.lotara.job.model;

import java.util.Arrays;

/**
 * Everything there is at one moment, in a few numbers.
 *
 * @param job number of the job in the store
 * @param messages that may still be delivered, as bits; a message that is delivered may be delivered again
 * @param outputs stored, five bits for each step and revision
 * @param workers packed and sorted
 * @param undo who is undoing, see {@link #undoPhase}; 0 for nobody
 * @param followUp 0 for none, else one more than the ticks until it is due
 * @param ledger of the provider: for each of two keys what is booked and what ever was
 * @param pending 0 for none, else one more than the number of a write that was decided and has not arrived
 * @param counter of the mutant that counts
 * @param notices of changes, see {@link Telling}
 */
record World(
    int job,
    int messages,
    long outputs,
    long workers,
    int undo,
    int followUp,
    int ledger,
    int pending,
    int counter,
    int notices) {
  static final int UNDO_MESSAGE = 1 << 20;
  private static final long ONE_WORKER = (1L << Worker.BITS) - 1;

  /** By hand: worlds are compared millions of times, and what a record does by itself takes a third of the check's time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof World w
        && job == w.job
        && messages == w.messages
        && outputs == w.outputs
        && workers == w.workers
        && undo == w.undo
        && followUp == w.followUp
        && ledger == w.ledger
        && pending == w.pending
        && counter == w.counter
        && notices == w.notices;
  }

  @Override
  public int hashCode() {
    long hash = outputs * 31 + workers;
    hash = hash * 0x9E3779B97F4A7C15L + job;
    hash = hash * 0x9E3779B97F4A7C15L + (messages * 31L + undo);
    hash = hash * 0x9E3779B97F4A7C15L + (pending * 31L + ledger);
    hash = hash * 0x9E3779B97F4A7C15L + ((followUp * 31L + counter) * 31L + notices);
    return (int) (hash ^ hash >>> 32);
  }

  static int message(int step, int revision) {
    return 1 << step * 2 + revision - 1;
  }

  World withJob(int number) {
    return new World(number, messages, outputs, workers, undo, followUp, ledger, pending, counter, notices);
  }

  World withMessages(int bits) {
    return new World(job, bits, outputs, workers, undo, followUp, ledger, pending, counter, notices);
  }

  World withPending(int number) {
    return new World(job, messages, outputs, workers, undo, followUp, ledger, number, counter, notices);
  }

  World withUndo(int bits) {
    return new World(job, messages, outputs, workers, bits, followUp, ledger, pending, counter, notices);
  }

  World withFollowUp(int bits) {
    // Whoever has read the one that was there has read another one.
    return new World(job, messages, outputs, workers, undo & ~1, bits, ledger, pending, counter, notices);
  }

  World withCounter(int count) {
    return new World(job, messages, outputs, workers, undo, followUp, ledger, pending, count, notices);
  }

  World withNotices(int bits) {
    return new World(job, messages, outputs, workers, undo, followUp, ledger, pending, counter, bits);
  }

  private World withOutputs(long bits) {
    return new World(job, messages, bits, workers, undo, followUp, ledger, pending, counter, notices);
  }

  private World withLedger(int bits) {
    return new World(job, messages, outputs, workers, undo, followUp, bits, pending, counter, notices);
  }

  int output(int step, int revision) {
    return (int) (outputs >> place(step, revision)) & 31;
  }

  World store(int step, int revision, int output) {
    int place = place(step, revision);
    return withOutputs(outputs & ~(31L << place) | (long) output << place);
  }

  private static int place(int step, int revision) {
    return (step * 2 + revision - 1) * 5;
  }

  int workerCount() {
    int count = 0;
    for (long rest = workers; rest != 0; rest >>>= Worker.BITS) {
      count++;
    }
    return count;
  }

  Worker worker(int index) {
    return new Worker((int) (workers >>> index * Worker.BITS & ONE_WORKER));
  }

  /** The world with another worker at a place: a new one at the end, or none instead. */
  World withWorker(int index, Worker worker) {
    int count = workerCount();
    int[] all = new int[Math.max(count, index + 1)];
    for (int i = 0; i < count; i++) {
      all[i] = (int) (workers >>> i * Worker.BITS & ONE_WORKER);
    }
    all[index] = worker == null ? 0 : worker.bits();
    return packed(all);
  }

  private World packed(int[] all) {
    Arrays.sort(all);
    long packed = 0;
    for (int bits : all) {
      packed = bits == 0 ? packed : packed << Worker.BITS | bits;
    }
    return new World(job, messages, outputs, packed, undo, followUp, ledger, pending, counter, notices);
  }

  /** The workers a tick later. */
  World workersLater() {
    int[] all = new int[workerCount()];
    for (int i = 0; i < all.length; i++) {
      all[i] = worker(i).later().bits();
    }
    return packed(all);
  }

  /** What is booked under a key now. */
  int booked(int revision) {
    return ledger >> (revision - 1) * 4 & 3;
  }

  /** What was ever booked under a key. */
  int everBooked(int revision) {
    return ledger >> (revision - 1) * 4 + 2 & 3;
  }

  int bookedInAll() {
    return booked(1) + booked(2);
  }

  /** One booking more; the counts end at 3. */
  World book(int revision) {
    return withBooked(revision, Math.min(3, booked(revision) + 1), Math.min(3, everBooked(revision) + 1));
  }

  World unbook(int revision, boolean all) {
    int left = all ? 0 : Math.max(0, booked(revision) - 1);
    return withBooked(revision, left, everBooked(revision));
  }

  private World withBooked(int revision, int now, int ever) {
    int place = (revision - 1) * 4;
    return withLedger(ledger & ~(15 << place) | (now | ever << 2) << place);
  }

  /** 1 has read, 2 has called, 3 has told, 4 has seen that all is quiet. */
  int undoPhase() {
    return undo >> 1 & 7;
  }

  /** Whether the follow-up is the one that was read. */
  boolean undoReadIt() {
    return (undo & 1) == 1;
  }

  /** Whether the effect was known to be booked when it was read. */
  boolean undoSawBooked() {
    return (undo >> 4 & 1) == 1;
  }

  int undoRevision() {
    return undo >> 5 & 3;
  }

  static int undo(int phase, boolean readIt, boolean sawBooked, int revision) {
    return (readIt ? 1 : 0) | phase << 1 | (sawBooked ? 1 << 4 : 0) | revision << 5;
  }
}
