package io.lotara.suggestion;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Watches in memory, with the same conditions as in the table. Thread-safe: one call at a time. */
public final class InMemoryWatches implements WatchStore {
  private static final int SHARDS = 4;
  private static final int PAGE = 100;

  private record Stored(Optional<Watch> watch, String writeId) {}

  private final Map<WatchKey, Stored> all = new HashMap<>();

  /** The same watches, to be changed without changing these. */
  public synchronized InMemoryWatches copy() {
    InMemoryWatches copy = new InMemoryWatches();
    copy.all.putAll(all);
    return copy;
  }

  /** What is there, by its key: equal for all that behave alike. Empty for what was there and is gone. */
  public synchronized Map<WatchKey, Optional<Watch>> contents() {
    Map<WatchKey, Optional<Watch>> contents = new HashMap<>();
    all.forEach((key, stored) -> contents.put(key, stored.watch()));
    return contents;
  }

  @Override
  public synchronized void create(Watch watch) {
    all.putIfAbsent(watch.key(), new Stored(Optional.of(watch), "create"));
  }

  @Override
  public synchronized Optional<Watch> read(WatchKey key) {
    return readOwing(key).filter(w -> !w.deleted());
  }

  @Override
  public synchronized Optional<Watch> readOwing(WatchKey key) {
    return Optional.ofNullable(all.get(key)).flatMap(Stored::watch);
  }

  @Override
  public synchronized boolean write(Watch next, String writeId) {
    Stored stored = all.get(next.key());
    if (stored == null || stored.watch().isEmpty()) {
      return false;
    }
    if (stored.watch().get().version() != next.version() - 1) {
      return stored.writeId().equals(writeId);
    }
    all.put(next.key(), new Stored(Optional.of(next).filter(w -> !w.deleted() || w.owed() != null), writeId));
    return true;
  }

  @Override
  public synchronized boolean delete(WatchKey key, Instant now) {
    return read(key).map(watch -> write(watch.removed(), "delete")).orElse(false);
  }

  @Override
  public synchronized boolean forget(String tenant, String userId, Instant now, Consumer<Watch> first) {
    List<Watch> theirs = watches().filter(w -> w.key().tenant().equals(tenant) && w.userId().equals(userId)).toList();
    theirs.forEach(first);
    theirs.forEach(watch -> all.put(watch.key(), new Stored(Optional.empty(), "forget")));
    return !theirs.isEmpty();
  }

  private Stream<Watch> watches() {
    return all.values().stream().flatMap(s -> s.watch().stream());
  }

  @Override
  public synchronized Page page(String tenant, String userId, @Nullable String after, int limit) {
    List<Watch> rest =
        watches()
            .filter(w -> w.key().tenant().equals(tenant) && w.userId().equals(userId) && !w.deleted())
            .filter(w -> after == null || w.place().compareTo(after) < 0)
            .sorted(Comparator.comparing(Watch::place).reversed())
            .toList();
    List<Watch> page = rest.subList(0, Math.min(limit, rest.size()));
    return new Page(page, rest.size() > limit ? page.getLast().place() : null);
  }

  @Override
  public synchronized DuePage due(int shard, Instant now, @Nullable String after) {
    Comparator<Watch> order = Comparator.comparing(Watch::dueAt).thenComparing(w -> w.key().tenant() + "#" + w.key().id());
    List<Watch> due =
        watches()
            .filter(w -> w.dueAt() != null && !w.dueAt().isAfter(now))
            .filter(w -> Math.floorMod(w.key().id().hashCode(), SHARDS) == shard)
            .sorted(order)
            .filter(w -> after == null || place(w).compareTo(after) > 0)
            .toList();
    List<Watch> page = due.subList(0, Math.min(PAGE, due.size()));
    return new DuePage(page.stream().map(Watch::key).toList(), due.size() > PAGE ? place(page.getLast()) : null);
  }

  private static String place(Watch watch) {
    return "%015d %s#%s".formatted(watch.dueAt().toEpochMilli(), watch.key().tenant(), watch.key().id());
  }

  @Override
  public int shards() {
    return SHARDS;
  }
}
