package io.lotara.llm;

/** An answer, and what it took to get it: an answer that cannot be used may have cost as much as one that can. */
public record Reply(Answer answer, Usage usage) {
  /** One that cost nothing. */
  static Reply free(Answer answer) {
    return new Reply(answer, Usage.NONE);
  }
}
