package io.lotara.suggestion;

import io.lotara.interleave.Stored;
import io.lotara.job.Job;
import io.lotara.job.UserJobs;
import io.lotara.job.memory.InMemoryTable;
import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.travel.TransportMode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One watch, the jobs of its drops, its message, the price, the time; and which drops were ever written down. */
final class WatchWorld implements Stored<WatchWorld> {
  static final WatchKey KEY = new WatchKey("t", "0193d6a0-7c00-7a31-9c55-0d8f6c3e2b1a");
  static final String USER = "ada";
  static final Duration PERIOD = Duration.ofHours(6).plusSeconds(1);
  private static final Instant NOON = Instant.parse("2027-01-10T12:00:00Z");
  private static final Basis TABLES = new Basis("reference-tables", TransportMode.FLIGHT);

  /** Each far enough below the one before to be told of. */
  private static final List<String> PRICES = List.of("400", "330", "270");

  final InMemoryWatches watches;
  final InMemoryTable table;
  Instant now;

  /** How often the price fell. */
  int falls;

  /** Whether a message for the watch is on the queue; what is delivered may be delivered again. */
  boolean sent;

  int periods;

  /** The jobs of all drops that were ever written down. */
  final Set<String> owed;

  /** How often the price had fallen when the watch was deleted; -1 as long as it was not. */
  int deletedAfter;

  /** Whether a drop was written down for a watch that was deleted. */
  boolean begunByNobody;

  private WatchWorld(InMemoryWatches watches, InMemoryTable table, Set<String> owed) {
    this.watches = watches;
    this.table = table;
    this.owed = owed;
  }

  /** A watch that is due for the first time, at the price with which it began. */
  static WatchWorld begin() {
    WatchWorld world = new WatchWorld(new InMemoryWatches(), new InMemoryTable(), new TreeSet<>());
    world.now = NOON;
    world.deletedAfter = -1;
    Journey journey = new Journey("Hanoi", "Singapore", LocalDate.parse("2027-04-12"), null, new Party(1, List.of()));
    world.watches.create(Watch.begin(KEY, USER, journey, new BigDecimal("15"), world.price(), true, NOON));
    return world;
  }

  Price price() {
    return Price.live(new BigDecimal(PRICES.get(falls)), "USD");
  }

  Quote quote() {
    return new Quote.Quoted(price(), TABLES);
  }

  boolean mayFall() {
    return falls < PRICES.size() - 1;
  }

  Optional<Watch> watch() {
    return watches.readOwing(KEY);
  }

  boolean due() {
    return watch().filter(w -> w.dueAt() != null && !w.dueAt().isAfter(now)).isPresent();
  }

  List<Job> jobs() {
    return table.page(KEY.tenant(), USER, null, UserJobs.MOST).jobs();
  }

  @Override
  public WatchWorld copy() {
    WatchWorld copy = new WatchWorld(watches.copy(), table.copy(), new TreeSet<>(owed));
    copy.now = now;
    copy.falls = falls;
    copy.sent = sent;
    copy.periods = periods;
    copy.deletedAfter = deletedAfter;
    copy.begunByNobody = begunByNobody;
    return copy;
  }

  @Override
  public Object image() {
    return List.of(watches.contents(), table.contents(), now, falls, sent, periods, Set.copyOf(owed), deletedAfter, begunByNobody);
  }

  @Override
  public void changed() {
    watch().filter(w -> w.owed() != null && owed.add(w.owed().jobId())).ifPresent(w -> begunByNobody |= deletedAfter >= 0);
    if (deletedAfter < 0 && watches.read(KEY).isEmpty()) {
      deletedAfter = falls;
    }
  }
}
