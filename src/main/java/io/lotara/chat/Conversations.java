package io.lotara.chat;

import io.lotara.trace.TracedTurn;
import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where conversations are kept. What has lapsed is not there any more, removed or not. Every method may throw {@link
 * io.lotara.job.JobStore.Unavailable}: then nothing is known of a write.
 */
public interface Conversations {
  /** Most turns on a page. */
  int MOST = 100;

  /** The conversation, read consistently. */
  Optional<Conversation> find(String tenant, String id, Instant now);

  /** The answered turn of that id. */
  Optional<Turn> turn(String tenant, String id, String turnId, Instant now);

  /**
   * Writes a conversation on condition that its stored version is one less (for version 1: that there is none, or one that has lapsed), and
   * keeps the turn that was answered in the same transaction. One that was deleted and begun again under its id is another one, whatever its
   * version: it has begun at another time. A write that was applied and whose answer was lost is found to be our own.
   *
   * @param next one version on
   * @param answered a turn, or null
   * @param traced what is owed to be told of it, or null; made in the same transaction
   * @return false when another write came first or the conversation was deleted
   */
  boolean write(Conversation next, @Nullable Turn answered, @Nullable TracedTurn traced);

  /** As {@link #write(Conversation, Turn, TracedTurn)}, with nothing to tell. */
  default boolean write(Conversation next, @Nullable Turn answered) {
    return write(next, answered, null);
  }

  /**
   * Answered turns, the oldest first.
   *
   * @param after number of the last turn that is known, 0 for none
   * @param limit 1 to {@link #MOST}
   */
  List<Turn> page(String tenant, String id, int after, int limit, Instant now);

  /**
   * Removes a conversation with all its turns. May be called more than once: what a crash has left is removed by the next call.
   *
   * @return false when there is none
   */
  boolean delete(String tenant, String id, Instant now);

  /** Ids of a user's conversations, the newest first, up to {@link #MOST}; the list may lag behind a creation by moments. */
  List<String> ofUser(String tenant, String userId);
}
