package io.lotara.tenant;

import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.math.BigDecimal;

/** {@code limits}: {@code {writes_per_minute, write_burst, jobs_per_day, model_usd_per_day, model_usd_per_conversation}}. */
@Singleton
public class LimitsSection implements SettingsSection<LimitsSection.Own> {

  /**
   * A tenant's own limits; what is null is as the deployment has it.
   *
   * @param writesPerMinute 0 for no limit
   * @param writeBurst at least 1
   * @param jobsPerDay 0 for no limit
   * @param modelUsdPerDay US dollars, 0 for none
   * @param modelUsdPerConversation likewise
   */
  public record Own(
      @Nullable Integer writesPerMinute,
      @Nullable Integer writeBurst,
      @Nullable Integer jobsPerDay,
      @Nullable BigDecimal modelUsdPerDay,
      @Nullable BigDecimal modelUsdPerConversation) {
    static final Own NONE = new Own(null, null, null, null, null);
  }

  @Override
  public String name() {
    return "limits";
  }

  @Override
  public Own read(SettingsFields fields) {
    return new Own(
        fields.integer("writes_per_minute", 0, 100_000),
        fields.integer("write_burst", 1, 100_000),
        fields.integer("jobs_per_day", 0, Integer.MAX_VALUE),
        fields.number("model_usd_per_day", 0, 1_000_000_000),
        fields.number("model_usd_per_conversation", 0, 1_000_000_000));
  }
}
