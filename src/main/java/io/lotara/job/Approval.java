package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Whether a person must agree before money is committed, and what they said.
 *
 * @param required whether a person is asked
 * @param reasons {@code cost_over_threshold}, {@code over_budget}, {@code price_changed}
 * @param total what the plan costs
 * @param currency of the total
 * @param threshold the sum above which a person is asked
 * @param thresholdCurrency its currency
 * @param planHash names exactly the plan that was shown
 * @param expiresAt when the question lapses, or null when nobody is asked
 * @param decision {@code approved}, {@code rejected}, {@code expired}, {@code cancelled}, or null while open
 * @param decidedAt or null
 * @param notes what the person added, or null
 */
public record Approval(
    boolean required,
    List<String> reasons,
    BigDecimal total,
    String currency,
    BigDecimal threshold,
    String thresholdCurrency,
    String planHash,
    @Nullable Instant expiresAt,
    @Nullable String decision,
    @Nullable Instant decidedAt,
    @Nullable String notes) {

  public static final String APPROVED = "approved";
  public static final String REJECTED = "rejected";
  public static final String EXPIRED = "expired";
  public static final String CANCELLED = "cancelled";

  /** Whether execution may go ahead. */
  boolean clears() {
    return !required || APPROVED.equals(decision);
  }

  /** Whether a person is being waited for. */
  boolean open() {
    return required && decision == null;
  }

  Approval decided(String decision, Instant now, @Nullable String notes) {
    return new Approval(
        required, reasons, total, currency, threshold, thresholdCurrency, planHash, expiresAt, decision, now, notes);
  }
}
