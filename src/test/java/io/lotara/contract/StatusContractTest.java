package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/status/{job_id}}. */
@SharedService
class StatusContractTest {
  private final Http http = Service.http();

  private Http.Answer status(String id, String... headers) {
    return http.get("/v1/status/" + id, headers);
  }

  @Test
  void everyFieldIsThereFromTheFirstAnswer() {
    String id = http.plan("Test query");
    Documents.check(status(id).expect(200));
    JsonNode asked = http.poll(id, "waiting_input");
    Documents.check(asked);
    assertTrue(asked.get("question").get("text").textValue().endsWith("?"));
    assertTrue(asked.get("final_result").isNull() && asked.get("error").isNull() && asked.get("approval").isNull());
    assertEquals("30", status(id).header("Retry-After").orElseThrow());
  }

  @Test
  void aCompletedTripHasEverything() {
    Http.Answer answer = status(Trips.completed());
    JsonNode document = answer.expect(200);
    Documents.check(document);
    assertEquals("completed", document.get("status").textValue());
    assertEquals(100, document.get("progress").get("percent").intValue());
    assertEquals(document.get("progress").get("tasks_total"), document.get("progress").get("tasks_completed"));
    assertTrue(document.get("completed_at").isTextual());
    for (String key : List.of("flights", "hotels", "activities", "itinerary")) {
      assertTrue(document.get("current_output").has(key), key);
    }
    assertEquals(document.get("final_result"), document.get("current_output").get("itinerary"));
    assertEquals(document.get("final_result").get("cost"), document.get("cost"));
    assertTrue(answer.header("Retry-After").isEmpty(), "nothing will change");
    for (JsonNode effect : document.get("effects")) {
      assertEquals("not_booked", effect.get("state").textValue(), "nothing pretends to be booked");
      assertTrue(effect.get("book_url").textValue().startsWith("https://"));
    }
    assertTrue(document.get("effects").size() > 0);
  }

  @Test
  void aTripThatWaitsForAPersonSaysWhy() {
    JsonNode document = status(Trips.waiting()).expect(200);
    Documents.check(document);
    JsonNode approval = document.get("approval");
    assertTrue(approval.get("required").booleanValue());
    assertEquals("cost_over_threshold", approval.get("reasons").get(0).textValue());
    assertTrue(approval.get("total").decimalValue().compareTo(approval.get("threshold").decimalValue()) > 0);
    assertEquals(document.get("cost").get("total"), approval.get("total"));
    assertTrue(document.get("final_result").isNull(), "not before it is completed");
    assertEquals("30", status(Trips.waiting()).header("Retry-After").orElseThrow());
  }

  @Test
  void aTripThatCannotBeSaysWhatIsInTheWay() {
    String id = http.plan("Plan a 7-day trip to Tokyo for two from Hanoi in mid April", "{\"budget_usd\": 20}");
    JsonNode document = http.poll(id, "failed");
    Documents.check(document);
    assertEquals("INFEASIBLE", document.get("error").get("code").textValue());
    assertTrue(document.get("error").get("details").size() > 0);
    assertTrue(document.get("final_result").isNull());
    assertTrue(status(id).header("Retry-After").isEmpty());
  }

  @Test
  void theTagIsTheVersion() {
    String id = Trips.waiting();
    Http.Answer answer = status(id);
    String tag = answer.header("ETag").orElseThrow();
    assertEquals("\"" + answer.json().get("version").asText() + "\"", tag);
    for (String match : List.of(tag, "W/" + tag, "*", "\"x\", " + tag, "\"x\",W/" + tag + " , \"y\"", "\"a,b\", " + tag)) {
      Http.Answer same = status(id, "If-None-Match", match);
      assertEquals(304, same.status(), match);
      assertEquals(0, same.raw().body().length);
      assertEquals(tag, same.header("ETag").orElseThrow());
      assertEquals("30", same.header("Retry-After").orElseThrow());
    }
    for (String other : List.of("\"x\"", tag.replace("\"", ""), "\"" + tag + "\"", "", "w", ",", "\"9" + tag.substring(1))) {
      status(id, "If-None-Match", other).expect(200);
    }
  }

  @Test
  void versionsOnlyGrow() {
    String id = http.plan("A weekend in Rome from Paris", Trips.UNLIMITED);
    long last = 0;
    String body = "";
    JsonNode document;
    do {
      Http.Answer answer = status(id);
      document = answer.expect(200);
      Documents.check(document);
      long version = document.get("version").longValue();
      assertTrue(version >= last, version + " after " + last);
      assertTrue(version > last || answer.text().equals(body), "the same version is the same document");
      last = version;
      body = answer.text();
    } while (!Documents.terminal(document));
    assertEquals("completed", document.get("status").textValue());
    http.post("/v1/jobs/" + id + "/cancel", "{}").expect(200);
    assertEquals(body, status(id).text(), "final is final");
  }

  @Test
  void anAnswerIsHeldUntilSomethingChanges() {
    String id = Trips.waiting();
    long start = System.nanoTime();
    Http.Answer held = status(id, "Prefer", "respond-async, Wait=1");
    assertTrue(System.nanoTime() - start >= Duration.ofSeconds(1).toNanos(), "nothing changed in this second");
    held.expect(200);
    assertEquals(304, status(id, "Prefer", "wait=1", "If-None-Match", held.header("ETag").orElseThrow()).status());
    String moving = http.plan("Test query");
    JsonNode first = status(moving).expect(200);
    JsonNode next = first;
    while (next.get("status").textValue().equals("started")) {
      long asked = next.get("version").longValue();
      next = status(moving, "Prefer", "wait=20").expect(200);
      assertNotEquals(asked, next.get("version").longValue(), "20 seconds are plenty");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=0", "wait=-1", "wait=soon", "wait", "", "return=minimal", "wait=1.5", "await=5", "wait=99999999999999999999"})
  void aPreferenceThatCannotBeReadIsIgnored(String preference) {
    status(Trips.completed(), "Prefer", preference).expect(200);
    assertEquals(200, status(Trips.waiting(), "Prefer", preference, "If-None-Match", "\"other\"").status());
  }

  @Test
  void whoHasAnOlderVersionIsAnsweredAtOnce() {
    long start = System.nanoTime();
    status(Trips.waiting(), "Prefer", "wait=20", "If-None-Match", "\"1\"").expect(200);
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
  }

  static Stream<String> anyIdMayBeAskedFor() {
    return Stream.of(
        "nope", " ", "a b", "a/b", "../status", "..", ".", "a?b", "a#b", "%", "%2F", "100%", "+", "a+b", ";", "a;b=c", "é", "Hà Nội", "\uD83D\uDEEB",
        "\u0000", "\n", "a\\b", "{}", "{id}", "'", "\"", "<script>", "|", "^", "`", "[", "null", "undefined", "-1", "0", "x".repeat(3000),
        UUID.randomUUID().toString(), UUID.randomUUID().toString().toUpperCase(), "01934d6a-7c00-7a31-9c55-0d8f6c3e2b1a", "T#other#J#x", "open");
  }

  @ParameterizedTest
  @MethodSource
  void anyIdMayBeAskedFor(String id) {
    String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20").replace(".", "%2E");
    String quoted = Http.JSON.valueToTree(id).toString();
    Map<String, Http.Answer> answers =
        Map.of(
            "status", status(encoded),
            "events", http.get("/v1/jobs/" + encoded + "/events"),
            "stream", http.get("/v1/stream/" + encoded),
            "cancel", http.send("POST", "/v1/jobs/" + encoded + "/cancel", null),
            "answer", http.post("/v1/jobs/" + encoded + "/answer", "{\"answer\":\"Tokyo\"}"),
            "approve", http.post("/v1/approve", "{\"job_id\":" + quoted + ",\"approved\":true}"),
            "feedback", http.post("/v1/feedback", "{\"job_id\":" + quoted + ",\"rating\":5}"));
    String alike = masked(status("nope").problem(404, "NotFound").toString(), "nope");
    answers.forEach(
        (route, answer) -> {
          JsonNode problem = answer.problem(404, "NotFound");
          assertEquals(id, problem.get("job_id").textValue(), route);
          assertEquals(alike, masked(problem.toString(), id), route);
        });
  }

  @Test
  void noIdAtAll() {
    http.post("/v1/approve", "{\"job_id\":\"\",\"approved\":true}").problem(404, "NotFound");
    http.post("/v1/feedback", "{\"job_id\":\"\",\"rating\":1}").problem(404, "NotFound");
  }

  private static String masked(String problem, String id) {
    return problem
        .replace("\"job_id\":" + Http.JSON.valueToTree(id), "\"job_id\":?")
        .replaceFirst("\"timestamp\":\"[^\"]+\"", "\"timestamp\":?");
  }
}
