package io.lotara.chat;

import io.lotara.chat.TurnPlay.Off;
import io.lotara.interleave.Line;
import io.lotara.interleave.NamedKeys;
import io.lotara.job.IdempotencyKeys;
import io.lotara.trace.TracedTurn;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The ports of those who take turns. Whoever finds the conversation busy looks again, and knows then nothing that he did not know before; so he is
 * taken for gone, and for somebody who begins.
 */
final class TurnPorts implements Conversations {
  private final Line<TurnWorld> line;
  private final Off off;
  private final Conversations port;
  private boolean busy;

  /** He looks again: from his beginning. */
  static final class Again extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Again() {
      super("looks again", null, false, false);
    }
  }

  TurnPorts(Line<TurnWorld> line, Off off) {
    this.line = line;
    this.off = off;
    this.port = line.port(Conversations.class, s -> new WeakConversations(s, off));
  }

  /** Somebody begins. */
  void begin() {
    busy = false;
  }

  /** Whether whoever looked last has found somebody answering. */
  boolean foundBusy() {
    return busy;
  }

  /** The clock, which whoever looks again asks first. */
  Clock clock() {
    Clock real = line.clock(s -> s.now);
    InstantSource looked =
        () -> {
          if (busy) {
            throw new Again();
          }
          return real.instant();
        };
    return looked.withZone(ZoneOffset.UTC);
  }

  @Override
  public Optional<Conversation> find(String tenant, String id, Instant now) {
    Optional<Conversation> found = port.find(tenant, id, now);
    busy = found.isPresent() && found.get().busy(now);
    return found;
  }

  @Override
  public Optional<Turn> turn(String tenant, String id, String turnId, Instant now) {
    return port.turn(tenant, id, turnId, now);
  }

  @Override
  public boolean write(Conversation next, Turn answered, TracedTurn traced) {
    if (off != Off.TURN_AFTER_THE_WRITE || answered == null) {
      return port.write(next, answered, traced);
    }
    boolean written = port.write(next, null, traced);
    if (written) {
      line.call("keeps the turn", true, s -> s.conversations.write(again(next), answered, null));
    }
    return written;
  }

  private static Conversation again(Conversation c) {
    return new Conversation(
        c.tenant(), c.id(), c.userId(), c.version() + 1, c.turns(), c.createdAt(), c.updatedAt(), c.focus(), c.claim(), c.fullAt());
  }

  @Override
  public List<Turn> page(String tenant, String id, int after, int limit, Instant now) {
    return port.page(tenant, id, after, limit, now);
  }

  @Override
  public boolean delete(String tenant, String id, Instant now) {
    return port.delete(tenant, id, now);
  }

  @Override
  public List<String> ofUser(String tenant, String userId) {
    return port.ofUser(tenant, userId);
  }

  IdempotencyKeys keys() {
    return line.port(
        IdempotencyKeys.class,
        s -> new NamedKeys(s.table, s.keys, () -> s.keys++, off == Off.KEY_OF_THE_ATTEMPT ? Integer.toString(s.attempts) : ""));
  }
}
