package io.lotara.job.memory;

import io.lotara.job.FollowUp;
import io.lotara.job.NoticeQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The queue of notices in memory. What is received is gone. Thread-safe. */
public final class InMemoryNotices implements NoticeQueue {
  private final List<FollowUp.Notice> sent = new ArrayList<>();

  @Override
  public synchronized void send(List<FollowUp.Notice> notices, Duration delay) {
    sent.addAll(notices);
  }

  /** Takes everything that was sent, whatever its delay. */
  public synchronized List<FollowUp.Notice> drain() {
    List<FollowUp.Notice> all = List.copyOf(sent);
    sent.clear();
    return all;
  }
}
