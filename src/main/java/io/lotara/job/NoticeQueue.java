package io.lotara.job;

import java.time.Duration;
import java.util.List;

/**
 * The fast path to those who tell. Delivery is at least once and in no order; a message may also be lost, because the notice is an item that
 * is sent again by the sweeper.
 */
public interface NoticeQueue {

  /**
   * Sends notices; never throws: what could not be sent is sent by the sweeper later.
   *
   * @param notices any number
   * @param delay before they are delivered, up to 15 minutes
   */
  void send(List<FollowUp.Notice> notices, Duration delay);
}
