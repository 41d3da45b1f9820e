package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/jobs}. */
@SharedService
class ListContractTest {
  private static final Map<String, String> LINE =
      Map.of(
          "job_id", "text", "kind", "text", "user_id", "text", "status", "text", "mode", "text", "created_at", "time", "updated_at", "time",
          "completed_at", "time?", "version", "int");
  private final Http http = Service.http();

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonNode page(String user, String more) {
    JsonNode page = http.get("/v1/jobs?user_id=" + encoded(user) + more).expect(200);
    Documents.fields(page, Map.of("jobs", "array", "next_cursor", "text?"), "page");
    for (JsonNode line : page.get("jobs")) {
      Documents.fields(line, LINE, "job");
      assertEquals(user, line.get("user_id").textValue());
    }
    return page;
  }

  private String plan(String user) {
    String body = Http.JSON.createObjectNode().put("user_id", user).put("query", "Test query").toString();
    return http.post("/v1/plan", body).expect(202).get("job_id").textValue();
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.get("jobs").forEach(line -> ids.add(line.get("job_id").textValue()));
    return ids;
  }

  @Test
  void newestFirstAndPageByPage() {
    String user = "Ngô, Ái & co? #1/" + UUID.randomUUID();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.addFirst(plan(user));
    }
    plan(user.replace("Ngô", "Ngo"));
    assertEquals(made, ids(page(user, "")));
    for (int limit : new int[] {1, 3, 7, 8}) {
      List<String> joined = new ArrayList<>();
      String cursor = "";
      do {
        JsonNode page = page(user, "&limit=" + limit + cursor);
        assertTrue(page.get("jobs").size() <= limit && !page.get("jobs").isEmpty());
        joined.addAll(ids(page));
        String next = page.get("next_cursor").textValue();
        assertTrue(next == null || next.matches("[A-Za-z0-9_-]+"), next);
        cursor = next == null ? null : "&cursor=" + next;
      } while (cursor != null);
      assertEquals(made, joined);
    }
  }

  @Test
  void byStatus() {
    String user = "user-" + UUID.randomUUID();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      made.addFirst(plan(user));
      http.poll(made.getFirst(), "waiting_input");
    }
    for (int i : new int[] {0, 2}) {
      http.send("POST", "/v1/jobs/" + made.get(i) + "/cancel", null).expect(200);
    }
    assertEquals(List.of(made.get(0), made.get(2)), ids(page(user, "&status=cancelled")));
    JsonNode first = page(user, "&status=waiting_input&limit=1");
    assertEquals(List.of(made.get(1)), ids(first));
    JsonNode second = page(user, "&status=waiting_input&limit=1&cursor=" + first.get("next_cursor").textValue());
    assertEquals(List.of(made.get(3)), ids(second));
    assertTrue(second.get("next_cursor").isNull());
    assertTrue(page(user, "&status=completed").get("jobs").isEmpty());
  }

  @Test
  void aUserWithoutJobs() {
    JsonNode page = page("nobody-" + UUID.randomUUID(), "");
    assertTrue(page.get("jobs").isEmpty());
    assertTrue(page.get("next_cursor").isNull());
  }

  @Test
  void aCursorIsGoodForItsListOnly() {
    String user = "user-" + UUID.randomUUID();
    plan(user);
    plan(user);
    String cursor = page(user, "&limit=1").get("next_cursor").textValue();
    page(user, "&cursor=" + cursor);
    http.get("/v1/jobs?user_id=other&cursor=" + cursor).names("query.cursor");
    String otherPlace =
        Base64.getUrlEncoder().withoutPadding().encodeToString((new String(Base64.getUrlDecoder().decode(cursor)) + "0").getBytes(StandardCharsets.US_ASCII));
    for (String wrong : List.of("", "x", "!", "%00", encoded("é"), cursor + "A", cursor.substring(2), otherPlace, "e30", "null")) {
      http.get("/v1/jobs?user_id=" + user + "&cursor=" + wrong).names("query.cursor");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "user_id", "user_id=", "limit=5"})
  void aUserIsRequired(String query) {
    http.get("/v1/jobs?" + query).names("query.user_id");
  }

  @Test
  void parametersAreReadStrictly() {
    http.get("/v1/jobs?user_id=" + "x".repeat(129)).names("query.user_id");
    page("\uD83D\uDEEB".repeat(128), "");
    for (String status : List.of("", "done", "COMPLETED", "completed,failed")) {
      http.get("/v1/jobs?user_id=x&status=" + status).names("query.status");
    }
    for (String limit : List.of("", "0", "-1", "x", "1.5")) {
      http.get("/v1/jobs?user_id=x&limit=" + limit).names("query.limit");
    }
    page("x", "&limit=99999999999999");
  }

  @Test
  void planningMayBeWaitedFor() {
    Trips.completed();
    long start = System.nanoTime();
    Http.Answer rests = http.post("/v1/plan/sync", "{\"user_id\":\"ada\",\"query\":\"Test query\"}");
    JsonNode document = rests.expect(200);
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(Service.HELD_SECONDS).toNanos());
    Documents.check(document);
    assertEquals("waiting_input", document.get("status").textValue());
    assertEquals("\"" + document.get("version") + "\"", rests.header("ETag").orElseThrow());
    http.post("/v1/plan/sync", "{\"user_id\":\"ada\"}").names("body.query");
    http.post("/v1/plan/sync", "{").problem(400, "BadRequest");
  }

  @Test
  void whatTakesTooLongIsAcceptedAllTheSame() throws Exception {
    Service.cloud().pause("AgentQueue");
    try {
      Http.Answer answer = http.post("/v1/plan/sync", "{\"user_id\":\"ada\",\"query\":\"Test query\"}");
      JsonNode accepted = answer.expect(202);
      assertEquals("started", accepted.get("status").textValue());
      assertEquals("/v1/status/" + accepted.get("job_id").textValue(), answer.header("Location").orElseThrow());
    } finally {
      Service.cloud().resume("AgentQueue");
    }
  }
}
