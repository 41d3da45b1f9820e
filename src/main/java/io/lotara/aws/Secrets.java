package io.lotara.aws;

import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Secrets by name: {@code ssm:/path} is a SecureString of the Parameter Store, read when it is first needed and again after five minutes, so
 * that a changed key comes into use without a deployment. Any other value is the secret itself, as the environment of a laptop has it. When
 * the store does not answer, the last value stays in use.
 */
@Singleton
public class Secrets {
  /** What a value begins with that names a parameter. */
  static final String PREFIX = "ssm:";

  private static final Duration FRESH = Duration.ofMinutes(5);

  private final BeanProvider<SsmClient> ssm;
  private final Clock clock;
  private final Map<String, Held> held = new ConcurrentHashMap<>();

  private record Held(String value, Instant until) {}

  Secrets(BeanProvider<SsmClient> ssm, Clock clock) {
    this.ssm = ssm;
    this.clock = clock;
  }

  /**
   * The secret that a configured value names or is.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when the store cannot be asked and never has answered
   */
  public String reveal(String configured) {
    return configured.startsWith(PREFIX) ? parameter(configured.substring(PREFIX.length())) : configured;
  }

  private String parameter(String name) {
    Instant now = clock.instant();
    Held before = held.get(name);
    if (before != null && now.isBefore(before.until())) {
      return before.value();
    }
    try {
      String value = ssm.get().getParameter(r -> r.name(name).withDecryption(true)).parameter().value();
      held.put(name, new Held(value, now.plus(FRESH)));
      return value;
    } catch (software.amazon.awssdk.core.exception.SdkException e) {
      if (before != null) {
        return before.value();
      }
      throw e;
    }
  }
}
