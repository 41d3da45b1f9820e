package io.lotara.trip.agent;

import io.lotara.tenant.SettingsFields;
import io.lotara.tenant.SettingsSection;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Currency;

/** {@code approval}: {@code {threshold, currency, hours, price_tolerance_percent}}. */
@Singleton
class ApprovalSection implements SettingsSection<ApprovalSection.Own> {

  /**
   * What a tenant has of its own; what is null is as the deployment has it.
   *
   * @param threshold total above which a person must approve
   * @param currency of the threshold, ISO 4217; null for US dollars
   * @param hours that an approval may take
   * @param priceTolerancePercent by which a plan may have become dearer without a new approval
   */
  record Own(
      @Nullable BigDecimal threshold, @Nullable String currency, @Nullable Integer hours, @Nullable BigDecimal priceTolerancePercent) {
    static final Own NONE = new Own(null, null, null, null);
  }

  @Override
  public String name() {
    return "approval";
  }

  @Override
  public Own read(SettingsFields fields) {
    Own own =
        new Own(
            fields.number("threshold", 0, 1_000_000_000_000L),
            fields.text("currency"),
            fields.integer("hours", 1, 720),
            fields.number("price_tolerance_percent", 0, 100));
    if (own.currency() != null) {
      if (own.threshold() == null) {
        throw fields.wrong("currency", "needs a threshold");
      }
      try {
        Currency.getInstance(own.currency());
      } catch (IllegalArgumentException e) {
        throw fields.wrong("currency", "must be an ISO 4217 code such as EUR");
      }
    }
    return own;
  }
}
