package io.lotara.suggestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.Party;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The scheduled run: everything that is due is handed out, in bounded pieces. */
class DispatchWatchesTest {
  private static final Instant NOW = Instant.parse("2027-01-10T10:00:00Z");
  private static final int MANY = 3000;

  private final InMemoryWatches store = new InMemoryWatches();
  private final Set<WatchKey> sent = new HashSet<>();
  private final Set<Duration> spreads = new HashSet<>();
  private final List<Integer> sizes = new ArrayList<>();
  private int waiting;
  private int looks;
  private int ticks;

  private final WatchQueue queue =
      new WatchQueue() {
        @Override
        public int send(List<List<WatchKey>> batches, Duration spread) {
          looks++;
          spreads.add(spread);
          batches.forEach(b -> sizes.add(b.size()));
          batches.forEach(sent::addAll);
          return batches.size();
        }

        @Override
        public int waiting() {
          return waiting;
        }
      };

  /** Each look at it is a millisecond later. */
  private final Clock clock = ((InstantSource) () -> NOW.plusMillis(ticks++)).withZone(ZoneOffset.UTC);

  private final DispatchWatches dispatch = new DispatchWatches(store, queue, 240, clock);

  private void watches(int count) {
    Journey journey = new Journey("Hanoi", "Singapore", LocalDate.parse("2027-04-12"), null, new Party(1, List.of()));
    for (int i = 0; i < count; i++) {
      store.create(Watch.begin(new WatchKey("t", UUID.randomUUID().toString()), "ada", journey, BigDecimal.TEN, null, true, NOW.minusSeconds(i)));
    }
  }

  @Test
  void everythingThatIsDueIsSentInMessagesOfTen() {
    watches(MANY);
    DispatchWatches.Dispatched run = dispatch.dispatch(NOW.plusSeconds(45));
    assertEquals(MANY, run.due());
    assertEquals(MANY, sent.size());
    assertTrue(run.complete());
    assertEquals(0, run.refused());
    assertTrue(sizes.stream().allMatch(s -> s <= WatchQueue.MOST));
    assertTrue(sizes.size() <= MANY / WatchQueue.MOST + store.shards());
    assertEquals(Set.of(Duration.ZERO, Duration.ofSeconds(240)), spreads, "many are spread over some minutes");
    assertEquals(MANY, dispatch.dispatch(NOW.plusSeconds(45)).due(), "what was not checked is due still");
  }

  @Test
  void fewAreSentAtOnce() {
    watches(5);
    dispatch.dispatch(NOW.plusSeconds(45));
    assertEquals(Set.of(Duration.ZERO), spreads);
  }

  @Test
  void whileTheWorkersAreBehindNothingIsSentAgain() {
    watches(5);
    waiting = DispatchWatches.NEARLY_DONE + 1;
    assertTrue(dispatch.dispatch(NOW.plusSeconds(45)).behind());
    assertEquals(0, looks);
    waiting = DispatchWatches.NEARLY_DONE;
    assertEquals(5, dispatch.dispatch(NOW.plusSeconds(45)).due());
  }

  @Test
  void aRunThatIsCutOffIsGoneOnWith() {
    watches(MANY);
    DispatchWatches.Dispatched first = dispatch.dispatch(NOW.plusMillis(6));
    assertFalse(first.complete());
    assertTrue(first.due() > 0 && first.due() < MANY);
    // What was sent is checked, and due again later.
    Set<WatchKey> checked = Set.copyOf(sent);
    checked.forEach(
        key -> {
          Watch.Draft draft = store.read(key).orElseThrow().draft();
          draft.dueAt = NOW.plus(Duration.ofHours(6));
          assertTrue(store.write(draft.next(), "w"));
        });
    DispatchWatches.Dispatched second = dispatch.dispatch(NOW.plusSeconds(45));
    assertTrue(second.complete());
    assertEquals(MANY - checked.size(), second.due());
    assertEquals(MANY, sent.size());
  }
}
