package io.lotara.prove;

import io.lotara.tenant.ApiKey;
import io.lotara.tenant.ApiKeys;
import io.lotara.tenant.Limits;
import io.lotara.tenant.LinkSecrets;
import io.lotara.tenant.ModelSpend;
import io.lotara.tenant.RateLimited;
import io.lotara.tenant.Rates;
import io.lotara.tenant.Scope;
import io.lotara.tenant.SettingsStore;
import io.lotara.tenant.SpendAccount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random calls of what is kept of tenants. */
final class TenantTwins {
  private static final List<String> SECTIONS = List.of("approval", "limits", "sources");

  /** The same for a tenant throughout: a bucket does not remember another's limits. */
  private static final List<Limits> LIMITS = List.of(new Limits(60, 3, 0), new Limits(30, 1, 5), new Limits(600, 10, 40));

  private final Twins twins;
  private final Random random;

  TenantTwins(Twins twins, Random random) {
    this.twins = twins;
    this.random = random;
  }

  void operation(Instant now) {
    int number = random.nextInt(LIMITS.size());
    String tenant = "t" + number;
    switch (random.nextInt(8)) {
      case 0 -> create(tenant, now);
      case 1 -> twins.both(ApiKeys.class, "keys of a tenant", k -> k.list(tenant).stream().map(ApiKey::id).sorted().toList());
      case 2 -> {
        String id = id();
        twins.both(ApiKeys.class, "revoke a key", k -> k.revoke(id, now));
        twins.both(ApiKeys.class, "find a key", k -> k.find(id));
      }
      case 3, 4 -> {
        boolean job = random.nextBoolean();
        twins.both(Rates.class, "count a write", r -> took(r, tenant, LIMITS.get(number), job, now));
      }
      case 5 -> secret();
      case 6 -> spend(tenant, now);
      default -> settings(tenant);
    }
  }

  private String id() {
    return "%064x".formatted(random.nextInt(12));
  }

  private void create(String tenant, Instant now) {
    // Keys of several tenants never share their id: it is the hash of 256 random bits.
    ApiKey key = new ApiKey(id().substring(1) + tenant.charAt(1), tenant, "a key", Set.of(Scope.PLAN), now, null, null);
    twins.both(ApiKeys.class, "make a key", k -> {
      k.create(key);
      return k.find(key.id());
    });
  }

  private static String took(Rates rates, String tenant, Limits limits, boolean job, Instant now) {
    try {
      rates.take(tenant, limits, job, now);
      return "taken";
    } catch (RateLimited e) {
      return e.getMessage() + " " + e.retryAfter();
    }
  }

  private void secret() {
    byte[] made = ("secret " + random.nextInt()).getBytes(StandardCharsets.UTF_8);
    boolean put = random.nextBoolean();
    twins.both(LinkSecrets.class, "the secret of links", s -> put ? s.putFirst(made) : s.find().orElse(null));
  }

  private void spend(String tenant, Instant now) {
    SpendAccount account =
        random.nextBoolean() ? SpendAccount.Day.of(tenant, now) : new SpendAccount.Conversation(tenant, "c" + random.nextInt(3));
    long micros = random.nextInt(1000) - 200;
    long cap = 5000;
    boolean within = random.nextBoolean();
    twins.both(
        ModelSpend.class,
        "money for models",
        s -> {
          boolean room = !within || s.addWithin(account, Math.abs(micros), cap, now);
          if (!within) {
            s.add(account, micros, now);
          }
          return room + " " + s.spent(account);
        });
  }

  private void settings(String tenant) {
    String section = SECTIONS.get(random.nextInt(SECTIONS.size()));
    String value = random.nextInt(3) == 0 ? null : "{\"n\":%d}".formatted(random.nextInt(10));
    twins.both(
        SettingsStore.class,
        "settings of a tenant",
        s -> {
          s.set(tenant, section, value);
          return s.settings(tenant);
        });
  }
}
