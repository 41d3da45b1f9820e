package io.lotara.suggestion;

import io.lotara.suggestion.WatchPlay.Off;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The store of watches, without one of its protections. It has one shard, that of the watch: in the others nothing is ever due. */
final class WeakWatches implements WatchStore {
  private final InMemoryWatches store;
  private final Off off;

  WeakWatches(InMemoryWatches store, Off off) {
    this.store = store;
    this.off = off;
  }

  @Override
  public void create(Watch watch) {
    store.create(watch);
  }

  @Override
  public Optional<Watch> read(WatchKey key) {
    return store.read(key);
  }

  @Override
  public Optional<Watch> readOwing(WatchKey key) {
    return store.readOwing(key);
  }

  @Override
  public boolean write(Watch next, String writeId) {
    Watch.Draft draft = next.draft();
    if (off == Off.DROP_UNRECORDED && next.owed() != null) {
      draft.owed = null;
      draft.dueAt = next.checkedAt().plus(WatchWorld.PERIOD);
    }
    Watch wanted = draft.next();
    Optional<Watch> stored = store.readOwing(next.key());
    long version = off == Off.NO_VERSION && stored.filter(w -> !w.deleted()).isPresent() ? stored.get().version() + 1 : next.version();
    return store.write(at(wanted, version), writeId);
  }

  private static Watch at(Watch w, long version) {
    return new Watch(
        w.key(), w.userId(), w.journey(), w.thresholdPercent(), w.baseline(), w.last(), w.basis(), w.active(), w.createdAt(), w.checkedAt(),
        w.history(), w.drops(), w.owed(), w.quietUntil(), w.misses(), w.dueAt(), w.idempotency(), w.deleted(), version);
  }

  @Override
  public boolean delete(WatchKey key, Instant now) {
    return off == Off.DELETED_OWES_NOTHING ? store.forget(key.tenant(), WatchWorld.USER, now, watch -> {}) : store.delete(key, now);
  }

  @Override
  public boolean forget(String tenant, String userId, Instant now, Consumer<Watch> first) {
    return store.forget(tenant, userId, now, first);
  }

  @Override
  public Page page(String tenant, String userId, String after, int limit) {
    return store.page(tenant, userId, after, limit);
  }

  @Override
  public DuePage due(int shard, Instant now, String after) {
    return store.due(Math.floorMod(WatchWorld.KEY.id().hashCode(), store.shards()), now, after);
  }

  @Override
  public int shards() {
    return 1;
  }
}
