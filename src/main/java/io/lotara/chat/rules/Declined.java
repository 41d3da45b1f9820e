package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Does not talk about what the tenant does not want talked about. */
@Singleton
final class Declined implements Rule {

  @Override
  public Optional<Reply> answer(Heard heard) {
    return topic(heard.turn())
        .map(topic ->
            Reply.of("I am sorry, I do not talk about " + topic + " here. " + SmallTalk.offer(heard.turn().settings()), heard.turn()));
  }

  /** The declined topic that the words name, if they name one. */
  static Optional<String> topic(ChatTurn turn) {
    String words = " " + Heard.fold(turn.message()).replaceAll("[^\\p{L}\\p{N}]+", " ") + " ";
    return turn.settings().declined().stream()
        .filter(topic -> words.contains(" " + Heard.fold(topic).replaceAll("[^\\p{L}\\p{N}]+", " ").strip() + " "))
        .findFirst();
  }
}
