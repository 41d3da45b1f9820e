package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
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
  private static final Path SCRIPTS = Path.of("src/test/node/eventsource");
  private static final Path WORK = Path.of("target/node/eventsource");
  private static KeyedService service;

  @BeforeAll
  static void start() throws Exception {
    install();
    service = new KeyedService(o -> o.polling(true).parameter("WritesPerMinute", "0").environment("LOTARA_HELD_SECONDS", "1"));
  }

  /** The package as the lock file names it; once. */
  private static void install() throws Exception {
    Files.createDirectories(WORK);
    boolean same = Files.isDirectory(WORK.resolve("node_modules/eventsource"));
    for (String file : List.of("package.json", "package-lock.json", "client.mjs")) {
      String text = Files.readString(SCRIPTS.resolve(file));
      Path copy = WORK.resolve(file);
      same &= Files.exists(copy) && Files.readString(copy).equals(text);
      Files.writeString(copy, text);
    }
    if (!same) {
      run(true, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=0", "--fetch-timeout=15000");
    }
    run(true, "node", "--version");
  }

  /** Runs a command to its end; where it cannot be run there is nothing to test. */
  private static void run(boolean orAbort, String... command) throws Exception {
    String why;
    try {
      Process process = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes());
      if (process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return;
      }
      why = said.strip();
    } catch (IOException e) {
      why = e.getMessage();
    }
    System.out.println("Not tested with an EventSource of npm: " + String.join(" ", command) + ": " + why);
    abort(why);
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
    Process client =
        new ProcessBuilder("node", "client.mjs", mode, url).directory(WORK.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
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
