package io.lotara.chat;

import jakarta.inject.Singleton;
import java.util.Optional;

/** The place of a trained model that recognises intents. There is none yet, so it passes. */
@Singleton
class Intents implements Responder {

  @Override
  public String name() {
    return "intents";
  }

  @Override
  public int order() {
    return 10;
  }

  @Override
  public Optional<Reply> answer(ChatTurn turn) {
    return Optional.empty();
  }
}
