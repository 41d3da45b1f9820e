package io.lotara.tenant;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Holds tenants to their limits: their own, else the deployment's. Those that are not configured are none in an open deployment; in any
 * other 60 writes a minute, 30 of them at once, and as many jobs as that gives.
 */
@Singleton
public class Admission {
  private final Rates rates;
  private final TenantSettings settings;
  private final LimitsSection own;
  private final Limits limits;
  private final Clock clock;

  public Admission(
      Rates rates,
      TenantSettings settings,
      LimitsSection own,
      @Value("${lotara.open-access:false}") boolean open,
      @Value("${lotara.writes-per-minute:}") String perMinute,
      @Value("${lotara.write-burst:}") String burst,
      @Value("${lotara.jobs-per-day:}") String perDay,
      Clock clock) {
    this.rates = rates;
    this.settings = settings;
    this.own = own;
    this.limits = new Limits(number(perMinute, open ? 0 : 60), number(burst, 30), number(perDay, 0));
    this.clock = clock;
  }

  /**
   * Admits a write that is no job.
   *
   * @throws RateLimited when the tenant is over its rate
   */
  public void write(String tenant) {
    take(tenant, false);
  }

  /**
   * Admits a job, once for each request for one: a repetition counts again, since only whoever makes the job finds out that it is one.
   *
   * @throws RateLimited when the tenant is over its rate or has used up its day
   */
  public void job(String tenant) {
    take(tenant, true);
  }

  private void take(String tenant, boolean job) {
    Limits limits = settings.of(tenant, own).map(this::with).orElse(this.limits);
    if (limits.rated() || job && limits.capped()) {
      rates.take(tenant, limits, job, clock.instant());
    }
  }

  private Limits with(LimitsSection.Own own) {
    return new Limits(
        own.writesPerMinute() == null ? limits.writesPerMinute() : own.writesPerMinute(),
        own.writeBurst() == null ? limits.burst() : own.writeBurst(),
        own.jobsPerDay() == null ? limits.jobsPerDay() : own.jobsPerDay());
  }

  private static int number(String configured, int otherwise) {
    return configured.isBlank() ? otherwise : Integer.parseInt(configured.trim());
  }
}
