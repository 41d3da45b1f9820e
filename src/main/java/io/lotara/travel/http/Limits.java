package io.lotara.travel.http;

import java.time.Duration;

/**
 * What one question to a provider may cost.
 *
 * @param connect longest time for the connection
 * @param attempt longest time from sending a question to the last byte of its answer
 * @param total longest time for all attempts and the waits between them
 * @param attempts how often a question is sent at most, 1 or more
 * @param concurrent how many questions are under way at the same time, 1 or more
 * @param bodyBytes longest answer, before and after unpacking
 */
public record Limits(Duration connect, Duration attempt, Duration total, int attempts, int concurrent, int bodyBytes) {

  /** Fits well within a worker's 30 seconds, and leaves the provider the time that it usually asks for. */
  public static Limits standard() {
    return new Limits(Duration.ofSeconds(3), Duration.ofSeconds(12), Duration.ofSeconds(19), 3, 6, 16 << 20);
  }
}
