package io.lotara.local;

import java.time.InstantSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The time of everything that runs locally: schedules, and the {@link Clock} that functions get. It starts at the present and runs
 * {@code speed} times as fast as the wall clock; {@link #advance} moves it forward at once. It never goes back. Safe for threads.
 */
public final class LocalClock extends Clock {
  private final double speed;
  private final Instant start;
  private final long startNanos = System.nanoTime();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private Duration leap = Duration.ZERO;

  private LocalClock(Instant start, double speed) {
    if (!(speed > 0) || speed > 100_000) {
      throw new IllegalArgumentException("The clock's speed must be above 0 and at most 100000, and is " + speed);
    }
    this.start = start;
    this.speed = speed;
  }

  /**
   * @param speed seconds of this clock in one second, above 0
   */
  public static LocalClock atSpeed(double speed) {
    return new LocalClock(Clock.systemUTC().instant(), speed);
  }

  /** Seconds of this clock in one second. */
  public double speed() {
    return speed;
  }

  /** Moves the clock forward; schedules that come due by it fire. What SQS counts (visibility, delay) keeps its own time. */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("The clock does not go back");
    }
    lock.lock();
    try {
      leap = leap.plus(duration);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until this clock shows {@code instant}. */
  void await(Instant instant) throws InterruptedException {
    lock.lock();
    try {
      for (var left = Duration.between(instant(), instant); left.isPositive(); left = Duration.between(instant(), instant)) {
        moved.await((long) Math.min(Math.ceil(left.toMillis() / speed) + 1, 3_600_000), TimeUnit.MILLISECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Instant instant() {
    lock.lock();
    try {
      return start.plusNanos((long) ((System.nanoTime() - startNanos) * speed)).plus(leap);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return ((InstantSource) this::instant).withZone(zone);
  }
}
