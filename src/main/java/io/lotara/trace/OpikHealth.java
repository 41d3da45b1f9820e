package io.lotara.trace;

import io.lotara.job.HealthProbe;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Whether Opik answers, looked at once a minute at most. Nothing depends on it: traces wait. */
@Singleton
@Requires(property = OpikSettings.KEY, pattern = ".+")
class OpikHealth implements HealthProbe {
  private static final Duration FRESH = Duration.ofSeconds(60);
  private final Opik opik;
  private final Clock clock;
  private volatile Looked looked = new Looked(false, Instant.MIN);

  private record Looked(boolean well, Instant until) {}

  OpikHealth(Opik opik, Clock clock) {
    this.opik = opik;
    this.clock = clock;
  }

  @Override
  public String service() {
    return "opik";
  }

  @Override
  public boolean healthy() {
    Looked last = looked;
    Instant now = clock.instant();
    if (now.isBefore(last.until())) {
      return last.well();
    }
    Looked next = new Looked(opik.reachable(), now.plus(FRESH));
    looked = next;
    return next.well();
  }

  @Override
  public boolean vital() {
    return false;
  }
}
