package io.lotara.chat;

import io.lotara.tenant.Limits;
import io.micronaut.core.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;

/**
 * A conversation without its turns: one item, written on condition that nobody else has.
 *
 * @param tenant who owns it
 * @param id ours or the client's, any string of 1 to 128 characters
 * @param userId whose it is: the first who was named in it; null when nobody was
 * @param version 1 for the first write, one more for each after it
 * @param turns how many were answered
 * @param createdAt when it began
 * @param updatedAt last write
 * @param focus what it is about
 * @param claim the turn that is being answered, or null
 * @param fullAt when its bucket of turns is full again, in microseconds since the epoch
 */
public record Conversation(
    String tenant,
    String id,
    @Nullable String userId,
    long version,
    int turns,
    Instant createdAt,
    Instant updatedAt,
    Focus focus,
    @Nullable Claim claim,
    long fullAt) {

  /**
   * A turn that is being answered.
   *
   * @param turnId which
   * @param until when whoever does it is taken for dead
   */
  public record Claim(String turnId, Instant until) {}

  /** One that has not begun. */
  static Conversation fresh(String tenant, String id, @Nullable String userId, Instant now) {
    return new Conversation(tenant, id, userId, 0, 0, now, now, Focus.NONE, null, 0);
  }

  /** Whether a turn is being answered by somebody who may still be alive. */
  boolean busy(Instant now) {
    return claim != null && now.isBefore(claim.until());
  }

  /**
   * The same while a turn is answered; the turn is counted. One that began without a name is of the first user who is named: what was said before
   * goes with the rest when that user is erased.
   */
  Conversation claimed(String turnId, @Nullable String sayer, Duration lease, Limits limits, Instant now) {
    long full = limits.rated() ? Math.max(fullAt, Limits.micros(now)) + limits.costMicros() : fullAt;
    return new Conversation(
        tenant, id, userId == null ? sayer : userId, version + 1, turns, createdAt, now, focus, new Claim(turnId, now.plus(lease)), full);
  }

  /** The same with the claimed turn answered. */
  Conversation answered(Focus next, Instant now) {
    return new Conversation(tenant, id, userId, version + 1, turns + 1, createdAt, now, next.in(turns + 1), null, fullAt);
  }

  /** The same, about something else. */
  Conversation about(Focus other) {
    return new Conversation(tenant, id, userId, version, turns, createdAt, updatedAt, other, claim, fullAt);
  }

  /** The same with the claim given up. */
  Conversation released(Instant now) {
    return new Conversation(tenant, id, userId, version + 1, turns, createdAt, now, focus, null, fullAt);
  }
}
