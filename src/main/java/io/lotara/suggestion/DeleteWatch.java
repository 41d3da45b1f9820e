package io.lotara.suggestion;

import io.lotara.job.IdempotencyKeys;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Deletes a watch and the idempotency key that it was made under: who posts the same request again wants a watch, not the answer that told of one
 * which is there no more.
 */
@Singleton
public class DeleteWatch {
  /** What idempotency keys of watches are used on. */
  public static final String SCOPE = "watches";

  private final WatchStore watches;
  private final IdempotencyKeys keys;
  private final Clock clock;

  DeleteWatch(WatchStore watches, IdempotencyKeys keys, Clock clock) {
    this.watches = watches;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Deletes a watch; what it owes stays owed. May be called more than once. The key goes first: only the watch leads to it.
   *
   * @return false when there is none
   * @throws io.lotara.job.JobStore.Unavailable when it may be there still
   */
  public boolean delete(WatchKey key) {
    watches.read(key).ifPresent(this::forgetKey);
    return watches.delete(key, clock.instant());
  }

  void forgetKey(Watch watch) {
    if (watch.idempotency() != null) {
      keys.forget(watch.key().tenant(), SCOPE, watch.idempotency(), watch.key().id());
    }
  }
}
