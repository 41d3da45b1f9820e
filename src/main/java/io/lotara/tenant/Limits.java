package io.lotara.tenant;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How much a tenant may ask for. The rate is a token bucket in the form of the generic cell rate algorithm (ITU-T I.371, annex A): instead
 * of tokens and the time they were counted, one number is kept, the time at which the bucket would be full again.
 *
 * @param writesPerMinute tokens that come back in a minute, up to 100,000; 0 for no limit
 * @param burst tokens that the bucket holds, at least 1
 * @param jobsPerDay jobs in a day (UTC); 0 for no limit
 */
public record Limits(int writesPerMinute, int burst, int jobsPerDay) {
  private static final long MICROS_PER_MINUTE = 60_000_000;

  public Limits {
    if (writesPerMinute < 0 || writesPerMinute > 100_000 || burst < 1 || jobsPerDay < 0) {
      throw new IllegalArgumentException(
          "the limits are 0 to 100000 writes a minute, a burst of 1 or more, 0 or more jobs a day, not %d, %d, %d"
              .formatted(writesPerMinute, burst, jobsPerDay));
    }
  }

  /** Whether writes are counted. */
  public boolean rated() {
    return writesPerMinute > 0;
  }

  /** Whether jobs are counted. */
  public boolean capped() {
    return jobsPerDay > 0;
  }

  /** Microseconds in which one token comes back. */
  public long costMicros() {
    return MICROS_PER_MINUTE / writesPerMinute;
  }

  /** How far ahead of now the bucket may be full again, in microseconds, for another token to be there. */
  public long toleranceMicros() {
    return (burst - 1) * costMicros();
  }

  /** Microseconds since the epoch, as {@link #refusal} counts them. */
  public static long micros(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1000);
  }

  /**
   * Whether one more must wait.
   *
   * @param fullAt when the bucket is full again, microseconds since the epoch; 0 when nothing was taken today
   * @param jobs of today so far
   * @param job whether it is a job that is asked for
   */
  public Optional<RateLimited> refusal(long fullAt, long jobs, boolean job, Instant now) {
    if (job && capped() && jobs >= jobsPerDay) {
      Instant midnight = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
      return Optional.of(new RateLimited("The jobs of this day are used up.", Duration.between(now, midnight)));
    }
    long ahead = rated() ? fullAt - toleranceMicros() - micros(now) : 0;
    return ahead > 0
        ? Optional.of(new RateLimited("Too many requests; please slow down.", Duration.ofNanos(ahead * 1000)))
        : Optional.empty();
  }
}
