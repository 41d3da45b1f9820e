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
  public Reply ask(Prompt prompt) {
    return Reply.free(new Answer.Unavailable("none is configured", false));
  }

  @Override
  public long mostMicroUsd(Prompt prompt) {
    return 0;
  }
}
