package io.lotara.suggestion;

import io.lotara.prove.Twins;
import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.travel.PriceKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Random calls of stores of watches. */
public final class WatchTwins {
  private static final Journey JOURNEY =
      new Journey("Hanoi", "Singapore", LocalDate.parse("2037-04-12"), LocalDate.parse("2037-04-16"), new Party(2, List.of(7)));
  private static final int WATCHES = 15;

  private final Twins twins;
  private final Random random;
  private final List<Watch> made = new ArrayList<>();
  private final List<Watch> written = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  public WatchTwins(Twins twins, Random random) {
    this.twins = twins;
    this.random = random;
  }

  /** One call, or a few that belong together. */
  public void operation(Instant now) {
    String tenant = "t" + random.nextInt(2);
    String user = "user" + random.nextInt(3);
    Watch some = made.isEmpty() ? null : made.get(random.nextInt(made.size()));
    int roll = made.size() < 3 ? 0 : random.nextInt(16);
    switch (roll) {
      case 0 -> create(tenant, user, now);
      case 1 -> {
        // Made again: the first stays, and a deleted one stays deleted.
        twins.both(WatchStore.class, "create a watch again", s -> {
          s.create(some);
          return s.read(some.key());
        });
      }
      case 2 -> twins.both(WatchStore.class, "delete a watch", s -> s.delete(some.key(), now));
      case 3 -> {
        if (random.nextInt(8) == 0) {
          twins.both(
              WatchStore.class,
              "forget a user's watches",
              s -> {
                List<WatchKey> forgotten = new ArrayList<>();
                boolean any = s.forget(tenant, user, now, watch -> forgotten.add(watch.key()));
                // In no certain order.
                forgotten.sort(Comparator.comparing(WatchKey::id));
                return List.of(any, forgotten);
              });
        }
      }
      case 4, 5 -> page(tenant, user);
      case 6, 7 -> due(now.plusSeconds(random.nextInt(7200) - 3600));
      case 8 -> again();
      case 9 -> twins.both(WatchStore.class, "read a watch of another tenant", s -> s.read(new WatchKey("other", some.key().id())));
      default -> change(some, now);
    }
  }

  private void create(String tenant, String user, Instant now) {
    Price baseline = new Price(BigDecimal.valueOf(100 + random.nextInt(900)), "USD", PriceKind.ESTIMATED);
    WatchKey key = new WatchKey(tenant, new UUID(random.nextLong(), random.nextLong()).toString());
    Watch watch =
        Watch.begin(key, user, JOURNEY, new BigDecimal("12.5"), random.nextInt(4) == 0 ? null : baseline, random.nextInt(4) > 0, now);
    made.add(watch);
    if (made.size() > WATCHES) {
      made.removeFirst();
    }
    twins.both(WatchStore.class, "create a watch", s -> {
      s.create(watch);
      return s.read(watch.key());
    });
  }

  private void change(Watch some, Instant now) {
    Watch read = twins.both(WatchStore.class, "read a watch that owes", s -> s.readOwing(some.key())).orElse(null);
    Watch.Draft draft = (read == null ? some : read).draft();
    Price price = Price.live(BigDecimal.valueOf(100 + random.nextInt(900)), "USD");
    draft.last = price;
    draft.checkedAt = now;
    draft.history = List.of(new Sighting(now, price, null, null));
    draft.misses = random.nextInt(3);
    draft.dueAt = random.nextInt(5) == 0 ? null : now.plusSeconds(random.nextInt(3600));
    if (random.nextInt(3) == 0) {
      draft.owed =
          draft.owed != null
              ? null
              : new Drop(++draft.drops, new UUID(random.nextLong(), random.nextLong()).toString(), now, price, price, "open", JOURNEY);
      draft.quietUntil = now.plus(Duration.ofDays(1));
    }
    write(draft.next());
  }

  /** A write on an old version, perhaps one that was made before under the same name. */
  private void again() {
    if (!written.isEmpty()) {
      write(written.get(random.nextInt(written.size())));
      written.subList(0, Math.max(0, written.size() - 10)).clear();
    }
  }

  private void write(Watch next) {
    String id = random.nextInt(3) == 0 && !ids.isEmpty() ? ids.iterator().next() : "w" + random.nextLong();
    ids.clear();
    ids.add(id);
    written.add(next);
    twins.both(WatchStore.class, "write a watch", s -> s.write(next, id));
    twins.both(WatchStore.class, "read a watch", s -> s.read(next.key()));
  }

  private void page(String tenant, String user) {
    int limit = 1 + random.nextInt(4);
    twins.both(
        WatchStore.class,
        "page through a user's watches",
        s -> Twins.pages(after -> {
          WatchStore.Page page = s.page(tenant, user, (String) after, limit);
          return new Twins.Part(page.watches(), page.next());
        }));
  }

  private void due(Instant at) {
    twins.both(
        WatchStore.class,
        "watches that are due",
        s -> {
          Set<String> due = new TreeSet<>();
          for (int i = 0; i < s.shards(); i++) {
            int shard = i;
            Twins.pages(after -> {
              WatchStore.DuePage page = s.due(shard, at, (String) after);
              return new Twins.Part(page.watches(), page.next());
            }).forEach(key -> due.add(key.toString()));
          }
          return due;
        });
  }
}
