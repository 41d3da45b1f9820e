package io.lotara.tenant;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is kept of tenants, in memory, with the same conditions as the table. Thread-safe: one call at a time. */
public final class InMemoryTenants implements ApiKeys, Rates, LinkSecrets, ModelSpend, SettingsStore {
  private final Map<String, ApiKey> keys = new HashMap<>();
  private final Map<List<Object>, Count> counts = new HashMap<>();
  private final Map<SpendAccount, Long> spent = new HashMap<>();
  private final Map<String, Map<String, String>> settings = new HashMap<>();
  private byte[] secret;

  private record Count(long fullAt, long jobs) {}

  @Override
  public synchronized void create(ApiKey key) {
    keys.putIfAbsent(key.id(), key);
  }

  @Override
  public synchronized Optional<ApiKey> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  @Override
  public synchronized List<ApiKey> list(String tenant) {
    return keys.values().stream()
        .filter(key -> key.tenant().equals(tenant))
        .sorted(Comparator.comparing(ApiKey::created).thenComparing(ApiKey::id))
        .toList();
  }

  @Override
  public synchronized Optional<ApiKey> revoke(String id, Instant now) {
    keys.computeIfPresent(
        id,
        (k, key) ->
            key.revoked() != null
                ? key
                : new ApiKey(id, key.tenant(), key.name(), key.scopes(), key.created(), key.expires(), now));
    return find(id);
  }

  @Override
  public synchronized void take(String tenant, Limits limits, boolean job, Instant now) {
    List<Object> key = List.of(tenant, LocalDate.ofInstant(now, ZoneOffset.UTC));
    Count count = counts.getOrDefault(key, new Count(0, 0));
    limits
        .refusal(count.fullAt(), count.jobs(), job, now)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    long fullAt = limits.rated() ? Math.max(count.fullAt(), Limits.micros(now)) + limits.costMicros() : count.fullAt();
    counts.put(key, new Count(fullAt, count.jobs() + (job ? 1 : 0)));
  }

  @Override
  public synchronized Optional<byte[]> find() {
    return Optional.ofNullable(secret).map(byte[]::clone);
  }

  @Override
  public synchronized byte[] putFirst(byte[] made) {
    secret = secret == null ? made.clone() : secret;
    return secret.clone();
  }

  @Override
  public synchronized Map<String, String> settings(String tenant) {
    return Map.copyOf(settings.getOrDefault(tenant, Map.of()));
  }

  @Override
  public synchronized void set(String tenant, String section, String value) {
    settings.computeIfAbsent(tenant, t -> new HashMap<>()).compute(section, (name, before) -> value);
  }

  @Override
  public synchronized boolean addWithin(SpendAccount account, long micros, long cap, Instant now) {
    boolean room = spent(account) + micros <= cap;
    if (room) {
      add(account, micros, now);
    }
    return room;
  }

  @Override
  public synchronized void add(SpendAccount account, long micros, Instant now) {
    spent.merge(account, micros, Long::sum);
  }

  @Override
  public synchronized long spent(SpendAccount account) {
    return spent.getOrDefault(account, 0L);
  }
}
