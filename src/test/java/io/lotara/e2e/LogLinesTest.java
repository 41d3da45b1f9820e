package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line that a function writes of a job names the job, and every line its request and its trace. */
class LogLinesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRACE = "1-5bef4de7-ad49b0e87f6ef6c87fc2e700";
  private static final Map<String, Part> PARTS = new LinkedHashMap<>();

  /** What was written of something, and what the lines should name. */
  private record Part(JsonNode said, List<JsonNode> lines) {
    String job() {
      return said.path("job_id").asText();
    }

    String request() {
      return said.path("request_id").asText();
    }
  }

  @BeforeAll
  @Timeout(180)
  static void run() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.provider=io.lotara.log.JsonLogs",
                "-Dcom.amazonaws.xray.traceHeader=Root=" + TRACE + ";Parent=53995c3f42cd8ad8;Sampled=1",
                "-cp",
                System.getProperty("java.class.path"),
                LoggedRun.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<String> written = process.inputReader().lines()) {
      for (String text : written.toList()) {
        JsonNode line = JSON.readTree(text);
        if (line.has("of")) {
          PARTS.put(line.path("of").asText(), new Part(line, List.copyOf(lines)));
          lines.clear();
        } else if (line.path("logger").asText().matches("io\\.lotara\\.(?!local).*")) {
          lines.add(line);
        }
      }
    }
    assertEquals(0, process.waitFor());
  }

  private static Part part(String what) {
    Part part = PARTS.get(what);
    assertFalse(part.lines().isEmpty(), () -> "nothing was written by: " + what);
    return part;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan", "suggest", "chat", "approve", "worker", "dead letter", "delivery", "watch", "status that fails", "approval that fails"
      })
  void everyLineNamesItsJobAndTrace(String what) {
    assertFalse(part(what).job().isEmpty(), what);
    for (JsonNode line : part(what).lines()) {
      assertEquals(part(what).job(), line.path("job_id").asText(), line::toString);
      assertEquals(TRACE, line.path("trace_id").asText(), line::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "suggest", "chat", "approve", "status that fails", "approval that fails", "list that fails"})
  void theRequestIsNamedAsItsClientKnowsIt(String what) {
    for (JsonNode line : part(what).lines()) {
      assertEquals(part(what).request(), line.path("request_id").asText(), line::toString);
      assertTrue(line.path("lambda_request_id").asText().length() == 36, line::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "dead letter", "delivery", "watch"})
  void aMessageIsNamedWithTheRunThatTookIt(String what) {
    for (JsonNode line : part(what).lines()) {
      assertFalse(line.path("message_id").asText().isEmpty(), line::toString);
      assertFalse(line.path("request_id").asText().isEmpty() || line.has("lambda_request_id"), line::toString);
    }
  }

  @Test
  void aSweepNamesEachJobThatItLooksAfterAndNoneInTheEnd() {
    List<JsonNode> lines = part("sweep").lines();
    JsonNode end = lines.getLast();
    assertTrue(end.path("message").asText().startsWith("swept:") && !end.has("job_id"), end::toString);
    List<JsonNode> others = lines.stream().filter(line -> line.path("message").asText().contains("not sent")).toList();
    assertTrue(others.size() >= 2, lines::toString);
    others.forEach(line -> assertEquals(36, line.path("job_id").asText().length(), line::toString));
    assertTrue(others.stream().map(line -> line.path("job_id").asText()).distinct().count() >= 2, others::toString);
  }

  @Test
  void aRequestAboutNoJobNamesNone() {
    part("list that fails").lines().forEach(line -> assertFalse(line.has("job_id"), line::toString));
  }

  @Test
  void aDeadLetterIsToldWithAllThatARedriveNeeds() {
    JsonNode line = part("dead letter").lines().stream().filter(l -> l.path("message").asText().contains(" is parked: ")).findFirst().orElseThrow();
    assertEquals("WARN", line.path("level").asText());
    assertEquals("flights", line.path("step").asText());
    assertTrue(line.path("message").asText().startsWith("message " + line.path("message_id").asText() + " is parked: "), line::toString);
  }
}
