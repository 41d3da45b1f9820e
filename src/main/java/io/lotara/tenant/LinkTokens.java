package io.lotara.tenant;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that let whoever has one look at one job for a time: base64url of a version, the expiry in seconds, the tenant, and the
 * HMAC-SHA256 of all three and the job.
 */
@Singleton
public class LinkTokens {
  private static final String HMAC = "HmacSHA256";
  private static final byte VERSION = 1;
  private static final int HEAD = 1 + Long.BYTES;
  private static final int MAC_BYTES = 32;
  private static final int MAX_LENGTH = 200;

  private final LinkKey key;
  private final Duration good;
  private final Clock clock;

  public LinkTokens(LinkKey key, @Value("${lotara.link-days:7}") int days, Clock clock) {
    this.key = key;
    this.good = Duration.ofDays(days);
    this.clock = clock;
  }

  /**
   * A token for a job.
   *
   * @param since from when on it is good for {@code lotara.link-days}; the same time gives the same token
   * @return the token, or empty while the deployment has no secret to sign it with
   */
  public Optional<String> sign(String tenant, String job, Instant since) {
    long expires = since.plus(good).getEpochSecond();
    return key.find()
        .map(
            secret -> {
              byte[] name = tenant.getBytes(StandardCharsets.UTF_8);
              byte[] mac = mac(secret, expires, tenant, job);
              byte[] token =
                  ByteBuffer.allocate(HEAD + name.length + MAC_BYTES).put(VERSION).putLong(expires).put(name).put(mac).array();
              return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
            });
  }

  /** The tenant of a job, if this is a token for it that is good now. */
  public Optional<String> tenant(@Nullable String token, String job) {
    if (token == null || token.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    // The decoder overlooks spare bits at the end; a token has one spelling.
    boolean spelled = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(token);
    if (!spelled || bytes.length <= HEAD + MAC_BYTES || bytes[0] != VERSION) {
      return Optional.empty();
    }
    ByteBuffer read = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    long expires = read.getLong();
    byte[] name = new byte[bytes.length - HEAD - MAC_BYTES];
    byte[] mac = new byte[MAC_BYTES];
    read.get(name).get(mac);
    String tenant = new String(name, StandardCharsets.UTF_8);
    boolean genuine = key.find().filter(secret -> MessageDigest.isEqual(mac, mac(secret, expires, tenant, job))).isPresent();
    return genuine && clock.instant().getEpochSecond() < expires ? Optional.of(tenant) : Optional.empty();
  }

  /** Lengths stand before the texts, so that no two jobs of any tenants have the same bytes. */
  private static byte[] mac(byte[] secret, long expires, String tenant, String job) {
    byte[] first = tenant.getBytes(StandardCharsets.UTF_8);
    byte[] second = job.getBytes(StandardCharsets.UTF_8);
    ByteBuffer signed = ByteBuffer.allocate(HEAD + 2 * Integer.BYTES + first.length + second.length);
    signed.put(VERSION).putLong(expires).putInt(first.length).put(first).putInt(second.length).put(second);
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      return mac.doFinal(signed.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
