package io.lotara.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Secrets as Standard Webhooks has them: {@code whsec_} and Base64 of 24 to 64 random bytes. */
public final class Secret {
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;

  /** How long a secret that was replaced stays good. */
  public static final Duration OVERLAP = Duration.ofDays(1);

  private Secret() {}

  /** A new one. */
  public static String make() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return PREFIX + Base64.getEncoder().encodeToString(random);
  }

  /**
   * The value of {@code webhook-signature}: one signature for each secret, separated by spaces.
   *
   * @param timestamp in seconds
   */
  static String sign(List<String> secrets, String id, long timestamp, String body) {
    return secrets.stream().map(s -> sign(s, id, timestamp, body)).collect(Collectors.joining(" "));
  }

  private static String sign(String secret, String id, long timestamp, String body) {
    try {
      return new Webhook(secret).sign(id, timestamp, body);
    } catch (EmptyWebhookSecretException | WebhookSigningException e) {
      throw new IllegalStateException("a stored secret cannot sign", e);
    }
  }
}
