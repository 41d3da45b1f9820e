package io.lotara.e2e;

import io.lotara.job.JobKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The clock of a function, with a place for a hook before each look at it. */
final class FaultyClock extends Clock {
  private static final JobKey NO_JOB = new JobKey("", "");
  private final Clock real;
  private final Faults faults;
  private final String function;

  FaultyClock(Clock real, Faults faults, String function) {
    this.real = real;
    this.faults = faults;
    this.function = function;
  }

  @Override
  public Instant instant() {
    faults.at(function, "before clock", NO_JOB);
    return real.instant();
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new FaultyClock(real.withZone(zone), faults, function);
  }
}
