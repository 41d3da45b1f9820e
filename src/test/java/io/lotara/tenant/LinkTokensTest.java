package io.lotara.tenant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a token is good for, and for how long. */
class LinkTokensTest {
  private static final String JOB = "01934d6a-7c00-7a31-9c55-0d8f6c3e2b1a";
  private final CallersTest.Hands clock = new CallersTest.Hands();
  private final Instant start = clock.instant();
  private final InMemoryTenants store = new InMemoryTenants();
  private final LinkKey key = new LinkKey(store, null, clock);
  private final LinkTokens tokens = new LinkTokens(key, 7, clock);

  private String token(String tenant) {
    key.prepare();
    return tokens.sign(tenant, JOB, start).orElseThrow();
  }

  @Test
  void itNamesTheTenantOfItsJobAlone() {
    String token = token("acme");
    assertTrue(token.matches("[A-Za-z0-9_-]+"), token);
    assertEquals(Optional.of("acme"), tokens.tenant(token, JOB));
    for (String other : new String[] {"", "x", JOB + " ", JOB.toUpperCase(), JOB.replace('a', 'b'), "é".repeat(4000)}) {
      assertEquals(Optional.empty(), tokens.tenant(token, other));
    }
    assertEquals(token, token("acme"), "the same for the same time");
    assertNotEquals(token, tokens.sign("acme", JOB, start.plusSeconds(1)).orElseThrow());
  }

  @Test
  void itIsGoodForSevenDays() {
    String token = token("acme");
    clock.advance(Duration.ofDays(7).minusSeconds(1));
    assertEquals(Optional.of("acme"), tokens.tenant(token, JOB));
    clock.advance(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), tokens.tenant(token, JOB));
  }

  @Test
  void noBitOfItCanBeChanged() {
    String token = token("acme");
    byte[] bytes = Base64.getUrlDecoder().decode(token);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertEquals(Optional.empty(), tokens.tenant(text, JOB), "bit " + bit);
    }
    for (int end = 0; end < token.length(); end++) {
      assertEquals(Optional.empty(), tokens.tenant(token.substring(0, end), JOB));
    }
    for (String other : new String[] {token + "=", token + "A", " " + token, "%", "é", "A".repeat(100_000)}) {
      assertEquals(Optional.empty(), tokens.tenant(other, JOB));
    }
    assertEquals(Optional.empty(), tokens.tenant(null, JOB));
    assertEquals(Optional.empty(), tokens.tenant(tokens.sign("acme", "other", start).orElseThrow(), JOB));
    assertEquals(Optional.of("other"), tokens.tenant(token("other"), JOB));
  }

  @Test
  void anotherSecretIsAnotherWorld() {
    String token = token("acme");
    String own = "0123456789abcdef0123456789abcdef";
    LinkTokens others = new LinkTokens(new LinkKey(store, () -> own, clock), 7, clock);
    assertEquals(Optional.empty(), others.tenant(token, JOB));
    assertEquals(Optional.of("acme"), others.tenant(others.sign("acme", JOB, start).orElseThrow(), JOB));
    LinkTokens weak = new LinkTokens(new LinkKey(store, () -> own.substring(1), clock), 7, clock);
    assertThrows(IllegalStateException.class, () -> weak.sign("acme", JOB, start));
  }

  @Test
  void withoutASecretThereAreNoTokens() {
    assertEquals(Optional.empty(), tokens.sign("acme", JOB, start));
    assertEquals(Optional.empty(), tokens.tenant("AQ", JOB));
    clock.advance(Duration.ofSeconds(5));
    new LinkKey(store, null, clock).prepare();
    assertTrue(tokens.sign("acme", JOB, start).isPresent(), "one that was made elsewhere is found");
  }

  @Test
  void theSecretIsMadeOnceAndSharedByAll() {
    LinkKey other = new LinkKey(store, null, clock);
    assertEquals(Optional.empty(), other.find());
    key.prepare();
    other.prepare();
    assertArrayEquals(key.find().orElseThrow(), other.find().orElseThrow());
    assertEquals(32, other.find().orElseThrow().length);
  }

  @Test
  void theLastSecretStaysInUseWhileTheStoreIsAway() {
    boolean[] away = {false};
    LinkSecrets store =
        new LinkSecrets() {
          @Override
          public Optional<byte[]> find() {
            if (away[0]) {
              throw new IllegalStateException("away");
            }
            return Optional.of(new byte[32]);
          }

          @Override
          public byte[] putFirst(byte[] secret) {
            throw new IllegalStateException("there is one");
          }
        };
    LinkKey key = new LinkKey(store, null, clock);
    key.prepare();
    away[0] = true;
    clock.advance(Duration.ofHours(1));
    assertArrayEquals(new byte[32], key.find().orElseThrow());
    assertThrows(IllegalStateException.class, () -> new LinkKey(store, null, clock).find());
  }
}
