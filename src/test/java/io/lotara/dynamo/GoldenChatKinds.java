package io.lotara.dynamo;

import io.lotara.chat.AnswerCache;
import io.lotara.chat.ChatSettings;
import io.lotara.chat.ChatSettingsStore;
import io.lotara.chat.Conversation;
import io.lotara.chat.Conversations;
import io.lotara.chat.Turn;
import io.lotara.job.FollowUp;
import io.lotara.job.JobKey;
import io.lotara.trace.OwedTurns;
import io.lotara.trace.TracedTurn;
import java.time.Instant;
import java.util.List;

/** What conversations are kept in, whose chat it is, and what models have answered. */
final class GoldenChatKinds {
  private GoldenChatKinds() {}

  static List<GoldenKind> all() {
    return List.of(conversation(), turn(), owedTurn(), settings(), cachedAnswer());
  }

  private static GoldenKind conversation() {
    Conversation claimed = GoldenValues.claimed();
    return GoldenKind.of("conversation", new ItemKey.ConversationItem(claimed.tenant(), claimed.id()), claimed,
            t -> t.bean(Conversations.class).write(claimed, null),
            t -> t.bean(Conversations.class).find(claimed.tenant(), claimed.id(), GoldenValues.T0).orElseThrow())
        .withRandom(JobItemCodec.WRITE_ID);
  }

  private static GoldenKind turn() {
    Conversation answered = GoldenValues.answered();
    Turn turn = GoldenValues.turn();
    Instant now = GoldenValues.T0.plusSeconds(3);
    return GoldenKind.of("turn",
            List.of(new ItemKey.ConversationItem(answered.tenant(), answered.id()), new ItemKey.TurnItem(answered.tenant(), answered.id(), 1),
                new ItemKey.TurnIdItem(answered.tenant(), answered.id(), turn.id())),
            List.of(answered, turn),
            t -> t.bean(Conversations.class).write(answered, turn),
            t ->
                List.of(
                    t.bean(Conversations.class).find(answered.tenant(), answered.id(), now).orElseThrow(),
                    t.bean(Conversations.class).turn(answered.tenant(), answered.id(), turn.id(), now).orElseThrow()))
        .withRandom(JobItemCodec.WRITE_ID);
  }

  private static GoldenKind owedTurn() {
    TracedTurn traced = GoldenSideValues.tracedTurn();
    FollowUp.Notice notice = new FollowUp.Notice(new JobKey("acme", traced.traceId()), "opik", "turn", GoldenValues.T0, 0);
    return GoldenKind.of("notice of a turn", new ItemKey.NoticeItem(notice.job(), "opik", "turn"), traced,
        t -> t.bean(Conversations.class).write(GoldenSideValues.tracedConversation(), null, traced),
        t -> t.bean(OwedTurns.class).find(notice).orElseThrow());
  }

  private static GoldenKind settings() {
    ChatSettings settings = GoldenSideValues.chatSettings();
    return GoldenKind.of("settings of a chat", new ItemKey.ChatSettingsItem("acme"), settings,
        t -> t.bean(ChatSettingsStore.class).put("acme", settings),
        t -> t.bean(ChatSettingsStore.class).get("acme").orElseThrow());
  }

  private static GoldenKind cachedAnswer() {
    String question = "6cfb7b2ed3b1f0e9d1a5f0a3b5c2a4a0f1b19e1d5ae4c1c3dc2b9f25c4c8f6f1";
    return GoldenKind.of("answer of a model", new ItemKey.CachedAnswerItem("acme", question), "The sea is warmest in June.",
        t -> t.bean(AnswerCache.class).put("acme", question, "The sea is warmest in June.", GoldenValues.T0.plusSeconds(86_400)),
        t -> t.bean(AnswerCache.class).get("acme", question, GoldenValues.T0).orElseThrow());
  }
}
