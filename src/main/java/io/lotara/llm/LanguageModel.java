package io.lotara.llm;

/** A language model: it puts text into a given form, and knows, decides and does nothing. */
public interface LanguageModel {

  /** Whether there is one; without, every question is answered with {@link Answer.Unavailable}. */
  boolean configured();

  /**
   * Asks a question. May be called more than once with the same one, and has no effect outside; takes twelve seconds at most and never throws.
   *
   * @return JSON that holds the prompt's schema, or why there is none
   */
  Answer ask(Prompt prompt);
}
