package io.lotara.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What was agreed for one job when it was accepted.
 *
 * @param threshold total above which a person must approve
 * @param currency of the threshold, ISO 4217
 * @param approvalTime how long a person has to decide
 * @param priceTolerance part by which a re-check may find a plan dearer than was approved without asking again
 * @param subscriptions who is told of the job's changes
 */
public record Policy(
    BigDecimal threshold, String currency, Duration approvalTime, BigDecimal priceTolerance, List<Subscription> subscriptions) {
  /** A fiftieth. */
  public static final BigDecimal USUAL_TOLERANCE = new BigDecimal("0.02");

  public Policy {
    subscriptions = List.copyOf(subscriptions);
  }

  /** With the usual tolerance, and without anybody who is told. */
  public Policy(BigDecimal threshold, String currency, Duration approvalTime) {
    this(threshold, currency, approvalTime, USUAL_TOLERANCE, List.of());
  }

  /** The same, with these who are told. */
  public Policy subscribed(List<Subscription> subscriptions) {
    return new Policy(threshold, currency, approvalTime, priceTolerance, subscriptions);
  }

  /** The same, with another tolerance. */
  public Policy tolerating(BigDecimal part) {
    return new Policy(threshold, currency, approvalTime, part, subscriptions);
  }

  /** When the person is reminded: half of the time is over then. */
  Instant remindAt(Instant expiresAt) {
    return expiresAt.minus(approvalTime.dividedBy(2));
  }

  /** Whether a total is above the one that was shown by more than is tolerated. */
  public boolean dearer(BigDecimal now, BigDecimal shown) {
    return now.compareTo(shown.multiply(BigDecimal.ONE.add(priceTolerance))) > 0;
  }
}
