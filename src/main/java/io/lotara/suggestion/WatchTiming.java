package io.lotara.suggestion;

import java.time.Duration;
import java.time.Instant;

/**
 * The times of price watches.
 *
 * @param period from one check of a watch to the next
 * @param quiet how long after a drop no other is told of
 * @param retry after how long a source that did not answer is asked again the first time; it doubles up to the period
 */
public record WatchTiming(Duration period, Duration quiet, Duration retry) {

  /** What a deployment uses unless told otherwise. */
  public static WatchTiming standard() {
    return new WatchTiming(Duration.ofHours(6), Duration.ofHours(3), Duration.ofMinutes(15));
  }

  /**
   * The next check after {@code now}: each watch has a moment of its own in every period, by its id, so that watches which were made together
   * are spread over it. At most a period away.
   */
  Instant next(WatchKey key, Instant now) {
    long length = period.toMillis();
    long phase = (long) (length * (Integer.toUnsignedLong(key.id().hashCode() * 0x9E3779B9) / 4294967296.0));
    long since = Math.floorMod(now.toEpochMilli() - phase, length);
    return now.plusMillis(length - since);
  }

  Instant retry(int misses, Instant now) {
    Duration wait = retry.multipliedBy(1L << Math.min(misses, 10));
    return now.plus(wait.compareTo(period) < 0 ? wait : period);
  }
}
