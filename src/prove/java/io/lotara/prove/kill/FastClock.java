package io.lotara.prove.kill;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that several processes have in common: it starts at a moment of the wall clock and runs faster. */
final class FastClock extends Clock {
  private final long start;
  private final double speed;

  FastClock(long start, double speed) {
    this.start = start;
    this.speed = speed;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(start + (long) ((System.currentTimeMillis() - start) * speed));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
