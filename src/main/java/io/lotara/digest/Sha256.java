package io.lotara.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * SHA-256 (FIPS 180-4) of bytes, and of text in UTF-8. What is stored under these values (keys, conversations, ids of owed jobs) is found by
 * them again: they must never change.
 */
public final class Sha256 {
  /** Bytes of a whole digest. */
  public static final int BYTES = 32;

  private Sha256() {}

  /** The 32 bytes of the digest. */
  public static byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The 32 bytes of the digest of text. */
  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** 64 lower-case hexadecimal digits. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(of(bytes));
  }

  /** 64 lower-case hexadecimal digits. */
  public static String hex(String text) {
    return hex(text, BYTES);
  }

  /**
   * The beginning of the digest, as lower-case hexadecimal digits.
   *
   * @param bytes how many of the digest's 32 bytes; there are twice as many digits
   */
  public static String hex(String text, int bytes) {
    return HexFormat.of().formatHex(of(text), 0, bytes);
  }

  /** A UUID of version 7 (RFC 9562) with a digest in place of chance: the same for the same time, to the millisecond, and name. */
  public static UUID uuid(Instant at, String name) {
    ByteBuffer bits = ByteBuffer.wrap(of(name));
    long high = at.toEpochMilli() << 16 | 0x7000L | bits.getLong() & 0x0FFFL;
    long low = 0x8000000000000000L | bits.getLong() & 0x3FFFFFFFFFFFFFFFL;
    return new UUID(high, low);
  }
}
