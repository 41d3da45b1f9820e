package io.lotara.tenant;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what tenants spend on language models under their caps: a tenant's own, else the deployment's. Before a call the most that it can
 * cost is set aside, on condition that there is room for it; afterwards what it did cost is counted instead. So no two calls at once go over
 * a cap together, and whoever dies in between leaves too much counted, never too little. Without a cap what was spent is only counted.
 */
@Singleton
public class ModelBudget {
  private final ModelSpend spend;
  private final TenantSettings settings;
  private final LimitsSection own;
  private final @Nullable Long perDay;
  private final @Nullable Long perConversation;
  private final Clock clock;

  /**
   * @param perDay US dollars that a tenant may spend in a day (UTC); blank for any sum, 0 for none
   * @param perConversation US dollars that one conversation may cost, likewise
   */
  public ModelBudget(
      ModelSpend spend,
      TenantSettings settings,
      LimitsSection own,
      @Value("${lotara.model-usd-per-day:}") String perDay,
      @Value("${lotara.model-usd-per-conversation:}") String perConversation,
      Clock clock) {
    this.spend = spend;
    this.settings = settings;
    this.own = own;
    this.perDay = micros(perDay);
    this.perConversation = micros(perConversation);
    this.clock = clock;
  }

  /** Money that was set aside for one call. */
  public final class Hold {
    private final List<SpendAccount> accounts = new ArrayList<>();
    private final List<Long> set = new ArrayList<>();

    private Hold() {}

    private boolean take(SpendAccount account, @Nullable Long cap, long most) {
      if (cap != null && !spend.addWithin(account, most, cap, clock.instant())) {
        return false;
      }
      accounts.add(account);
      set.add(cap == null ? 0 : most);
      return true;
    }

    /** Counts what the call did cost instead of what was set aside. To be called once; when it never is, that stays counted. */
    public void settle(long micros) {
      for (int i = 0; i < accounts.size(); i++) {
        long difference = micros - set.get(i);
        if (difference != 0) {
          spend.add(accounts.get(i), difference, clock.instant());
        }
      }
    }
  }

  /**
   * Sets money aside for a call of a language model.
   *
   * @param conversation id of the conversation that it is for, or null
   * @param most millionths of a US dollar that the call can cost at most
   * @throws SpendCapReached when there is not that much left; then the call must not be made
   */
  public Hold hold(String tenant, @Nullable String conversation, long most) {
    LimitsSection.Own limits = settings.of(tenant, own).orElse(LimitsSection.Own.NONE);
    Long perConversation = own(limits.modelUsdPerConversation(), this.perConversation);
    Long perDay = own(limits.modelUsdPerDay(), this.perDay);
    Hold hold = new Hold();
    if (conversation != null && !hold.take(new SpendAccount.Conversation(tenant, conversation), perConversation, most)) {
      throw new SpendCapReached("the cap on what one conversation may spend on language models is reached");
    }
    if (!hold.take(SpendAccount.Day.of(tenant, clock.instant()), perDay, most)) {
      hold.settle(0);
      throw new SpendCapReached("the day's cap on what may be spent on language models is reached");
    }
    return hold;
  }

  /** Millionths of a US dollar that a tenant has spent today (UTC), with what is set aside at the moment. */
  public long spentToday(String tenant) {
    return spend.spent(SpendAccount.Day.of(tenant, clock.instant()));
  }

  /** A tenant's own cap, or else the deployment's, which may be none. */
  private static @Nullable Long own(@Nullable BigDecimal usd, @Nullable Long otherwise) {
    return usd == null ? otherwise : Long.valueOf(micros(usd));
  }

  private static @Nullable Long micros(String usd) {
    if (usd.isBlank()) {
      return null;
    }
    BigDecimal amount = new BigDecimal(usd.strip());
    if (amount.signum() < 0 || amount.compareTo(new BigDecimal(1_000_000_000)) > 0) {
      throw new IllegalArgumentException("a cap on model spend is 0 to 1000000000 US dollars, not " + usd);
    }
    return micros(amount);
  }

  private static long micros(BigDecimal usd) {
    return usd.movePointRight(6).setScale(0, RoundingMode.DOWN).longValueExact();
  }
}
