package io.lotara.llm;

import io.lotara.job.HealthProbe;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** A language model is configured. It is not called: that costs, and jobs go on without it. */
@Singleton
@Requires(property = OpenAiLanguageModel.KEY, pattern = ".+")
class LanguageModelHealth implements HealthProbe {

  @Override
  public String service() {
    return "llm";
  }

  @Override
  public boolean healthy() {
    return true;
  }
}
