package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What names a turn, and what the client says of the person. */
@SharedService
class ChatTurnsTest {
  private final Http http = Service.http();

  @Test
  void aTurnIdThatIsUsedAgainIsNamed() {
    String turn = UUID.randomUUID().toString();
    String body = "{\"message\":\"%s\",\"turn_id\":\"" + turn + "\"}";
    http.post("/api/chat", body.formatted("hello")).expect(200);
    JsonNode refused = http.post("/api/chat", body.formatted("hello again")).expect(422);
    assertEquals("This turn_id was used with another message; use a new one.", refused.get("error").textValue());
    String key = UUID.randomUUID().toString();
    send("{\"message\":\"hello\"}", key).expect(200);
    assertTrue(send("{\"message\":\"hello again\"}", key).expect(422).get("error").textValue().contains("Idempotency-Key"));
  }

  private Http.Answer send(String body, String key) {
    return http.send("POST", "/api/chat", body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json", "Idempotency-Key", key);
  }

  @Test
  void aTripBeginsWhereTheClientSaysThatThePersonLives() {
    for (String field : new String[] {"origin", "home_city", "city"}) {
      String body = "{\"message\":\"Plan 3 days in Hue in May\",\"user_context\":{\"" + field + "\":\"Singapore\"}}";
      JsonNode said = http.post("/api/chat", body).expect(200);
      JsonNode job =
          http.poll(said.get("job_id").textValue(), d -> Set.of("completed", "waiting_approval", "failed").contains(d.get("status").textValue()));
      assertTrue(job.toString().contains("from Singapore") || job.toString().contains("\"Singapore\""), job::toString);
    }
    String other = "{\"message\":\"Plan 3 days in Hue from Bangkok in May\",\"user_context\":{\"origin\":\"Singapore\"}}";
    assertTrue(http.post("/api/chat", other).expect(200).get("response").textValue().startsWith("I am planning your trip to Hue from Bangkok"));
  }
}
