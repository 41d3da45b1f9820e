package io.lotara.job;

import java.time.Duration;
import java.util.List;

/**
 * The fast path to the workers. Delivery is at least once and in no order; a message may also be lost, because what it stands for is owed in
 * the job and sent again by the sweeper.
 */
public interface WorkQueue {

  /**
   * Sends messages; never throws: what could not be sent is sent by the sweeper later.
   *
   * @param messages any number
   * @param delay before they are delivered, up to 15 minutes
   */
  void send(List<WorkMessage> messages, Duration delay);
}
