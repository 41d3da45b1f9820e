package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lotara.node.NodeProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The chat through the transports of the npm package {@code ai}, unmodified. Runs where Node and the package are. */
@SharedService
class AiSdkTest {
  private static NodeProject node;

  @BeforeAll
  static void install() throws Exception {
    node = NodeProject.installed(Path.of("src/test/node/ai-sdk"));
  }

  private static List<JsonNode> shown(String kind, String chat, String... texts) throws Exception {
    List<String> command = new ArrayList<>(List.of("node", "client.mjs", kind, Service.cloud().baseUrl() + "/v1/chat" + (kind.equals("text") ? "?stream=text" : ""), chat));
    command.addAll(List.of(texts));
    return node.run(command.toArray(String[]::new)).lines().map(Http::parse).toList();
  }

  private static JsonNode part(JsonNode message, String type) {
    for (JsonNode part : message.get("parts")) {
      if (part.get("type").textValue().equals(type)) {
        return part;
      }
    }
    throw new AssertionError("no part of type " + type + " in " + message);
  }

  @Test
  void theDefaultTransportShowsTheAnswerAndItsJob() throws Exception {
    String chat = UUID.randomUUID().toString();
    List<JsonNode> messages = shown("ui", chat, "Plan a week in Rome for two", "how is my trip?");
    assertEquals("assistant", messages.getFirst().get("role").textValue());
    assertTrue(part(messages.getFirst(), "text").get("text").textValue().startsWith("I am planning your trip to Rome"));
    String job = part(messages.getFirst(), "data-job").at("/data/job_id").textValue();
    assertEquals(200, Service.http().get("/v1/status/" + job).status());
    assertEquals(job, part(messages.getLast(), "data-job").at("/data/job_id").textValue());
    assertEquals(2, Service.http().get("/api/conversations/" + chat).expect(200).get("turns").size());
  }

  private static String text(JsonNode message) {
    return part(message, "text").get("text").textValue();
  }

  @Test
  void theTextTransportShowsTheWordsAlone() throws Exception {
    String chat = UUID.randomUUID().toString();
    List<JsonNode> messages = shown("text", chat, "Plan a week in Rome for two", "thank you", "edit: Plan a week in Lisbon for two");
    assertTrue(text(messages.getFirst()).matches("I am planning your trip to Rome: [^{}]*"), messages::toString);
    assertTrue(text(messages.get(1)).startsWith("You are welcome"), messages::toString);
    assertTrue(text(messages.getLast()).startsWith("I am planning your trip to Lisbon"), messages::toString);
    assertEquals(3, Service.http().get("/api/conversations/" + chat).expect(200).get("turns").size());
  }

  @Test
  void anAnswerThatIsAskedForAgainIsTheOneThatWasKept() throws Exception {
    String chat = UUID.randomUUID().toString();
    List<JsonNode> messages = shown("ui", chat, "Plan a week in Rome for two", "regenerate", "edit: Plan a week in Paris", "regenerate");
    assertEquals(text(messages.getFirst()), text(messages.get(1)));
    assertTrue(text(messages.get(2)).startsWith("I am planning your trip to Paris"), messages::toString);
    assertEquals(part(messages.get(2), "data-job"), part(messages.get(3), "data-job"));
    assertEquals(2, Service.http().get("/api/conversations/" + chat).expect(200).get("turns").size());
  }
}
