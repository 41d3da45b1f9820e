package io.lotara.llm;

import io.micronaut.json.tree.JsonNode;

/** What a language model made of a prompt. */
public sealed interface Answer {

  /** An object that holds the prompt's schema. That it is true is not said. */
  record Given(JsonNode json) implements Answer {}

  /**
   * The model could not be reached, is overloaded or refuses the key.
   *
   * @param why for a person, without a full stop
   * @param retriable whether asking later can help
   */
  record Unavailable(String why, boolean retriable) implements Answer {}

  /** The model declined to answer. */
  record Refused() implements Answer {}

  /**
   * The answer is not in the form that was asked for.
   *
   * @param why for a person, without a full stop
   */
  record BadAnswer(String why) implements Answer {}
}
