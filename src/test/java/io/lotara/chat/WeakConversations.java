package io.lotara.chat;

import io.lotara.chat.TurnPlay.Off;
import io.lotara.trace.TracedTurn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The store of conversations, without one of its protections. Of two who find no conversation in one millisecond, one may begin it, somebody may
 * delete it, and the other begin it again: the two cannot be told apart, and the store does not try. That is left out: the other looks again.
 */
final class WeakConversations implements Conversations {
  private final TurnWorld world;
  private final InMemoryConversations store;
  private final Off off;

  WeakConversations(TurnWorld world, Off off) {
    this.world = world;
    this.store = world.conversations;
    this.off = off;
  }

  @Override
  public Optional<Conversation> find(String tenant, String id, Instant now) {
    Optional<Conversation> found = store.find(tenant, id, now);
    return off == Off.CLAIM_FOR_EVER ? found.map(WeakConversations::forEver) : found;
  }

  private static Conversation forEver(Conversation c) {
    return with(c, c.version(), c.claim() == null ? null : new Conversation.Claim(c.claim().turnId(), Instant.MAX));
  }

  private static Conversation with(Conversation c, long version, Conversation.Claim claim) {
    return new Conversation(c.tenant(), c.id(), c.userId(), version, c.turns(), c.createdAt(), c.updatedAt(), c.focus(), claim, c.fullAt());
  }

  private static Conversation begun(Conversation c, Instant begun) {
    return new Conversation(c.tenant(), c.id(), c.userId(), c.version(), c.turns(), begun, c.updatedAt(), c.focus(), c.claim(), c.fullAt());
  }

  @Override
  public Optional<Turn> turn(String tenant, String id, String turnId, Instant now) {
    return store.turn(tenant, id, turnId, now);
  }

  @Override
  public boolean write(Conversation next, Turn answered, TracedTurn traced) {
    long stored = store.find(next.tenant(), next.id(), next.updatedAt()).map(Conversation::version).orElse(0L);
    boolean wanted = off == Off.CLAIM_UNCONDITIONAL && next.claim() != null || off == Off.ANSWER_UNCONDITIONAL && answered != null;
    if (next.version() == 1 && world.deletedAt != null && !next.createdAt().isAfter(world.deletedAt)) {
      return false;
    }
    if (off == Off.NO_BEGINNING && stored > 0) {
      Instant begun = store.find(next.tenant(), next.id(), next.updatedAt()).orElseThrow().createdAt();
      return store.write(begun(next, begun), answered, traced);
    }
    boolean forced = wanted && (stored > 0 || next.version() == 1);
    return store.write(forced ? with(next, stored + 1, next.claim()) : next, answered, traced);
  }

  @Override
  public List<Turn> page(String tenant, String id, int after, int limit, Instant now) {
    return store.page(tenant, id, after, limit, now);
  }

  @Override
  public boolean delete(String tenant, String id, Instant now) {
    return store.delete(tenant, id, now);
  }

  @Override
  public List<String> ofUser(String tenant, String userId) {
    return store.ofUser(tenant, userId);
  }
}
