package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A tenant whose chat plans trips and takes no approvals: whatever is said, somebody else approves. */
class ChatWithoutApprovalsTest {

  @Test
  void noWordApproves() throws Exception {
    try (Service.Running service = Service.start(o -> o.parameter("OpenAccess", "false"))) {
      service.cloud().invoke(
          "ChatSettingsHandler",
          Map.of("action", "set", "tenant", "careful", "settings", Map.of("brand_name", "Careful", "travel", true, "approvals", false)));
      Map<?, ?> made =
          (Map<?, ?>) service.cloud().invoke(
              "KeysHandler",
              Map.of("action", "create", "tenant", "careful", "name", "test", "scopes", List.of("plan", "read", "approve")));
      Talk talk = new Talk(new Http(service.cloud().baseUrl()), (String) made.get("key"));
      String job = talk.say("Plan 3 days in Hue for two from Hanoi").get("job_id").textValue();
      talk.rest(job);
      String shown = talk.say("how is my trip").get("response").textValue();
      assertTrue(shown.contains("somebody has to approve it") && !shown.contains("say “approve”"), shown);
      for (String word : List.of("approve", "yes", "go ahead", "book it", "I confirm the plan", "yes, I approve")) {
        String answer = talk.say(word).get("response").textValue();
        assertFalse(answer.contains("is approved"), word + " => " + answer);
        assertEquals("waiting_approval", talk.status(job), word);
      }
      assertTrue(talk.say("approve").get("response").textValue().contains("not allowed to take approvals"));
      assertTrue(talk.say("make it one day longer").get("response").textValue().contains("planning the trip anew"));
      assertTrue(talk.say("cancel my trip").get("response").textValue().contains("is cancelled"));
    }
  }

  private static final class Talk {
    private final Http http;
    private final String key;
    private String id;

    private Talk(Http http, String key) {
      this.http = http;
      this.key = key;
    }

    private JsonNode say(String message) {
      ObjectNode body = Http.JSON.createObjectNode().put("message", message);
      body.putObject("user_context").putObject("constraints").putObject("approval").put("threshold", 1);
      if (id != null) {
        body.put("conversation_id", id);
      }
      byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
      JsonNode told = http.send("POST", "/api/chat", bytes, "Content-Type", "application/json", "X-API-Key", key).expect(200);
      id = told.get("conversation_id").textValue();
      return told;
    }

    private String status(String job) {
      return http.get("/v1/status/" + job, "X-API-Key", key, "Prefer", "wait=1").expect(200).get("status").textValue();
    }

    private void rest(String job) {
      for (int i = 0; i < 40 && !status(job).equals("waiting_approval"); i++) {
        Thread.onSpinWait();
      }
      assertEquals("waiting_approval", status(job));
    }
  }
}
