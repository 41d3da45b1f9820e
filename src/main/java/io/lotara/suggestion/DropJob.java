package io.lotara.suggestion;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/** The id of the job that a drop is owed: the same for the same drop, whoever computes it. */
final class DropJob {
  private DropJob() {}

  /** A UUID of version 7: the time of the drop, and in place of chance a hash of the watch and the drop's number. */
  static String id(WatchKey watch, int number, Instant at) {
    byte[] hash;
    try {
      String name = watch.tenant() + "\n" + watch.id() + "\n" + number;
      hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    ByteBuffer bits = ByteBuffer.wrap(hash);
    long high = at.toEpochMilli() << 16 | 0x7000L | bits.getLong() & 0x0FFFL;
    long low = 0x8000000000000000L | bits.getLong() & 0x3FFFFFFFFFFFFFFFL;
    return new UUID(high, low).toString();
  }
}
