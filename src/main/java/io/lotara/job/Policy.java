package io.lotara.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * What was agreed for one job when it was accepted.
 *
 * @param threshold total above which a person must approve
 * @param currency of the threshold, ISO 4217
 * @param approvalTime how long a person has to decide
 * @param subscriptions who is told of the job's changes
 */
public record Policy(BigDecimal threshold, String currency, Duration approvalTime, List<Subscription> subscriptions) {

  public Policy {
    subscriptions = List.copyOf(subscriptions);
  }

  /** Without anybody who is told. */
  public Policy(BigDecimal threshold, String currency, Duration approvalTime) {
    this(threshold, currency, approvalTime, List.of());
  }

  /** The same, with these who are told. */
  public Policy subscribed(List<Subscription> subscriptions) {
    return new Policy(threshold, currency, approvalTime, subscriptions);
  }
}
