package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Reply;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
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

  /** The declined topic that the words name, if they name one: also in another form of the word, or with a letter wrong. */
  static Optional<String> topic(ChatTurn turn) {
    List<String> said = words(turn.message());
    return turn.settings().declined().stream().filter(topic -> named(words(topic), said)).findFirst();
  }

  private static boolean named(List<String> topic, List<String> said) {
    for (int at = 0; !topic.isEmpty() && at + topic.size() <= said.size(); at++) {
      int same = 0;
      while (same < topic.size() && LikeWords.sameStem(topic.get(same), said.get(at + same))) {
        same++;
      }
      if (same == topic.size()) {
        return true;
      }
    }
    return false;
  }

  private static List<String> words(String text) {
    return Arrays.stream(Heard.fold(text).split("[^\\p{L}\\p{N}]+")).filter(w -> !w.isEmpty()).toList();
  }
}
