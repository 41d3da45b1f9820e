package io.lotara.chat;

import io.lotara.job.JobKey;
import io.lotara.job.UserData;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** A user's conversations with all their turns. */
@Singleton
class ErasedConversations implements UserData {
  private final Conversations conversations;
  private final Clock clock;

  ErasedConversations(Conversations conversations, Clock clock) {
    this.conversations = conversations;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "conversations";
  }

  @Override
  public boolean erase(JobKey erasure, String userId) {
    Instant now = clock.instant();
    boolean any = false;
    // The list may lag behind what was deleted a moment ago.
    for (String id : conversations.ofUser(erasure.tenant(), userId)) {
      any |= conversations.delete(erasure.tenant(), id, now);
    }
    return any;
  }
}
