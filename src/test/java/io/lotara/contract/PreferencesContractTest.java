package io.lotara.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose preferences {@code /v1/preferences/{user_id}} means. */
@SharedService
class PreferencesContractTest {
  private final Http http = Service.http();

  @Test
  void everyUserHasTheirOwnWhateverTheirName() {
    List<String> users = List.of("ada", "Ngô Ái", "a/b", "a%2Fb", "a,b", "a b", "a+b", "-", "..", "x".repeat(128), "\uD83D\uDEEB".repeat(128));
    for (String user : users) {
      String body = Http.JSON.createObjectNode().put("preferred_language", "of " + users.indexOf(user)).toString();
      Http.Answer put = http.send("PUT", path(user), body.getBytes(UTF_8), "Content-Type", "application/json");
      assertEquals("of " + users.indexOf(user), put.expect(200).get("preferred_language").textValue());
    }
    for (String user : users) {
      assertEquals("of " + users.indexOf(user), http.get(path(user)).expect(200).get("preferred_language").textValue());
    }
    http.get(path("x".repeat(129))).problem(422, "ValidationError");
  }

  private JsonNode understood(String user, String query) {
    JsonNode body = Http.JSON.createObjectNode().put("user_id", user).put("query", query).set("constraints", Http.parse(Trips.UNLIMITED));
    String id = http.post("/v1/plan", body.toString()).expect(202).get("job_id").textValue();
    return http.poll(id, "completed").get("final_result");
  }

  private static JsonNode field(JsonNode plan, String name) {
    for (JsonNode field : plan.get("understood")) {
      if (field.path("field").asText().equals(name)) {
        return field;
      }
    }
    return plan.get("understood").path(name);
  }

  @Test
  void theNextPlanIsMadeOfThem() {
    String user = "prefers-" + UUID.randomUUID();
    String preferences =
        """
        {"budget_range":{"min":500,"max":4321},"travel_style":"relaxed","dietary_restrictions":["vegetarian"],
         "favorite_activities":["museums"],"accessibility_needs":["step-free rooms"],"preferred_destinations":["Kyoto","Hue"]}""";
    http.send("PUT", path(user), preferences.getBytes(UTF_8), "Content-Type", "application/json").expect(200);
    JsonNode plan = understood(user, "3 days in Da Nang from Hanoi");
    Map<String, String> applied = Map.of("budget", "4321", "meals.dietary", "vegetarian", "interests", "museum", "pace", "slow");
    applied.forEach(
        (name, value) -> {
          JsonNode field = field(plan, name);
          assertEquals("preferences", field.path("source").asText(), () -> name + " in " + plan.get("understood"));
          assertTrue(field.get("value").toString().contains(value), field::toString);
        });
    assertTrue(plan.get("assumptions").toString().contains("step-free rooms"), plan.get("assumptions")::toString);
    assertEquals(4321, plan.at("/cost/budget").intValue());

    JsonNode said = understood(user, "3 days in Da Nang from Hanoi for at most $3000, I love beaches");
    assertEquals("query", field(said, "budget").path("source").asText(), "what the text says goes before");
    JsonNode other = understood("other-" + user, "3 days in Da Nang from Hanoi");
    assertFalse(other.get("understood").toString().contains("preferences"));

    String body = Http.JSON.createObjectNode().put("user_id", user).put("query", "Test query").toString();
    String id = http.post("/v1/plan", body).expect(202).get("job_id").textValue();
    JsonNode question = http.poll(id, "waiting_input").get("question");
    assertTrue(question.get("options").toString().contains("Kyoto"), question::toString);
  }

  private static String path(String user) {
    return "/v1/preferences/" + URLEncoder.encode(user, UTF_8).replace("+", "%20").replace(".", "%2E");
  }
}
