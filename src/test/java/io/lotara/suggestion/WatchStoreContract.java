package io.lotara.suggestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.travel.PriceKind;
import io.lotara.travel.TransportMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of watches keeps to. */
public abstract class WatchStoreContract {
  static final Instant NOW = Instant.parse("2027-01-10T10:00:00.123Z");
  static final Journey JOURNEY =
      new Journey("Hanoi", "Singapore", LocalDate.parse("2027-04-12"), LocalDate.parse("2027-04-16"), new Party(2, List.of(7)));

  /** The store under test; the same throughout a test class. */
  protected abstract WatchStore store();

  private final String tenant = "t" + UUID.randomUUID().toString().substring(0, 8);

  /** A watch of a tenant of this test, due when it was made. */
  protected Watch watch(String user, Instant created) {
    Price baseline = new Price(new BigDecimal("400"), "USD", PriceKind.ESTIMATED);
    return Watch.begin(new WatchKey(tenant, UUID.randomUUID().toString()), user, JOURNEY, new BigDecimal("12.5"), baseline, true, created);
  }

  @Test
  void theFirstCreationStays() {
    Watch first = watch("ada", NOW);
    store().create(first);
    Watch.Draft draft = first.draft();
    draft.active = false;
    store().create(draft.next());
    assertEquals(Optional.of(first), store().read(first.key()));
    assertEquals(Optional.empty(), store().read(new WatchKey("other", first.key().id())), "another tenant's is a plain miss");
  }

  @Test
  void everythingOfAWatchIsKept() {
    Watch first = watch("ada", NOW);
    store().create(first);
    Watch.Draft draft = first.draft();
    Price price = Price.live(new BigDecimal("315.50"), "EUR");
    draft.baseline = price;
    draft.last = null;
    draft.basis = new Basis("open", TransportMode.FLIGHT);
    draft.checkedAt = NOW.plusSeconds(5);
    draft.history = List.of(new Sighting(NOW, null, null, "No price."), new Sighting(NOW.plusMillis(7), price, "job", null));
    draft.drops = 3;
    draft.owed = new Drop(3, UUID.randomUUID().toString(), NOW, price, price, "open", JOURNEY);
    draft.quietUntil = NOW.plusSeconds(60);
    draft.misses = 2;
    draft.dueAt = NOW.plusSeconds(9);
    Watch next = draft.next();
    assertTrue(store().write(next, "w1"));
    assertEquals(Optional.of(next), store().read(first.key()));
  }

  @Test
  void oneOfTwoWritesOfAVersionWins() {
    Watch first = watch("ada", NOW);
    store().create(first);
    Watch next = first.draft().next();
    assertTrue(store().write(next, "w1"));
    assertTrue(store().write(next, "w1"), "our own write, whose answer was lost");
    assertFalse(store().write(next, "w2"));
    assertTrue(store().write(next.draft().next(), "w3"));
    assertFalse(store().write(next, "w1"), "another came since");
    assertFalse(store().write(watch("ada", NOW).draft().next(), "w4"), "what was never made is not changed");
  }

  @Test
  void whatWasDeletedStaysSo() {
    Watch first = watch("ada", NOW);
    store().create(first);
    assertTrue(store().delete(first.key(), NOW));
    assertFalse(store().delete(first.key(), NOW));
    store().create(first);
    assertEquals(Optional.empty(), store().read(first.key()));
    assertFalse(store().write(first.draft().next(), "w1"));
    assertEquals(List.of(), store().page(tenant, "ada", null, 10).watches());
    assertEquals(Set.of(), due(NOW.plusSeconds(1)));
    assertFalse(store().delete(new WatchKey(tenant, "no such id"), NOW));
    assertEquals(Optional.empty(), store().read(new WatchKey(tenant, "x".repeat(3000))));
  }

  /** A watch that owes a drop its job. */
  private Watch owing() {
    Watch first = watch("ada", NOW);
    store().create(first);
    Watch.Draft draft = first.draft();
    draft.owed = new Drop(1, UUID.randomUUID().toString(), NOW, first.baseline(), first.baseline(), "open", JOURNEY);
    draft.drops = 1;
    Watch owing = draft.next();
    assertTrue(store().write(owing, "w1"));
    return owing;
  }

  @Test
  void whatWasDeletedOwesWhatItOwed() {
    Watch owing = owing();
    assertTrue(store().delete(owing.key(), NOW));
    assertFalse(store().delete(owing.key(), NOW));
    assertEquals(Optional.empty(), store().read(owing.key()));
    assertEquals(List.of(), store().page(tenant, "ada", null, 10).watches());
    Watch left = store().readOwing(owing.key()).orElseThrow();
    assertEquals(owing.owed(), left.owed());
    assertTrue(left.deleted() && !left.active());
    assertEquals(Set.of(owing.key()), due(NOW.plusSeconds(1)), "it is found by the next run");
    assertFalse(store().write(owing.draft().next(), "w2"), "whoever has read it before loses");
    Watch.Draft draft = left.draft();
    draft.owed = null;
    draft.dueAt = null;
    assertTrue(store().write(draft.next(), "w3"));
    assertEquals(Optional.empty(), store().readOwing(owing.key()));
    assertEquals(Set.of(), due(NOW.plusSeconds(1)));
    store().create(owing);
    assertEquals(Optional.empty(), store().read(owing.key()), "deleted it stays");
  }

  @Test
  void whoIsForgottenIsOwedNothing() {
    Watch owing = owing();
    Watch deleted = owing();
    store().delete(deleted.key(), NOW);
    store().create(watch("ada", NOW));
    Watch others = watch("bob", NOW);
    store().create(others);
    Watch keyed = watch("ada", NOW).under("summer 1");
    store().create(keyed);
    List<Watch> given = new ArrayList<>();
    assertTrue(store().forget(tenant, "ada", NOW, given::add));
    assertFalse(store().forget(tenant, "ada", NOW, given::add));
    assertTrue(given.contains(keyed), "with its key, before it goes");
    assertEquals(4, given.size());
    assertEquals(Optional.empty(), store().readOwing(owing.key()));
    assertEquals(Optional.empty(), store().readOwing(deleted.key()));
    assertEquals(Set.of(others.key()), due(NOW.plusSeconds(1)));
  }

  @Test
  void aUsersWatchesPageByPageTheNewestFirst() {
    List<Watch> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.addFirst(watch("ada", NOW.plusMillis(i)));
      store().create(made.getFirst());
    }
    store().create(watch("bob", NOW));
    List<Watch> found = new ArrayList<>();
    String after = null;
    do {
      WatchStore.Page page = store().page(tenant, "ada", after, 2);
      found.addAll(page.watches());
      after = page.next();
    } while (after != null);
    assertEquals(made, found);
  }

  @Test
  void everythingThatIsDueIsFoundPageByPage() {
    Set<WatchKey> wanted = new HashSet<>();
    for (int i = 0; i < 130; i++) {
      Watch watch = watch("ada", NOW.minus(Duration.ofMinutes(i)));
      store().create(watch);
      wanted.add(watch.key());
    }
    store().create(watch("ada", NOW.plusMillis(1)));
    Watch paused = watch("ada", NOW);
    store().create(paused);
    Watch.Draft draft = paused.draft();
    draft.dueAt = null;
    assertTrue(store().write(draft.next(), "w1"));
    assertEquals(wanted, due(NOW));
  }

  private Set<WatchKey> due(Instant now) {
    Set<WatchKey> due = new HashSet<>();
    for (int shard = 0; shard < store().shards(); shard++) {
      String cursor = null;
      do {
        WatchStore.DuePage page = store().due(shard, now, cursor);
        page.watches().stream().filter(k -> k.tenant().equals(tenant)).forEach(due::add);
        cursor = page.next();
      } while (cursor != null);
    }
    return due;
  }
}
