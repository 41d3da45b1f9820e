package io.lotara.tenant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of keys, counts and the link secret must do, whatever it is made of. */
public abstract class TenantContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  /** A token in ten seconds, three at once, four jobs a day. */
  private static final Limits LIMITS = new Limits(6, 3, 4);

  protected abstract <T> T port(Class<T> type);

  /** Another place that counts in the same store. */
  protected abstract Rates elsewhere();

  private ApiKeys keys() {
    return port(ApiKeys.class);
  }

  private Rates rates() {
    return port(Rates.class);
  }

  private static String tenant() {
    return "t-" + UUID.randomUUID();
  }

  private static ApiKey key(String tenant, Instant created, Instant expires) {
    String id = KeyText.id(KeyText.random(new SecureRandom()));
    return new ApiKey(id, tenant, "the web site", Set.of(Scope.PLAN, Scope.READ), created, expires, null);
  }

  @Test
  void aKeyIsFoundAsItWasMade() {
    ApiKey forever = key(tenant(), NOON, null);
    ApiKey limited = key(tenant(), NOON, NOON.plusSeconds(60));
    keys().create(forever);
    keys().create(limited);
    keys().create(limited);
    assertEquals(Optional.of(forever), keys().find(forever.id()));
    assertEquals(Optional.of(limited), keys().find(limited.id()));
    assertEquals(Optional.empty(), keys().find(KeyText.id("another")));
  }

  @Test
  void aTenantsKeysAreListedAndNobodyElses() {
    String acme = tenant();
    ApiKey late = key(acme, NOON.plusSeconds(9), null);
    ApiKey early = key(acme, NOON, NOON.plusSeconds(60));
    ApiKey other = key(tenant(), NOON, null);
    List.of(late, early, other).forEach(keys()::create);
    assertEquals(List.of(early, late), keys().list(acme));
    assertEquals(List.of(), keys().list(tenant()));
  }

  @Test
  void aKeyIsRevokedOnce() {
    ApiKey key = key(tenant(), NOON, null);
    keys().create(key);
    ApiKey revoked =
        new ApiKey(key.id(), key.tenant(), key.name(), key.scopes(), key.created(), null, NOON.plusSeconds(1));
    assertEquals(Optional.of(revoked), keys().revoke(key.id(), NOON.plusSeconds(1)));
    assertEquals(Optional.of(revoked), keys().revoke(key.id(), NOON.plusSeconds(2)));
    assertEquals(Optional.of(revoked), keys().find(key.id()));
    assertEquals(List.of(revoked), keys().list(key.tenant()));
    assertEquals(Optional.empty(), keys().revoke(KeyText.id("another"), NOON));
    assertEquals(Optional.empty(), keys().find(KeyText.id("another")), "nothing is left of it");
  }

  private void admits(String tenant, boolean job, Instant now, int count) {
    for (int i = 0; i < count; i++) {
      assertDoesNotThrow(() -> rates().take(tenant, LIMITS, job, now));
    }
  }

  private long refuses(String tenant, boolean job, Instant now) {
    return assertThrows(RateLimited.class, () -> rates().take(tenant, LIMITS, job, now)).retryAfter();
  }

  @Test
  void aBucketIsEmptiedAndFillsAgain() {
    String acme = tenant();
    admits(acme, false, NOON, 3);
    assertEquals(10, refuses(acme, false, NOON));
    assertEquals(1, refuses(acme, false, NOON.plusMillis(9_999)));
    admits(acme, false, NOON.plusSeconds(10), 1);
    assertEquals(10, refuses(acme, false, NOON.plusSeconds(10)));
    admits(acme, false, NOON.plusSeconds(600), 3);
    assertEquals(10, refuses(acme, false, NOON.plusSeconds(600)));
    admits(tenant(), false, NOON, 3);
  }

  @Test
  void aClockThatIsBehindDoesNotFillABucket() {
    String acme = tenant();
    admits(acme, false, NOON, 3);
    assertEquals(40, refuses(acme, false, NOON.minusSeconds(30)));
  }

  @Test
  void jobsAreCountedByTheDay() {
    String acme = tenant();
    for (int i = 0; i < 4; i++) {
      admits(acme, true, NOON.plusSeconds(60 * i), 1);
    }
    Instant later = NOON.plusSeconds(600);
    assertEquals(Duration.ofHours(12).toSeconds() - 600, refuses(acme, true, later));
    admits(acme, false, later, 3);
    admits(acme, true, NOON.plus(Duration.ofHours(12)), 3);
  }

  @Test
  void whatIsRefusedIsNotCounted() {
    String acme = tenant();
    admits(acme, true, NOON, 3);
    for (int i = 0; i < 5; i++) {
      assertEquals(10, refuses(acme, true, NOON));
    }
    admits(acme, true, NOON.plusSeconds(60), 1);
    for (int i = 0; i < 5; i++) {
      assertEquals(43_080, refuses(acme, true, NOON.plusSeconds(120)));
    }
    admits(acme, false, NOON.plusSeconds(120), 3);
  }

  @Test
  void noLimitIsNoLimit() {
    String acme = tenant();
    Limits none = new Limits(0, 1, 0);
    Limits cap = new Limits(0, 1, 2);
    for (int i = 0; i < 10; i++) {
      assertDoesNotThrow(() -> rates().take(acme, none, true, NOON));
      assertDoesNotThrow(() -> rates().take(acme, cap, false, NOON));
    }
    String other = tenant();
    rates().take(other, cap, true, NOON);
    rates().take(other, cap, true, NOON);
    assertThrows(RateLimited.class, () -> rates().take(other, cap, true, NOON));
  }

  @Test
  void whoeverCountsElsewhereCountsTheSame() {
    String acme = tenant();
    List<Rates> places = List.of(rates(), elsewhere(), rates(), elsewhere());
    for (int round = 0; round < 3; round++) {
      Instant now = NOON.plusSeconds(3600 * round);
      for (int i = 0; i < 3; i++) {
        places.get(i).take(acme, LIMITS, false, now);
      }
      assertThrows(RateLimited.class, () -> elsewhere().take(acme, LIMITS, false, now));
      assertThrows(RateLimited.class, () -> rates().take(acme, LIMITS, false, now));
    }
  }

  @Test
  void ofManyAtOnceNoMoreAreAdmittedThanThereIsRoomFor() throws Exception {
    String acme = tenant();
    Limits limits = new Limits(60, 12, 7);
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      boolean job = i % 2 == 0;
      Rates place = i % 4 < 2 ? rates() : elsewhere();
      calls.add(
          () -> {
            try {
              place.take(acme, limits, job, NOON);
              return true;
            } catch (RateLimited e) {
              return false;
            }
          });
    }
    int admitted = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        admitted += call.get() ? 1 : 0;
      }
    }
    assertEquals(12, admitted);
  }

  private ModelSpend spend() {
    return port(ModelSpend.class);
  }

  @Test
  void moneyIsCountedWhileThereIsRoom() {
    SpendAccount acme = new SpendAccount.Day(tenant(), LocalDate.of(2026, 11, 21));
    assertEquals(0, spend().spent(acme));
    assertTrue(spend().addWithin(acme, 60, 100, NOON));
    assertFalse(spend().addWithin(acme, 41, 100, NOON));
    assertEquals(60, spend().spent(acme), "what is refused is not counted");
    assertTrue(spend().addWithin(acme, 40, 100, NOON));
    assertTrue(spend().addWithin(acme, 0, 100, NOON));
    assertFalse(spend().addWithin(acme, 1, 100, NOON));
    spend().add(acme, 50, NOON);
    assertFalse(spend().addWithin(acme, 0, 100, NOON));
    spend().add(acme, -140, NOON);
    assertEquals(10, spend().spent(acme));
  }

  @Test
  void moreThanTheCapIsNeverLetThrough() {
    SpendAccount acme = new SpendAccount.Day(tenant(), LocalDate.of(2026, 11, 21));
    assertFalse(spend().addWithin(acme, 101, 100, NOON));
    assertFalse(spend().addWithin(acme, 1, 0, NOON));
    assertEquals(0, spend().spent(acme));
  }

  @Test
  void everyAccountIsCountedForItself() {
    String acme = tenant();
    List<SpendAccount> accounts =
        List.of(
            new SpendAccount.Day(acme, LocalDate.of(2026, 11, 21)),
            new SpendAccount.Day(acme, LocalDate.of(2026, 11, 22)),
            new SpendAccount.Day(tenant(), LocalDate.of(2026, 11, 21)),
            new SpendAccount.Conversation(acme, "2026-11-21"),
            new SpendAccount.Conversation(acme, "c-2"),
            new SpendAccount.Conversation(tenant(), "c-2"));
    for (int i = 0; i < accounts.size(); i++) {
      spend().add(accounts.get(i), i + 1, NOON);
    }
    for (int i = 0; i < accounts.size(); i++) {
      assertEquals(i + 1, spend().spent(accounts.get(i)));
    }
  }

  @Test
  void ofManyCallsAtOnceNoMoreArePaidThanThereIsMoneyFor() throws Exception {
    SpendAccount acme = new SpendAccount.Day(tenant(), LocalDate.of(2026, 11, 21));
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      calls.add(() -> spend().addWithin(acme, 10, 105, NOON));
    }
    int paid = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        paid += call.get() ? 1 : 0;
      }
    }
    assertEquals(10, paid);
    assertEquals(100, spend().spent(acme));
  }

  @Test
  void sectionsAreSetOneByOne() {
    SettingsStore store = port(SettingsStore.class);
    String acme = tenant();
    assertEquals(Map.of(), store.settings(acme));
    store.set(acme, "limits", "{\"jobs_per_day\": 3}");
    store.set(acme, "approval", "{}");
    store.set(acme, "limits", "{\"jobs_per_day\": 4}");
    assertEquals(Map.of("limits", "{\"jobs_per_day\": 4}", "approval", "{}"), store.settings(acme));
    store.set(acme, "limits", null);
    store.set(acme, "limits", null);
    assertEquals(Map.of("approval", "{}"), store.settings(acme));
    assertEquals(Map.of(), store.settings(tenant()));
  }

  @Test
  void theFirstSecretStays() {
    LinkSecrets secrets = port(LinkSecrets.class);
    assertEquals(Optional.empty(), secrets.find());
    byte[] first = {1, 2, 3};
    assertArrayEquals(first, secrets.putFirst(first));
    assertArrayEquals(first, secrets.putFirst(new byte[] {4}));
    assertArrayEquals(first, secrets.find().orElseThrow());
  }
}
