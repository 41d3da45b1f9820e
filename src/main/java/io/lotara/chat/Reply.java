package io.lotara.chat;

import io.micronaut.core.annotation.Nullable;

/**
 * An answer.
 *
 * @param text what to say, at least one character
 * @param jobId the trip that it is about, or null
 * @param focus what the conversation is about from now on
 */
public record Reply(String text, @Nullable String jobId, Focus focus) {

  /** An answer that is about no trip; an open question stays open. */
  public static Reply of(String text, ChatTurn turn) {
    return new Reply(text, null, turn.focus());
  }
}
