package io.lotara.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes with which key, and how often the store is asked. */
class CallersTest {
  private final Hands clock = new Hands();
  private final InMemoryTenants store = new InMemoryTenants();
  private final List<String> asked = new ArrayList<>();
  private final ApiKeys counted =
      new ApiKeys() {
        @Override
        public void create(ApiKey key) {
          store.create(key);
        }

        @Override
        public Optional<ApiKey> find(String id) {
          asked.add(id);
          return store.find(id);
        }

        @Override
        public List<ApiKey> list(String tenant) {
          return store.list(tenant);
        }

        @Override
        public Optional<ApiKey> revoke(String id, Instant now) {
          return store.revoke(id, now);
        }
      };
  private final IssueKey issue = new IssueKey(counted, clock);
  private final Callers callers = new Callers(counted, null, clock);

  /** A clock that tests move. */
  static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private String issued(Instant expires) {
    return issue.issue("acme", "web", Set.of(Scope.PLAN, Scope.READ), expires).text();
  }

  @Test
  void aKeyNamesItsTenantAndScopes() {
    String text = issued(null);
    assertTrue(text.matches("lk_[A-Za-z0-9_-]{43}"), text);
    assertNotEquals(text, issued(null));
    assertFalse(store.list("acme").toString().contains(text), "the text is not kept");
    Caller caller = callers.caller(text).orElseThrow();
    assertEquals(new Caller("acme", Set.of(Scope.PLAN, Scope.READ)), caller);
    assertTrue(caller.may(Scope.PLAN));
    assertFalse(caller.may(Scope.APPROVE));
    assertTrue(new Caller("acme", Set.of(Scope.ADMIN)).may(Scope.APPROVE));
  }

  @Test
  void aKnownKeyIsAskedForOnceAMinute() {
    String text = issued(null);
    for (int second = 0; second < 60; second++) {
      assertTrue(callers.caller(text).isPresent());
      clock.advance(Duration.ofSeconds(1));
    }
    assertEquals(1, asked.size());
    assertTrue(callers.caller(text).isPresent());
    assertEquals(2, asked.size());
  }

  @Test
  void aRevokedKeyIsGoodForAMinuteAtMost() {
    String text = issued(null);
    assertTrue(callers.caller(text).isPresent());
    store.revoke(KeyText.id(text), clock.instant());
    clock.advance(Duration.ofSeconds(60));
    assertEquals(Optional.empty(), callers.caller(text));
  }

  @Test
  void anExpiredKeyIsGoodForNothingAtOnce() {
    String text = issued(clock.instant().plusSeconds(10));
    assertTrue(callers.caller(text).isPresent());
    clock.advance(Duration.ofSeconds(10));
    assertEquals(Optional.empty(), callers.caller(text));
    assertEquals(1, asked.size());
  }

  @Test
  void anUnknownKeyIsAskedForAgainSoon() {
    String text = "lk_" + "A".repeat(43);
    assertEquals(Optional.empty(), callers.caller(text));
    clock.advance(Duration.ofSeconds(4));
    assertEquals(Optional.empty(), callers.caller(text));
    assertEquals(1, asked.size());
    store.create(new ApiKey(KeyText.id(text), "acme", "late", Set.of(Scope.READ), clock.instant(), null, null));
    clock.advance(Duration.ofSeconds(1));
    assertTrue(callers.caller(text).isPresent());
  }

  @Test
  void manyUnknownKeysDoNotPushOutOneInUse() {
    String text = issued(null);
    for (int i = 0; i < 5000; i++) {
      callers.caller("lk_%043d".formatted(i));
      assertTrue(callers.caller(text).isPresent());
    }
    assertEquals(5001, asked.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "x", "lk_", "lk_short", "LK_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ", "lk_with a space and an é"})
  void whatIsNoKeyIsNotAskedFor(String text) {
    assertEquals(Optional.empty(), callers.caller(text));
    assertEquals(List.of(), asked);
  }

  @Test
  void nobodyComesWithoutAKey() {
    assertEquals(Optional.empty(), callers.caller(null));
    assertEquals(Optional.empty(), new Callers(counted, () -> "the secret", clock).caller(null));
  }

  @Test
  void theOneSecretOpensTheDefaultTenant() {
    Callers shared = new Callers(counted, () -> "the secret", clock);
    assertEquals(Optional.of(Caller.ofAllScopes("default")), shared.caller("the secret"));
    for (String wrong : List.of("", "the secre", "the secret ", "The secret", "lk_" + "A".repeat(43))) {
      assertEquals(Optional.empty(), shared.caller(wrong), wrong);
    }
    assertEquals("acme", shared.caller(issued(null)).orElseThrow().tenant(), "issued keys are good beside it");
  }

  static Stream<Runnable> refused() {
    IssueKey issue = new IssueKey(new InMemoryTenants(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    Set<Scope> read = Set.of(Scope.READ);
    return Stream.of(
        () -> issue.issue("", "web", read, null),
        () -> issue.issue("A#J", "web", read, null),
        () -> issue.issue("-a", "web", read, null),
        () -> issue.issue("a".repeat(41), "web", read, null),
        () -> issue.issue("acme", " ", read, null),
        () -> issue.issue("acme", "n".repeat(101), read, null),
        () -> issue.issue("acme", "web", Set.of(), null),
        () -> issue.issue("acme", "web", read, Instant.EPOCH));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aKeyThatCannotBeIsRefused(Runnable issuing) {
    assertThrows(IllegalArgumentException.class, issuing::run);
  }
}
