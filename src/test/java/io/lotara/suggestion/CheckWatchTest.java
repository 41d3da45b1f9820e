package io.lotara.suggestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.suggestion.CheckWatch.Checked;
import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.travel.TransportMode;
import io.lotara.travel.open.OpenExchangeRates;
import io.lotara.trip.PreferenceStore;
import io.lotara.trip.Preferences;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One job for each drop, wherever a check dies, however often it runs and however late; and each thing that this rests on, switched off,
 * makes it fail.
 */
class CheckWatchTest {
  private static final Instant NOW = Instant.parse("2027-01-10T10:00:00Z");
  private static final Basis TABLES = new Basis("reference-tables", TransportMode.FLIGHT);
  private static final int EFFECTS = 3;

  /** What the one job rests on. */
  enum Protection {
    /** A write is only good on the version that was read; off: the last writer wins. */
    VERSION,
    /** The drop's job is recorded with the drop; off: it is only made. */
    OWED,
    /** The job's id follows from the watch and the drop; off: each has another. */
    JOB_ID,
    /** A deleted watch owes what it owed; off: it is gone at once. */
    DELETED_OWES
  }

  /** The process dies. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A watch, its source, and what is made of its drops; with deaths and second workers where a test wants them. */
  private static final class World {
    final InMemoryWatches store = new InMemoryWatches();
    final Set<Protection> on = EnumSet.allOf(Protection.class);
    final List<String> calls = new ArrayList<>();
    final Set<String> jobs = new HashSet<>();
    final WatchKey key = new WatchKey("t", "0193d6a0-7c00-7a31-9c55-0d8f6c3e2b1a");
    Instant now = NOW;
    Quote quote = new Quote.Quoted(usd("400"), TABLES);
    Boolean alerts;
    Boolean proactive;
    int dieAfter;
    int deleteAfter;
    int effects;
    Runnable afterReading = () -> {};

    World() {
      Journey journey = new Journey("Hanoi", "Singapore", LocalDate.parse("2027-04-12"), null, new Party(1, List.of()));
      store.create(Watch.begin(key, "ada", journey, new BigDecimal("15"), usd("400"), true, NOW));
    }

    private void made() {
      if (++effects == deleteAfter) {
        faulty.delete(key, now);
      }
      if (effects == dieAfter) {
        throw new Death();
      }
    }

    private final WatchStore faulty =
        new WatchStore() {
          @Override
          public void create(Watch watch) {
            store.create(watch);
          }

          @Override
          public Optional<Watch> read(WatchKey wanted) {
            return store.read(wanted);
          }

          @Override
          public Optional<Watch> readOwing(WatchKey wanted) {
            Optional<Watch> read = store.readOwing(wanted);
            Runnable hook = afterReading;
            afterReading = () -> {};
            hook.run();
            return read;
          }

          @Override
          public boolean write(Watch next, String writeId) {
            Watch.Draft draft = next.draft();
            if (!on.contains(Protection.OWED) && next.owed() != null) {
              draft.owed = null;
              draft.dueAt = now.plus(Duration.ofHours(6));
            }
            Watch wanted = draft.next();
            long version = on.contains(Protection.VERSION) ? next.version() : store.read(key).orElseThrow().version() + 1;
            boolean won = store.write(at(wanted, version), writeId);
            made();
            return won;
          }

          @Override
          public boolean delete(WatchKey wanted, Instant at) {
            return on.contains(Protection.DELETED_OWES) ? store.delete(wanted, at) : store.forget("t", "ada", at, watch -> {});
          }

          @Override
          public boolean forget(String tenant, String userId, Instant at, Consumer<Watch> first) {
            return store.forget(tenant, userId, at, first);
          }

          @Override
          public Page page(String tenant, String userId, String after, int limit) {
            return store.page(tenant, userId, after, limit);
          }

          @Override
          public DuePage due(int shard, Instant at, String after) {
            return store.due(shard, at, after);
          }

          @Override
          public int shards() {
            return store.shards();
          }
        };

    private static Watch at(Watch w, long version) {
      return new Watch(
          w.key(), w.userId(), w.journey(), w.thresholdPercent(), w.baseline(), w.last(), w.basis(), w.active(), w.createdAt(), w.checkedAt(),
          w.history(), w.drops(), w.owed(), w.quietUntil(), w.misses(), w.dueAt(), w.idempotency(), w.deleted(), version);
    }

    private final CheckWatch check =
        new CheckWatch(
            faulty,
            new WatchPrices(null, null, null) {
              @Override
              public Quote of(Watch watch) {
                return quote;
              }
            },
            new WatchRules(WatchTiming.standard(), new OpenExchangeRates()),
            new Suggestions(null, null) {
              @Override
              public void suggest(Watch watch, Drop drop) {
                calls.add(drop.jobId());
                jobs.add(on.contains(Protection.JOB_ID) ? drop.jobId() : UUID.randomUUID().toString());
                made();
              }
            },
            new PreferenceStore() {
              @Override
              public Optional<Preferences> get(String tenant, String userId) {
                Preferences.NotificationSettings settings = new Preferences.NotificationSettings(alerts, null, proactive);
                return Optional.of(new Preferences(null, null, null, null, null, null, settings, null, null));
              }

              @Override
              public void put(String tenant, String userId, Preferences preferences) {}
            },
            ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    Checked run() {
      return check.check(key);
    }

    /** A worker that may die. */
    void survive() {
      try {
        run();
      } catch (Death e) {
        dieAfter = 0;
      }
    }

    Watch watch() {
      return store.read(key).orElseThrow();
    }

    void price(String amount) {
      quote = new Quote.Quoted(usd(amount), TABLES);
    }

    void later() {
      now = now.plus(Duration.ofHours(6)).plusSeconds(1);
    }

    /** Fires until nothing is due any more. */
    void settle() {
      for (int i = 0; i < 5; i++) {
        survive();
        survive();
      }
    }

    /** So many drops, each with its one job, which the history names. */
    void told(int drops) {
      assertEquals(drops, jobs.size(), "jobs");
      assertEquals(drops, watch().drops(), "drops");
      assertNull(watch().owed(), "nothing is owed any more");
      List<String> named = watch().history().stream().map(Sighting::jobId).filter(id -> id != null).toList();
      assertEquals(drops, named.size(), "drops in the history");
      assertTrue(jobs.containsAll(named), "the jobs that the history names are the jobs there are");
    }
  }

  private static Price usd(String amount) {
    return Price.live(new BigDecimal(amount), "USD");
  }

  /** The check of a drop dies after each of its effects; others come later, twice. */
  private static void deaths(World world) {
    int drops = 0;
    String[] prices = {"400", "330", "270", "220", "180"};
    for (int dieAfter = 0; dieAfter <= EFFECTS; dieAfter++) {
      world.price(prices[dieAfter + 1]);
      world.later();
      world.effects = 0;
      world.dieAfter = dieAfter;
      world.settle();
      world.told(++drops);
    }
  }

  /** A worker reads, then another does everything, once or twice, before the first goes on. */
  private static void overtaken(World world) {
    world.run();
    world.later();
    world.price("330");
    world.afterReading =
        () -> {
          world.run();
          world.now = world.now.plusSeconds(1);
        };
    world.survive();
    world.settle();
    world.told(1);
    world.later();
    world.price("270");
    // The one that is overtaken has seen that the job is owed.
    world.effects = 0;
    world.dieAfter = 1;
    world.survive();
    world.afterReading = world::settle;
    world.survive();
    world.settle();
    world.told(2);
  }

  /** Dies between the drop's record and its job, and after the job before its record. */
  private static void deathAround(World world) {
    world.run();
    for (int dieAfter : new int[] {1, 2}) {
      world.later();
      world.price(dieAfter == 1 ? "330" : "270");
      world.effects = 0;
      world.dieAfter = dieAfter;
      world.settle();
      world.told(dieAfter);
    }
  }

  /** The owner deletes the watch when a drop was written down and the check has died, after each of its effects; the drop's job is made. */
  private static void deletedInBetween(World world) {
    world.run();
    world.later();
    world.price("330");
    world.effects = 0;
    world.dieAfter = 1;
    world.survive();
    assertEquals(Set.of(), world.jobs, "it has died before the job");
    world.faulty.delete(world.key, world.now);
    assertEquals(Optional.empty(), world.store.read(world.key), "nobody sees it any more");
    assertEquals(List.of(), world.store.page("t", "ada", null, 10).watches());
    world.settle();
    assertEquals(1, world.jobs.size(), "jobs");
    assertEquals(Optional.empty(), world.store.readOwing(world.key), "nothing is owed any more");
    world.later();
    world.price("200");
    world.settle();
    assertEquals(1, world.jobs.size(), "it is watched no more");
  }

  @Test
  void aDropThatWasSeenBeforeItsWatchWasDeletedGetsItsJob() {
    deletedInBetween(new World());
  }

  /** The owner deletes it while a check is at it, between each two of its calls. */
  @Test
  void whoDeletesOvertakesACheckAnywhere() {
    for (int after = 0; after <= EFFECTS; after++) {
      World world = new World();
      world.run();
      world.later();
      world.price("330");
      if (after == 0) {
        world.afterReading = () -> world.faulty.delete(world.key, world.now);
      } else {
        world.deleteAfter = after;
      }
      world.effects = 0;
      world.run();
      world.settle();
      assertEquals(after == 0 ? 0 : 1, world.jobs.size(), "deleted after " + after);
      assertEquals(Optional.empty(), world.store.readOwing(world.key));
    }
  }

  @Test
  void whoIsForgottenIsOwedNothing() {
    World world = new World();
    world.run();
    world.later();
    world.price("330");
    world.effects = 0;
    world.dieAfter = 1;
    world.survive();
    assertTrue(world.faulty.forget("t", "ada", world.now, watch -> {}));
    world.settle();
    assertEquals(Set.of(), world.jobs);
  }

  @Test
  void oneJobForEachDropWhereverACheckDies() {
    deaths(new World());
  }

  @Test
  void oneJobForEachDropWhenWorkersOvertakeEachOther() {
    overtaken(new World());
  }

  @ParameterizedTest
  @EnumSource
  void withoutAProtectionItFails(Protection protection) {
    World world = new World();
    world.on.remove(protection);
    AssertionError found =
        assertThrows(
            AssertionError.class,
            () -> {
              if (protection == Protection.VERSION) {
                overtaken(world);
              } else if (protection == Protection.DELETED_OWES) {
                deletedInBetween(world);
              } else {
                deathAround(world);
              }
            });
    System.out.printf("without %s: %s%n", protection, String.valueOf(found.getMessage()).lines().findFirst().orElse(""));
  }

  @Test
  void firingAgainChangesNothing() {
    World world = new World();
    world.price("300");
    assertEquals(Checked.SUGGESTED, world.run());
    for (int i = 0; i < 20; i++) {
      assertEquals(Checked.IDLE, world.run());
    }
    world.told(1);
    assertEquals(1, world.calls.size());
  }

  @Test
  void aMessageThatComesLateFindsTheNextPrice() {
    World world = new World();
    world.price("300");
    world.settle();
    world.later();
    world.price("299");
    world.settle();
    world.told(1);
    assertEquals(usd("299"), world.watch().last());
    assertEquals(usd("300"), world.watch().baseline());
  }

  @ParameterizedTest
  @CsvSource({",,1", "true,,1", "false,,0", ",true,1", ",false,0", "true,false,1", "false,true,0"})
  void whoWantsNoAlertsGetsNoJob(Boolean alerts, Boolean proactive, int jobs) {
    World world = new World();
    world.alerts = alerts;
    world.proactive = proactive;
    world.price("300");
    world.settle();
    assertEquals(jobs, world.jobs.size());
    assertEquals(jobs, world.watch().drops());
    assertEquals(usd("300"), world.watch().baseline(), "the baseline moves all the same");
  }

  @Test
  void pausedDeletedAndOverAreLeftAlone() {
    World world = new World();
    world.now = Instant.parse("2027-04-12T00:00:00Z");
    world.price("1");
    assertEquals(Checked.ENDED, world.run());
    assertEquals(Checked.IDLE, world.run());
    world.told(0);
    World gone = new World();
    gone.price("1");
    gone.store.delete(gone.key, NOW);
    assertEquals(Checked.IDLE, gone.run());
    assertEquals(Set.of(), gone.jobs);
  }
}
