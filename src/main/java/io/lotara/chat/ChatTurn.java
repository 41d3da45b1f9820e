package io.lotara.chat;

import io.micronaut.json.tree.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * A turn that wants an answer.
 *
 * @param conversation as it was when the turn was claimed
 * @param turnId which; the same for every attempt, so that what is done for it can be done once
 * @param message 1 to 1,000 characters
 * @param userId whose jobs are made
 * @param user what the client says of the person: a JSON object
 * @param settings whose chat it is
 * @param rights what the one who speaks may do
 * @param now the clock
 * @param recent the last turns, the oldest first; read when first asked for
 */
public record ChatTurn(
    Conversation conversation,
    String turnId,
    String message,
    String userId,
    JsonNode user,
    ChatSettings settings,
    Rights rights,
    Instant now,
    Supplier<List<Turn>> recent) {

  public String tenant() {
    return conversation.tenant();
  }

  public Focus focus() {
    return conversation.focus();
  }

  /** Whether the plan or the question that the focus holds was told right before this turn, with nothing said in between. */
  public boolean follows() {
    return focus().turn() != null && focus().turn() == conversation.turns();
  }

  /** What was answered last; empty at the beginning. A model may have said something else than the rule that it asked. */
  public String last() {
    List<Turn> turns = recent.get();
    return turns.isEmpty() ? "" : turns.getLast().response();
  }

  /** The same turn in other words. */
  public ChatTurn saying(String words) {
    return new ChatTurn(conversation, turnId, words, userId, user, settings, rights, now, recent);
  }

  /** The same turn in a conversation that is about something else. */
  public ChatTurn about(Focus focus) {
    return new ChatTurn(conversation.about(focus), turnId, message, userId, user, settings, rights, now, recent);
  }
}
