package io.lotara.llm;

import io.lotara.job.ModelCalls;
import io.lotara.tenant.ModelBudget;
import io.lotara.tenant.SpendCapReached;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The language model as tenants may ask it: while their caps have room, and with everything counted. */
@Singleton
public class MeteredModel {
  private static final Logger LOG = LoggerFactory.getLogger(MeteredModel.class);
  private final LanguageModel model;
  private final ModelBudget budget;

  public MeteredModel(LanguageModel model, ModelBudget budget) {
    this.model = model;
    this.budget = budget;
  }

  /** Whether there is a model at all. */
  public boolean configured() {
    return model.configured();
  }

  /**
   * Asks a question for a tenant. A cap that is reached is an {@link Answer.Unavailable} that says so; then nothing was asked. May be called
   * more than once, and costs each time.
   *
   * @param conversation what the question belongs to, for the cap on one conversation, or null
   * @throws RuntimeException of the store when it cannot be known whether there is room; then nothing was asked
   */
  public Reply ask(String tenant, @Nullable String conversation, Prompt prompt) {
    if (!model.configured()) {
      return model.ask(prompt);
    }
    ModelBudget.Hold hold;
    try {
      hold = budget.hold(tenant, conversation, model.mostMicroUsd(prompt));
    } catch (SpendCapReached e) {
      return Reply.free(new Answer.Unavailable(e.getMessage(), false));
    }
    ModelCalls.Asked asked = ModelCalls.begin(prompt.name());
    Reply reply = model.ask(prompt);
    Usage usage = reply.usage();
    asked.end(usage.model(), usage.inputTokens(), usage.outputTokens(), usage.microUsd(), outcome(reply.answer()));
    try {
      hold.settle(reply.usage().microUsd());
    } catch (RuntimeException e) {
      // What was set aside stays counted. The answer is there, and paid for.
      LOG.warn("what a language model cost could not be counted: {}", e.getMessage());
    }
    return reply;
  }

  private static String outcome(Answer answer) {
    return switch (answer) {
      case Answer.Given given -> "given";
      case Answer.Refused refused -> "refused";
      case Answer.BadAnswer bad -> "unusable";
      case Answer.Unavailable unavailable -> "unavailable";
    };
  }
}
