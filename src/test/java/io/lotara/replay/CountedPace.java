package io.lotara.replay;

import io.lotara.travel.http.Pace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes by being waited for, and at once. */
public final class CountedPace implements Pace {
  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> waits = new CopyOnWriteArrayList<>();

  /** What was waited, in order. */
  public List<Duration> waits() {
    return waits;
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public void sleep(Duration time) {
    waits.add(time);
    nanos.addAndGet(time.toNanos());
  }
}
