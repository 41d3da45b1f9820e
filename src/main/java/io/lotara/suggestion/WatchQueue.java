package io.lotara.suggestion;

import java.time.Duration;
import java.util.List;

/**
 * The way from the scheduled run to the workers. Delivery is at least once and in no order; a message may be lost, because a watch stays due
 * until it was checked.
 */
public interface WatchQueue {
  /** Most watches in a message. */
  int MOST = 10;

  /**
   * Sends watches to be checked; never throws: what could not be sent is due still.
   *
   * @param batches of up to {@link #MOST} watches, a message each
   * @param spread the messages are delivered one after the other over this time, up to 15 minutes
   * @return how many messages were taken
   */
  int send(List<List<WatchKey>> batches, Duration spread);

  /** About how many messages have not been worked on yet, those that are being worked on and those that are delayed included. */
  int waiting();
}
