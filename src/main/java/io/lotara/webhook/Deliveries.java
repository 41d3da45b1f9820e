package io.lotara.webhook;

import io.lotara.job.JobKey;
import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Deliveries. One that is pending is a notice that is owed, too. Every method may throw {@link io.lotara.job.JobStore.Unavailable}. */
public interface Deliveries {

  /**
   * Keeps a delivery unless it is there. May be called more than once.
   *
   * @param due when the sweeper looks after it
   * @param until when it goes; null for never
   * @return whether it is new
   */
  boolean create(Delivery delivery, Instant due, @Nullable Instant until);

  /** A delivery, read consistently. */
  Optional<Delivery> find(JobKey job, int event, String target);

  /** The deliveries of a job, in the order of their ids. */
  List<Delivery> of(JobKey job);

  /**
   * Takes one up to send it, until then or until it is written: of several who have the same message one sends it. May be called more than once.
   *
   * @return false when somebody else is at it, or it is not as it was read
   */
  boolean claim(Delivery read, Instant now, Instant until);

  /**
   * Writes what became of one, on condition that it is as it was read. When it goes stays as it is.
   *
   * @param due when the sweeper looks after it; null when it is owed no more
   * @return false when somebody else has written
   */
  boolean write(Delivery read, Delivery next, @Nullable Instant due);
}
