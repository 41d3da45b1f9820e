package io.lotara.tenant;

import java.time.Duration;

/** A tenant has asked for more than it may at this time. Nothing was counted and nothing accepted. */
public class RateLimited extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Duration wait;

  /**
   * @param message for a developer
   * @param wait until it may be asked again
   */
  public RateLimited(String message, Duration wait) {
    super(message);
    this.wait = wait;
  }

  /** Seconds until it may be asked again, at least one. */
  public long retryAfter() {
    return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
  }
}
