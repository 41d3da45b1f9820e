package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.node.NodeProject;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The finite stream with the EventSource of npm, over a signed link and without a key. Runs where Node and its package are. */
class NodeStreamTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static NodeProject node;
  private static KeyedService service;

  @BeforeAll
  static void start() throws Exception {
    node = NodeProject.installed(Path.of("src/test/node/eventsource"));
    service = new KeyedService(o -> o.polling(true).parameter("WritesPerMinute", "0").environment("LOTARA_HELD_SECONDS", "1"));
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
  }

  private static JsonNode planned(String query) {
    String key = service.key("acme", "plan", "read", "approve");
    String body = "{\"user_id\":\"ana\",\"query\":\"" + query + "\",\"constraints\":{\"approval\":{\"threshold\":1000000}}}";
    return service.send("POST", "/v1/plan", key, body).json();
  }

  /** What a client saw until it left. */
  private static List<JsonNode> seen(String mode, JsonNode accepted) throws Exception {
    String url = service.cloud().baseUrl() + accepted.at("/links/public_stream").textValue();
    Process client = node.start("node", "client.mjs", mode, url);
    List<JsonNode> seen = new ArrayList<>();
    try (BufferedReader lines = client.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        seen.add(JSON.readTree(line));
      }
    } finally {
      client.destroy();
    }
    return seen;
  }

  private static Stream<JsonNode> events(List<JsonNode> seen) {
    return seen.stream().filter(s -> s.has("type"));
  }

  @Test
  void whoReconnectsSeesEachEventOnceAndThenTheEnd() throws Exception {
    // A stream is held for a second here, less than the first trip of a fresh service takes.
    List<JsonNode> seen = seen("reconnecting", planned("3 days in Da Nang from Hanoi"));
    List<Integer> ids = events(seen).map(e -> e.get("id").intValue()).toList();
    assertEquals(IntStream.rangeClosed(1, ids.size()).boxed().toList(), ids, "all, in order, none twice");
    assertEquals("complete", events(seen).toList().getLast().get("type").textValue());
    assertTrue(seen.stream().anyMatch(s -> s.has("error") && !s.get("closed").booleanValue()), "it has reconnected");
    JsonNode last = seen.getLast();
    assertTrue(last.has("error") && last.get("closed").booleanValue(), "204 ends it: " + last);
  }

  @Test
  void whoClosesAtTheFirstErrorHasSeenTheTripBefore() throws Exception {
    JsonNode accepted = planned("4 days in Rome from Paris");
    String path = accepted.at("/links/public_status").textValue();
    // The trip takes less than a stream is held in earnest; here it is held for a second.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String document;
    do {
      document = service.send("GET", path, null, null, "Prefer", "wait=1").text();
    } while (!document.contains("\"status\":\"completed\"") && System.nanoTime() < end);
    List<JsonNode> seen = seen("closing", accepted);
    List<String> types = events(seen).map(e -> e.get("type").textValue()).toList();
    assertEquals("complete", types.getLast());
    List<String> outputs = events(seen).map(e -> e.at("/data/key").asText()).toList();
    assertTrue(outputs.containsAll(List.of("flights", "hotels", "activities", "itinerary")), outputs::toString);
    assertEquals(1, seen.stream().filter(s -> s.has("open")).count());
    assertTrue(seen.getLast().has("error"), "the end of a finite stream is an error event to a component");
  }
}
