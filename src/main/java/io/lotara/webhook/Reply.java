package io.lotara.webhook;

import io.micronaut.core.annotation.Nullable;
import java.time.Duration;

/** What came of sending something. */
sealed interface Reply {

  /**
   * There was an answer.
   *
   * @param status of HTTP
   * @param retryAfter when to try again at the earliest, or null when nothing was said
   */
  record Answered(int status, @Nullable Duration retryAfter) implements Reply {}

  /**
   * There was none.
   *
   * @param why a short stable phrase without anything of the address in it
   */
  record Failed(String why) implements Reply {}
}
