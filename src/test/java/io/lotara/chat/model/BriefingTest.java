package io.lotara.chat.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.chat.ChatSettings;
import io.lotara.chat.ChatTurn;
import io.lotara.chat.Conversation;
import io.lotara.chat.Focus;
import io.lotara.chat.Rights;
import io.lotara.chat.rules.RuleTools;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which answers of a model may be given to others, too. */
class BriefingTest {
  private static final Instant NOW = Instant.parse("2026-04-01T10:00:00Z");

  private static final Map<String, Object> PROPERTIES =
      Map.of(
          "lotara.table", "t",
          "lotara.agent-queue", "http://localhost/q",
          "lotara.watch-queue", "http://localhost/q",
          "lotara.delivery-queue", "http://localhost/q",
          "lotara.aws.dynamodb-endpoint", "http://localhost:1",
          "lotara.aws.sqs-endpoint", "http://localhost:1");

  private static ChatTurn turn(String message, int turns) {
    Conversation talk = new Conversation("acme", "c-1", null, 1, turns, NOW, NOW, Focus.NONE, null, 0);
    return new ChatTurn(
        talk, "t-1", message, "ada", JsonNode.createObjectNode(Map.of()), ChatSettings.LOTARA, new Rights(true), NOW, List::of);
  }

  @Test
  void anAnswerGoesByItsModelAndOnlyTheFirstIsFree() {
    try (ApplicationContext beans = ApplicationContext.run(PROPERTIES)) {
      Briefing briefing = new Briefing(beans.getBean(RuleTools.class), beans.getBean(JsonMapper.class), 2000);
      ChatTurn first = turn("Is Hue nice?", 0);
      assertTrue(briefing.free(first));
      assertFalse(briefing.free(turn("Is Hue nice?", 1)));
      assertEquals(briefing.key(first, "one"), briefing.key(turn("is hue  NICE", 0), "one"));
      assertNotEquals(briefing.key(first, "one"), briefing.key(first, "another"));
    }
  }
}
