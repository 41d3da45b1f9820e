package io.lotara.llm;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;

/** There is no model to talk to, and everything works without. */
@Singleton
@Requires(missingBeans = OpenAiDialogueModel.class)
class NoDialogueModel implements DialogueModel {

  @Override
  public String name() {
    return "";
  }

  @Override
  public boolean configured() {
    return false;
  }

  @Override
  public Turn speak(Dialogue dialogue, Duration within) {
    return new Turn(new Spoken.Failed("none is configured"), Usage.NONE);
  }

  @Override
  public long mostMicroUsd(Dialogue dialogue) {
    return 0;
  }
}
