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
   * @return whether it is new
   */
  boolean create(Delivery delivery, Instant due);

  /** A delivery, read consistently. */
  Optional<Delivery> find(JobKey job, int event, String target);

  /** The deliveries of a job, in the order of their ids. */
  List<Delivery> of(JobKey job);

  /**
   * Writes what became of one, on condition that it is as it was read.
   *
   * @param due when the sweeper looks after it; null when it is owed no more
   * @return false when somebody else has written
   */
  boolean write(Delivery read, Delivery next, @Nullable Instant due);
}
