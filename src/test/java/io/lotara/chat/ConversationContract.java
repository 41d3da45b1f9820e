package io.lotara.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.tenant.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of conversations and of settings must do, whatever it is made of. */
public abstract class ConversationContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Limits FREE = new Limits(0, 1, 0);
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** The port, as the store under test provides it. */
  protected abstract <T> T port(Class<T> type);

  private Conversations store() {
    return port(Conversations.class);
  }

  private static Conversation fresh(String user) {
    return Conversation.fresh("acme", "c-" + UUID.randomUUID(), user, NOON);
  }

  private static Turn turn(int number, String id) {
    return new Turn(number, id, "Xin chào 👋 " + number, "Hello " + number, "rules", number == 2 ? "job-2" : null, NOON.plusSeconds(number));
  }

  /** A conversation with so many turns. */
  private Conversation talked(int turns) {
    Conversation c = fresh("ada");
    for (int i = 1; i <= turns; i++) {
      Conversation claimed = c.claimed("t" + i, null, LEASE, FREE, NOON.plusSeconds(i));
      assertTrue(store().write(claimed, null));
      c = claimed.answered(Focus.NONE.on("job-" + i), NOON.plusSeconds(i));
      assertTrue(store().write(c, turn(i, "t" + i)));
    }
    return c;
  }

  /** Begins a conversation of that user. */
  protected boolean claimOf(String user) {
    return store().write(fresh(user).claimed("t", null, LEASE, FREE, NOON), null);
  }

  @Test
  void whatWasWrittenIsFound() {
    Conversation c = talked(2);
    assertEquals(Optional.of(c), store().find("acme", c.id(), NOON));
    assertEquals("job-2", c.focus().jobId());
    Conversation asking = c.claimed("t3", null, LEASE, new Limits(60, 2, 0), NOON).answered(c.focus().shown("h").asks("trip", "Rome"), NOON);
    assertFalse(store().write(asking, turn(3, "t3")), "a version was left out");
    Conversation claimed = c.claimed("t3", null, LEASE, new Limits(60, 2, 0), NOON);
    assertTrue(store().write(claimed, null));
    assertEquals(Optional.of(claimed), store().find("acme", c.id(), NOON));
    assertTrue(store().write(asking, turn(3, "t3")));
    assertEquals(Optional.of(asking), store().find("acme", c.id(), NOON));
  }

  @Test
  void aTurnIsClaimedByOne() throws Exception {
    for (Conversation before : List.of(fresh("ada"), talked(1))) {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<Boolean>> claims = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 10; i++) {
          claims.add(
              threads.submit(
                  () -> {
                    go.await();
                    return store().write(before.claimed("t", null, LEASE, FREE, NOON), null);
                  }));
        }
        go.countDown();
        int won = 0;
        for (Future<Boolean> claim : claims) {
          won += claim.get() ? 1 : 0;
        }
        assertEquals(1, won);
      }
    }
  }

  @Test
  void anAnswerIsKeptWithItsTurn() {
    Conversation c = talked(2);
    assertEquals(Optional.of(turn(2, "t2")), store().turn("acme", c.id(), "t2", NOON));
    assertEquals(Optional.empty(), store().turn("acme", c.id(), "t3", NOON));
    assertEquals(Optional.empty(), store().turn("other", c.id(), "t2", NOON));
    assertEquals(Optional.empty(), store().turn("acme", "another", "t2", NOON));
    Conversation claimed = c.claimed("t3", null, LEASE, FREE, NOON);
    assertTrue(store().write(claimed, null));
    assertTrue(store().write(claimed.answered(Focus.NONE, NOON), turn(3, "t3")));
    assertFalse(store().write(claimed.answered(Focus.NONE, NOON), new Turn(3, "t3", "x", "another answer", "rules", null, NOON)));
    assertEquals("Hello 3", store().turn("acme", c.id(), "t3", NOON).orElseThrow().response());
  }

  @Test
  void turnsArePagedInOrder() {
    Conversation c = talked(12);
    List<Turn> all = store().page("acme", c.id(), 0, 100, NOON);
    assertEquals(12, all.size());
    assertEquals(turn(1, "t1"), all.getFirst());
    assertEquals(turn(12, "t12"), all.getLast());
    assertEquals(all.subList(3, 8), store().page("acme", c.id(), 3, 5, NOON));
    assertEquals(List.of(), store().page("acme", c.id(), 12, 5, NOON));
    assertEquals(List.of(), store().page("other", c.id(), 0, 5, NOON));
  }

  @Test
  void nobodyElsesIsFound() {
    Conversation c = talked(1);
    assertEquals(Optional.empty(), store().find("other", c.id(), NOON));
    assertFalse(store().delete("other", c.id(), NOON));
    assertTrue(store().find("acme", c.id(), NOON).isPresent());
  }

  @Test
  void whatIsDeletedIsGone() {
    Conversation c = talked(30);
    assertTrue(store().delete("acme", c.id(), NOON));
    assertFalse(store().delete("acme", c.id(), NOON));
    assertEquals(Optional.empty(), store().find("acme", c.id(), NOON));
    assertEquals(List.of(), store().page("acme", c.id(), 0, 100, NOON));
    assertEquals(Optional.empty(), store().turn("acme", c.id(), "t1", NOON));
    assertFalse(store().write(c.claimed("t31", null, LEASE, FREE, NOON), null), "a turn that was begun before ends nowhere");
    Conversation again = Conversation.fresh("acme", c.id(), null, NOON).claimed("t", null, LEASE, FREE, NOON);
    assertTrue(store().write(again, null), "its id may be used anew");
  }

  @Test
  void whatWasBegunBeforeADeletionDoesNotEndInWhatWasBegunSince() {
    Conversation before = fresh("ada").claimed("t", null, LEASE, FREE, NOON);
    assertTrue(store().write(before, null));
    assertTrue(store().delete("acme", before.id(), NOON));
    Conversation since = Conversation.fresh("acme", before.id(), null, NOON.plusMillis(5)).claimed("u", null, LEASE, FREE, NOON.plusMillis(5));
    assertTrue(store().write(since, null));
    assertFalse(store().write(before.answered(Focus.NONE, NOON.plusMillis(9)), turn(1, "t")), "what was deleted does not come back");
    assertFalse(store().write(before.released(NOON.plusMillis(9)), null), "nor does it give up the claim of another turn");
    assertEquals(Optional.of(since), store().find("acme", before.id(), NOON));
    assertEquals(List.of(), store().page("acme", before.id(), 0, 100, NOON));
    assertTrue(store().write(since.answered(Focus.NONE, NOON.plusMillis(9)), turn(1, "u")));
  }

  @Test
  void whatHasLapsedIsNotThere() {
    Conversation c = talked(1);
    Instant later = NOON.plus(Duration.ofDays(31));
    assertEquals(Optional.empty(), store().find("acme", c.id(), later));
    assertEquals(Optional.empty(), store().turn("acme", c.id(), "t1", later));
    assertEquals(List.of(), store().page("acme", c.id(), 0, 100, later));
    assertFalse(store().delete("acme", c.id(), later));
    Conversation again = Conversation.fresh("acme", c.id(), null, later).claimed("t", null, LEASE, FREE, later);
    assertTrue(store().write(again, null));
  }

  @Test
  void aUsersAreListed() {
    String user = "u-" + UUID.randomUUID();
    Conversation first = Conversation.fresh("acme", "x#" + UUID.randomUUID(), user, NOON).claimed("t", null, LEASE, FREE, NOON);
    Conversation second = Conversation.fresh("acme", "y " + UUID.randomUUID(), user, NOON.plusSeconds(1)).claimed("t", null, LEASE, FREE, NOON);
    assertTrue(store().write(first, null));
    assertTrue(store().write(second, null));
    assertEquals(List.of(second.id(), first.id()), store().ofUser("acme", user));
    assertEquals(List.of(), store().ofUser("other", user));
    store().delete("acme", second.id(), NOON);
    assertEquals(List.of(first.id()), store().ofUser("acme", user));
  }

  @Test
  void answersAreRememberedForAWhile() {
    AnswerCache cache = port(AnswerCache.class);
    String key = "k-" + UUID.randomUUID();
    assertEquals(Optional.empty(), cache.get("acme", key, NOON));
    cache.put("acme", key, "old", NOON.plusSeconds(5));
    cache.put("acme", key, "Xin chào 👋", NOON.plusSeconds(10));
    assertEquals(Optional.of("Xin chào 👋"), cache.get("acme", key, NOON.plusSeconds(9)));
    assertEquals(Optional.empty(), cache.get("acme", key, NOON.plusSeconds(10)));
    assertEquals(Optional.empty(), cache.get("other", key, NOON));
  }

  @Test
  void settingsAreATenants() {
    ChatSettingsStore settings = port(ChatSettingsStore.class);
    String tenant = "t-" + UUID.randomUUID();
    ChatSettings shop =
        new ChatSettings("Koffer", "Grüezi", "Be brief.", false, false, List.of(ChatSettings.Faq.of("Care", "# Wheels\nOil. ".repeat(2000)),
            new ChatSettings.Faq("Returns", null, "returns.md")), List.of("politics"));
    assertEquals(Optional.empty(), settings.get(tenant));
    settings.put(tenant, ChatSettings.LOTARA);
    settings.put(tenant, shop);
    assertEquals(Optional.of(shop), settings.get(tenant));
    settings.remove(tenant);
    settings.remove(tenant);
    assertEquals(Optional.empty(), settings.get(tenant));
  }
}
