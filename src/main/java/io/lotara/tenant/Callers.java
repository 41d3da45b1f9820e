package io.lotara.tenant;

import io.lotara.digest.Sha256;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says who comes with a key: one that was issued, or the one secret of those who have just one. What the store said is remembered for a
 * while, so that a request rarely costs a read for it, and a revoked key is good for up to {@link #KNOWN} more.
 */
@Singleton
public class Callers {
  /** The tenant of the one secret. */
  public static final String DEFAULT_TENANT = "default";

  static final Duration KNOWN = Duration.ofSeconds(60);

  /** Shorter: a key that was just made should not stay unknown for long. */
  static final Duration UNKNOWN = Duration.ofSeconds(5);

  private static final int REMEMBERED = 1000;

  private final ApiKeys keys;
  private final @Nullable Supplier<String> secret;
  private final Clock clock;
  private final Map<String, Looked> looked =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Looked> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Looked(Optional<ApiKey> key, Instant until) {}

  public Callers(ApiKeys keys, @Nullable @Named("api-key") Supplier<String> secret, Clock clock) {
    this.keys = keys;
    this.secret = secret;
    this.clock = clock;
  }

  /**
   * Who comes with this text, if it is a key that is good now.
   *
   * @param text what the client sent as its key, or null
   */
  public Optional<Caller> caller(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Caller> issued =
        KeyText.possible(text) ? find(KeyText.id(text), now).filter(k -> k.validAt(now)).map(ApiKey::caller) : Optional.empty();
    return issued.isEmpty() && isSecret(text) ? Optional.of(Caller.ofAllScopes(DEFAULT_TENANT)) : issued;
  }

  private Optional<ApiKey> find(String id, Instant now) {
    synchronized (looked) {
      Looked before = looked.get(id);
      if (before != null && now.isBefore(before.until())) {
        return before.key();
      }
    }
    Optional<ApiKey> found = keys.find(id);
    synchronized (looked) {
      looked.put(id, new Looked(found, now.plus(found.isPresent() ? KNOWN : UNKNOWN)));
    }
    return found;
  }

  /** Hashes are compared, and all of them, so that the time it takes tells neither how much is right nor how long the secret is. */
  private boolean isSecret(String text) {
    return secret != null && MessageDigest.isEqual(Sha256.of(text), Sha256.of(secret.get()));
  }
}
