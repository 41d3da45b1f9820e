package io.lotara.llm;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** There is no language model, and everything works without. */
@Singleton
@Requires(missingBeans = OpenAiLanguageModel.class)
public class NoLanguageModel implements LanguageModel {

  @Override
  public boolean configured() {
    return false;
  }

  @Override
  public Answer ask(Prompt prompt) {
    return new Answer.Unavailable("none is configured", false);
  }
}
