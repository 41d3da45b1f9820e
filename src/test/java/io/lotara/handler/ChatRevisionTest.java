package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lotara.replay.Completions;
import io.lotara.replay.ReplayServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model changes a trip that is planned, on the person's words in any language. */
class ChatRevisionTest {
  private static final String MESSAGE = "{\"message\":\"%s\",\"conversation_id\":\"%s\"}";

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final List<String> RESTS = List.of("completed", "waiting_approval", "failed");

  private static JsonNode rests(KeyedService service, String key, String job) throws InterruptedException {
    assertTrue(service.cloud().awaitIdle(PATIENCE), "it never rests");
    JsonNode status = service.send("GET", "/v1/status/" + job, key, null).json();
    assertTrue(RESTS.contains(status.get("status").textValue()), status::toString);
    return status;
  }

  @Test
  void aToolChangesTheTrip() throws Exception {
    try (ReplayServer server = new ReplayServer();
        KeyedService service =
            new KeyedService(
                o ->
                    o.polling(true)
                        .parameter("WritesPerMinute", "0")
                        .parameter("ChatTurnsPerMinute", "0")
                        .environment("OPENAI_API_KEY", "sk-test")
                        .environment("OPENAI_API_BASE", server.url()))) {
      // The workers, which ask the same server, get along without it.
      server.otherwise(400, "{\"error\": {\"message\": \"not now\"}}");
      String key = service.key("acme", "plan", "read", "approve");
      server.then(200, Completions.calling("plan_trip", "{\"request\":\"5 days in Rome from Paris in May\"}"));
      JsonNode begun = service.send("POST", "/api/chat", key, "{\"message\":\"I would like 5 days in Rome from Paris in May\"}").json();
      String job = begun.get("job_id").textValue();
      for (String words : List.of("Làm ơn thêm hai ngày nữa, có thể không?", "make it two days longer please", "Zwei Tage länger, bitte")) {
        int days = rests(service, key, job).at("/final_result/trip/days").intValue();
        server.then(200, Completions.calling("revise_trip", "{\"change\":\"two days longer\"}"));
        JsonNode said =
            service.send("POST", "/api/chat", key, MESSAGE.formatted(words, begun.get("conversation_id").textValue())).json();
        assertEquals("model", said.get("responder").textValue(), said::toString);
        JsonNode changed = rests(service, key, said.get("job_id").textValue());
        assertEquals(job, changed.get("revises").textValue());
        assertEquals(2, changed.at("/diff/days/change").intValue(), changed::toString);
        job = said.get("job_id").textValue();
        assertTrue(days == 0 || changed.at("/final_result/trip/days").intValue() == 0
            || days + 2 == changed.at("/final_result/trip/days").intValue(), changed::toString);
      }
    }
  }
}
