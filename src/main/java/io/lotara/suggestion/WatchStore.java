package io.lotara.suggestion;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where watches are kept. Every method may throw {@link io.lotara.job.JobStore.Unavailable}: then nothing is known of a write, and doing it
 * again is safe.
 */
public interface WatchStore {
  /** Most watches on a page of a user's. */
  int MOST = 100;

  /** Writes a watch that was never there. May be called more than once with the same key: the first one stays, and a deleted one stays deleted. */
  void create(Watch watch);

  /** The watch, read consistently; empty when it was deleted. */
  Optional<Watch> read(WatchKey key);

  /**
   * As {@link #read}, but a watch that was deleted is there as long as it owes a drop its job: a check that died between the two must not lose
   * it.
   */
  Optional<Watch> readOwing(WatchKey key);

  /**
   * Replaces a watch on condition that its stored version is one less.
   *
   * @param writeId unique for this call: a write that was applied and whose answer was lost is found to be our own
   * @return false when another write came first, or it was deleted: read again
   */
  boolean write(Watch next, String writeId);

  /**
   * Deletes a watch. May be called more than once. A drop that is owed its job stays owed, see {@link #readOwing}.
   *
   * @return false when there is none
   */
  boolean delete(WatchKey key, Instant now);

  /**
   * Removes the next watches of a user with all that they owe, deleted ones too. May be called more than once, until there is none.
   *
   * @param first is given each before it goes, so that what only it leads to can be removed: should this die in between, it is given it again
   * @return whether there was any
   */
  boolean forget(String tenant, String userId, Instant now, Consumer<Watch> first);

  /**
   * A page of a user's watches, the newest first. The list may lag behind a creation by moments; each watch in it is read consistently.
   *
   * @param after where the page before ended, or null
   * @param limit 1 to {@link #MOST}
   */
  Page page(String tenant, String userId, @Nullable String after, int limit);

  /**
   * Watches that were due at {@code now}, those that are due the longest first, from one shard of the index. The index lags and may name what
   * is no longer due: the watch itself says the truth.
   *
   * @param shard from 0 to {@link #shards()} exclusively
   * @param after the cursor of the page before, or null
   */
  DuePage due(int shard, Instant now, @Nullable String after);

  /** Number of shards that {@link #due} is spread over. */
  int shards();

  /** A page of a list; {@code next} is null on the last one. */
  record Page(List<Watch> watches, @Nullable String next) {}

  /** A page of what is due; {@code next} is null on the last one. */
  record DuePage(List<WatchKey> watches, @Nullable String next) {}
}
