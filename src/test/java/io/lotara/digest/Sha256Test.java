package io.lotara.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class Sha256Test {
  /** Of FIPS 180-4's examples. */
  @Test
  void isTheStandards() {
    assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256.hex("abc"));
    assertEquals("ba7816bf", Sha256.hex("abc", 4));
    assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Sha256.hex(new byte[0]));
  }

  /** Items are stored under such ids: another value would owe a second job for the same drop. */
  @Test
  void idsOfNamesStay() {
    Instant at = Instant.parse("2026-11-28T12:00:00.123Z");
    UUID id = Sha256.uuid(at, "abc");
    assertEquals(7, id.version());
    assertEquals(2, id.variant());
    assertEquals(at.toEpochMilli(), id.getMostSignificantBits() >>> 16);
    assertEquals("01a22206-ca7b-7fea-8141-40de5dae2223", id.toString());
  }
}
