package io.lotara.trace;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/** Ids of spans: UUIDv7 (RFC 9562) whose random bits are made of the span's name, so that a trace that is sent twice has the same. */
final class SpanIds {
  private SpanIds() {}

  static String of(String traceId, String name, Instant began) {
    byte[] hash = sha256(traceId + "/" + name);
    ByteBuffer bits = ByteBuffer.wrap(hash);
    long high = began.toEpochMilli() << 16 | 0x7000 | bits.getLong() & 0x0fff;
    long low = bits.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
