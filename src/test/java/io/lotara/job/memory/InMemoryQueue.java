package io.lotara.job.memory;

import io.lotara.job.WorkMessage;
import io.lotara.job.WorkQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The agents' queue in memory. What is received is gone; a test that wants duplicates sends them. Thread-safe. */
public final class InMemoryQueue implements WorkQueue {
  private final Lock lock = new ReentrantLock();
  private final List<Sent> sent = new ArrayList<>();
  private boolean broken;

  /** A message and how long it was to be kept back. */
  public record Sent(WorkMessage message, Duration delay) {}

  @Override
  public void send(List<WorkMessage> messages, Duration delay) {
    lock.lock();
    try {
      if (!broken) {
        messages.forEach(m -> sent.add(new Sent(m, delay)));
      }
    } finally {
      lock.unlock();
    }
  }

  /** From now on, or no longer, what is sent is lost. */
  public void breaks(boolean broken) {
    lock.lock();
    try {
      this.broken = broken;
    } finally {
      lock.unlock();
    }
  }

  /** Takes everything that was sent, whatever its delay. */
  public List<Sent> drain() {
    lock.lock();
    try {
      List<Sent> all = List.copyOf(sent);
      sent.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }
}
