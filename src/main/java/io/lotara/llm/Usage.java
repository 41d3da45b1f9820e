package io.lotara.llm;

/**
 * What a question to a language model took.
 *
 * @param model as it is configured; empty when none was asked
 * @param inputTokens as the model has counted them
 * @param outputTokens likewise, with those of its reasoning
 * @param microUsd what that costs at the prices of {@link ModelPrices}, in millionths of a US dollar, rounded up
 * @param reported whether the model said how many tokens they were; if not, the cost is the most that it can be
 */
public record Usage(String model, long inputTokens, long outputTokens, long microUsd, boolean reported) {
  /** Nothing was asked, or nothing is charged. */
  public static final Usage NONE = new Usage("", 0, 0, 0, true);

  /** Both together. */
  public Usage plus(Usage other) {
    return new Usage(
        model.isEmpty() ? other.model : model,
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        microUsd + other.microUsd,
        reported && other.reported);
  }
}
