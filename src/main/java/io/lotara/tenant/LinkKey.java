package io.lotara.tenant;

import io.lotara.job.Primable;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The secret that links are signed with: the configured one, else one that the deployment makes itself. What the store said is good for a
 * few minutes, so that a secret that was removed there is soon out of use.
 */
@Singleton
public class LinkKey implements Primable {
  private static final int BYTES = 32;
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration ABSENT = Duration.ofSeconds(5);

  private final LinkSecrets secrets;
  private final @Nullable Supplier<String> configured;
  private final Clock clock;
  private volatile Held held = Held.NOTHING;

  private record Held(Optional<byte[]> secret, Instant until) {
    static final Held NOTHING = new Held(Optional.empty(), Instant.MIN);
  }

  public LinkKey(LinkSecrets secrets, @Nullable @Named("link-secret") Supplier<String> configured, Clock clock) {
    this.secrets = secrets;
    this.configured = configured;
    this.clock = clock;
  }

  @Override
  public void prime() {
    forget();
    find();
  }

  @Override
  public void forget() {
    held = Held.NOTHING;
  }

  @Override
  public void thaw() {
    find();
  }

  /** The secret; empty when none is configured and none was made yet. While the store does not answer, the last one stays in use. */
  Optional<byte[]> find() {
    if (configured != null) {
      return Optional.of(chosen(configured.get()));
    }
    Held before = held;
    return clock.instant().isBefore(before.until()) ? before.secret() : ask();
  }

  /** One asks, and whoever comes meanwhile waits for what it is told. */
  private synchronized Optional<byte[]> ask() {
    Held before = held;
    Instant now = clock.instant();
    if (now.isBefore(before.until())) {
      return before.secret();
    }
    try {
      return hold(secrets.find(), now);
    } catch (RuntimeException e) {
      if (before.secret().isPresent()) {
        return before.secret();
      }
      throw e;
    }
  }

  /** Sees to it that there is a secret. Needs leave to write when there is none. */
  public void prepare() {
    if (find().isEmpty()) {
      byte[] made = new byte[BYTES];
      new SecureRandom().nextBytes(made);
      hold(Optional.of(secrets.putFirst(made)), clock.instant());
    }
  }

  private Optional<byte[]> hold(Optional<byte[]> secret, Instant now) {
    held = new Held(secret, now.plus(secret.isPresent() ? FRESH : ABSENT));
    return secret;
  }

  private static byte[] chosen(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < BYTES) {
      throw new IllegalStateException("the link secret must have 32 bytes or more");
    }
    return bytes;
  }
}
