package io.lotara.tenant;

import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Makes keys. */
@Singleton
public class IssueKey {
  private final ApiKeys keys;
  private final Clock clock;

  public IssueKey(ApiKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * A key that was made.
   *
   * @param text what clients send; it is told here and never again
   */
  public record Issued(String text, ApiKey key) {}

  /**
   * Makes a key and keeps its hash.
   *
   * @param expires from when on it is good for nothing, or null
   * @throws IllegalArgumentException when it cannot be made as wished
   */
  public Issued issue(String tenant, String name, Set<Scope> scopes, @Nullable Instant expires) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (expires != null && !expires.isAfter(now)) {
      throw new IllegalArgumentException("expires must lie in the future");
    }
    // Made when it is needed: a generator of the snapshot that functions start from would be the same in all of them.
    String text = KeyText.random(new SecureRandom());
    Instant until = expires == null ? null : expires.truncatedTo(ChronoUnit.MILLIS);
    ApiKey key = new ApiKey(KeyText.id(text), tenant, name, scopes, now, until, null);
    keys.create(key);
    return new Issued(text, key);
  }
}
