package io.lotara.chat;

import java.time.Instant;
import java.util.Optional;

/** Answers of models to questions that need no context. An answer may be lost at any time, and is then made again. */
public interface AnswerCache {

  /**
   * An answer that has not lapsed.
   *
   * @param key names question, model and settings
   */
  Optional<String> get(String tenant, String key, Instant now);

  /** Keeps an answer until {@code until}. May be called more than once; the last one stays. */
  void put(String tenant, String key, String answer, Instant until);
}
