package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What becomes of messages that were received too often. */
@Singleton
public class DeadLetters {
  private final Parking parking;
  private final Transitions transitions;
  private final JobStore store;
  private final WorkQueue queue;
  private final Clock clock;

  public DeadLetters(
      Parking parking, Transitions transitions, JobStore store, WorkQueue queue, Clock clock) {
    this.parking = parking;
    this.transitions = transitions;
    this.store = store;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * Keeps a message and fails its job, if it still waits for it. May be called more than once; only when it returns may the message be
   * acknowledged.
   *
   * @param id of the message in its queue
   * @param body as received
   * @param message the body read, or null when it cannot be read as one of a step
   * @param receives how often it was received
   * @return why it was set aside, as it is kept with it and told of its job
   */
  public String park(String id, String body, @Nullable WorkMessage message, int receives) {
    String what = message == null ? "A message that names no step" : "The message for the step '%s'".formatted(message.step());
    String reason = "%s was received %d times without success and was set aside as %s.".formatted(what, receives, id);
    parking.park(new Parking.Parked(id, body, reason, clock.instant(), null));
    if (message != null && !message.step().equals(WorkMessage.COMPENSATION)) {
      transitions.apply(message.job(), new JobEvent.DeadLettered(message.step(), message.revision(), reason));
    }
    return reason;
  }

  /** What redriving came to. */
  public enum Redrive {
    /** The message is on its way again. */
    SENT,
    /** No such message is parked. */
    UNKNOWN,
    /** It cannot be read, or its job is over: a final job stays as it is; ask for the trip again instead. */
    POINTLESS
  }

  /**
   * Sends a parked message again. May be called more than once: its step is done at most once.
   *
   * @param read the parked body read as a message, or null when it cannot be
   */
  public Redrive redrive(String id, @Nullable WorkMessage read) {
    Optional<Parking.Parked> parked = parking.find(id);
    if (parked.isEmpty()) {
      return Redrive.UNKNOWN;
    }
    if (read == null || store.read(read.job()).filter(j -> worthwhile(j, read)).isEmpty()) {
      return Redrive.POINTLESS;
    }
    queue.send(List.of(read), Duration.ZERO);
    parking.redriven(id, clock.instant());
    return Redrive.SENT;
  }

  private static boolean worthwhile(Job job, WorkMessage message) {
    return !job.state().terminal() || message.step().equals(WorkMessage.COMPENSATION);
  }
}
