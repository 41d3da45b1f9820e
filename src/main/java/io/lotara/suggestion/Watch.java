package io.lotara.suggestion;

import io.lotara.travel.Price;
import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A price watch: one item, always whole. Values only; {@link WatchRules} says how one becomes the next.
 *
 * @param key tenant and id
 * @param userId whose it is
 * @param journey what is looked at
 * @param thresholdPercent by how much the price must fall, above 0 and below 100
 * @param baseline the price that the watch began with or that it was last told of, or null before the first check
 * @param last the price at the last check, or null before the first; held while a drop waits for the quiet time to end
 * @param basis what the prices are prices of, or null before the first check
 * @param active false when paused, or over
 * @param createdAt when it was made
 * @param checkedAt when a source last answered, or null
 * @param history what was seen, the newest last; at most {@link WatchRules#MOST_SIGHTINGS}
 * @param drops how many drops there were
 * @param owed the drop whose job is not known to have been made yet, or null
 * @param quietUntil until when no other drop is told of, or null
 * @param misses how many checks in a row had no price
 * @param dueAt when it is to be checked next; null when it is not to be
 * @param idempotency idempotency key that it was made under, so that it can be forgotten with the watch; or null
 * @param deleted whether its owner has deleted it; it is kept only as long as a drop is owed its job
 * @param version 1 for the first write, one more for each after it
 */
public record Watch(
    WatchKey key,
    String userId,
    Journey journey,
    BigDecimal thresholdPercent,
    @Nullable Price baseline,
    @Nullable Price last,
    @Nullable Basis basis,
    boolean active,
    Instant createdAt,
    @Nullable Instant checkedAt,
    List<Sighting> history,
    int drops,
    @Nullable Drop owed,
    @Nullable Instant quietUntil,
    int misses,
    @Nullable Instant dueAt,
    @Nullable String idempotency,
    boolean deleted,
    long version) {

  public Watch {
    history = List.copyOf(history);
  }

  /** A watch as it is first written: due at once. */
  public static Watch begin(
      WatchKey key, String userId, Journey journey, BigDecimal thresholdPercent, @Nullable Price baseline, boolean active, Instant now) {
    return new Watch(
        key, userId, journey, thresholdPercent, baseline, baseline, null, active, now, null, List.of(), 0, null, null, 0, active ? now : null, null, false, 1);
  }

  /** The same, made under an idempotency key. */
  public Watch under(@Nullable String idempotencyKey) {
    return new Watch(
        key, userId, journey, thresholdPercent, baseline, last, basis, active, createdAt, checkedAt, history, drops, owed, quietUntil, misses, dueAt,
        idempotencyKey, deleted, version);
  }

  /** The watch when its owner has deleted it. What it owes stays owed, and due. */
  public Watch removed() {
    Draft draft = draft();
    draft.deleted = true;
    draft.active = false;
    draft.history = List.of();
    draft.dueAt = owed == null ? null : dueAt;
    return draft.next();
  }

  /** Where it stands in the list of its user: texts in the order of creation. */
  public String place() {
    return "%013d#%s".formatted(createdAt.toEpochMilli(), key.id());
  }

  Draft draft() {
    return new Draft(this);
  }

  /** The next version in the making. */
  static final class Draft {
    private final Watch read;
    Journey journey;
    BigDecimal thresholdPercent;
    Price baseline;
    Price last;
    Basis basis;
    boolean active;
    Instant checkedAt;
    List<Sighting> history;
    int drops;
    Drop owed;
    Instant quietUntil;
    int misses;
    Instant dueAt;
    boolean deleted;

    private Draft(Watch read) {
      this.read = read;
      this.journey = read.journey;
      this.thresholdPercent = read.thresholdPercent;
      this.baseline = read.baseline;
      this.last = read.last;
      this.basis = read.basis;
      this.active = read.active;
      this.checkedAt = read.checkedAt;
      this.history = read.history;
      this.drops = read.drops;
      this.owed = read.owed;
      this.quietUntil = read.quietUntil;
      this.misses = read.misses;
      this.dueAt = read.dueAt;
      this.deleted = read.deleted;
    }

    Watch next() {
      return new Watch(
          read.key,
          read.userId,
          journey,
          thresholdPercent,
          baseline,
          last,
          basis,
          active,
          read.createdAt,
          checkedAt,
          history,
          drops,
          owed,
          quietUntil,
          misses,
          dueAt,
          read.idempotency,
          deleted,
          read.version + 1);
    }
  }
}
