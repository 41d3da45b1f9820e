package io.lotara.llm;

/** A language model: it puts text into a given form, and knows, decides and does nothing. Whoever asks for a tenant asks {@link MeteredModel}. */
public interface LanguageModel {

  /** Whether there is one; without, every question is answered with {@link Answer.Unavailable}. */
  boolean configured();

  /**
   * Asks a question. May be called more than once with the same one, and has no effect outside; takes twelve seconds at most and never throws.
   *
   * @return JSON that holds the prompt's schema, or why there is none; and what it cost
   */
  Reply ask(Prompt prompt);

  /**
   * The most that one attempt at a question can cost, in millionths of a US dollar. A second attempt comes only after one that services do not
   * charge for, or after one whose connection was lost.
   */
  long mostMicroUsd(Prompt prompt);
}
