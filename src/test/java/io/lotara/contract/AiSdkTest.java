package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The chat through the transports of the npm package {@code ai}, unmodified. Runs where Node and the package are. */
@ExtendWith(Service.class)
class AiSdkTest {
  private static final Path SCRIPTS = Path.of("src/test/node/ai-sdk");
  private static final Path WORK = Path.of("target/node/ai-sdk");

  @BeforeAll
  static void install() throws Exception {
    Files.createDirectories(WORK);
    boolean same = Files.isDirectory(WORK.resolve("node_modules/ai"));
    for (String file : List.of("package.json", "package-lock.json", "client.mjs")) {
      String text = Files.readString(SCRIPTS.resolve(file));
      Path copy = WORK.resolve(file);
      same &= Files.exists(copy) && Files.readString(copy).equals(text);
      Files.writeString(copy, text);
    }
    if (!same) {
      output("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=0", "--fetch-timeout=15000");
    }
  }

  /** What a command prints; where it cannot be run there is nothing to test. */
  private static String output(String... command) throws Exception {
    String why;
    try {
      Process process = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return said;
      }
      why = said.strip();
    } catch (IOException e) {
      why = e.getMessage();
    }
    System.out.println("Not tested with the AI SDK: " + String.join(" ", command) + ": " + why);
    return abort(why);
  }

  private static List<JsonNode> shown(String kind, String chat, String... texts) throws Exception {
    List<String> command = new ArrayList<>(List.of("node", "client.mjs", kind, Service.cloud().baseUrl() + "/v1/chat", chat));
    command.addAll(List.of(texts));
    Process process = new ProcessBuilder(command).directory(WORK.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), said);
    return said.lines().map(Http::parse).toList();
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

  @Test
  void theTextTransportShowsTheAnswer() throws Exception {
    JsonNode message = shown("text", UUID.randomUUID().toString(), "Plan a week in Rome for two").getFirst();
    assertTrue(part(message, "text").get("text").textValue().startsWith("I am planning your trip to Rome"), message::toString);
  }
}
