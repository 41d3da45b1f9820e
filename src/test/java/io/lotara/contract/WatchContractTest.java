package io.lotara.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /v1/watches}: what is taken, shown, changed, refused. */
@SharedService
class WatchContractTest {
  private static final Map<String, String> WATCH =
      Map.ofEntries(
          Map.entry("watch_id", "text"), Map.entry("user_id", "text"), Map.entry("origin", "text"), Map.entry("destination", "text"),
          Map.entry("departure_date", "text"), Map.entry("return_date", "text?"), Map.entry("active", "bool"),
          Map.entry("created_at", "time"), Map.entry("checked_at", "time?"), Map.entry("history", "array"));
  private final Http http = Service.http();
  private final LocalDate soon = LocalDate.ofInstant(Service.cloud().clock().instant(), ZoneOffset.UTC).plusDays(60);

  private ObjectNode body() {
    ObjectNode body = Http.JSON.createObjectNode().put("user_id", "ada").put("origin", "Hanoi").put("destination", "Singapore");
    return body.put("departure_date", soon.toString()).put("return_date", soon.plusDays(4).toString());
  }

  private Http.Answer send(String method, String path, String json, String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return http.send(method, path, json.getBytes(UTF_8), all.toArray(String[]::new));
  }

  private JsonNode made() {
    return http.post("/v1/watches", body().toString()).expect(201);
  }

  @Test
  void aWatchAsDocumented() {
    ObjectNode body = body().put("threshold_percent", 12.5).put("travellers", 2);
    body.putObject("baseline_price").put("amount", 400).put("currency", "EUR");
    Http.Answer answer = http.post("/v1/watches", body.toString());
    JsonNode watch = answer.expect(201);
    Documents.fields(watch, WATCH, "watch");
    String id = watch.get("watch_id").textValue();
    assertEquals(7, UUID.fromString(id).version());
    assertEquals("/v1/watches/" + id, answer.header("Location").orElseThrow());
    assertEquals(12.5, watch.get("threshold_percent").doubleValue());
    assertEquals("{\"adults\":2,\"children\":[]}", watch.get("travellers").toString());
    assertEquals("EUR", watch.get("baseline_price").get("currency").textValue());
    assertEquals(400, watch.get("last_price").get("amount").doubleValue());
    assertTrue(watch.get("active").booleanValue());
    assertTrue(watch.get("checked_at").isNull());
    assertEquals(watch, http.get("/v1/watches/" + id).expect(200));
    Instant.parse(watch.get("created_at").textValue());
  }

  @Test
  void whatIsLeftOutIsUsual() {
    ObjectNode body = body().putNull("return_date").putNull("travellers").putNull("baseline_price").putNull("threshold_percent");
    JsonNode watch = http.post("/v1/watches", body.toString()).expect(201);
    assertEquals(15, watch.get("threshold_percent").intValue());
    assertTrue(watch.get("return_date").isNull());
    assertTrue(watch.get("baseline_price").isNull());
    assertTrue(watch.get("last_price").isNull());
    assertEquals(1, watch.get("travellers").get("adults").intValue());
    assertEquals("USD", http.post("/v1/watches", body().put("baseline_price", 400).toString()).expect(201).at("/baseline_price/currency").textValue());
    http.post("/v1/watches", body().put("origin", "HAN").put("destination", "NRT").toString()).expect(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "user_id | null", "user_id | ''", "user_id | 5", "origin | null", "origin | 'Atlantis'", "origin | ''", "origin | 5",
        "destination | 'Nowhere at all'", "destination | 'Hanoi'", "destination | 'HAN'", "destination | 'Ha Noi'",
        "departure_date | '2999-01-01'", "return_date | '2999-01-01'", "departure_date | null", "departure_date | '2020-01-01'",
        "departure_date | 'soon'", "departure_date | '2027-02-30'", "departure_date | 20270401", "return_date | '2021-01-01'", "return_date | 5",
        "threshold_percent | 0", "threshold_percent | 100", "threshold_percent | -5", "threshold_percent | 150", "threshold_percent | '15'",
        "travellers | 0", "travellers | '2'", "travellers | {'adults': 0}", "travellers | {'adults': 1, 'children': [40]}",
        "baseline_price | 0", "baseline_price | -1", "baseline_price | 'x'", "baseline_price | {'currency': 'USD'}",
        "baseline_price | {'amount': 5, 'currency': 'ZZZ'}", "active | 'yes'",
      })
  void whatBreaksARuleIsNamed(String field, String json) {
    JsonNode value = Http.parse(json.replace('\'', '"'));
    http.post("/v1/watches", body().set(field, value).toString()).names("body." + field);
    if (!value.isNull() && !field.equals("user_id")) {
      String path = "/v1/watches/" + made().get("watch_id").textValue();
      JsonNode before = http.get(path).expect(200);
      send("PATCH", path, Http.JSON.createObjectNode().set(field, value).toString()).names("body." + field);
      assertEquals(before, http.get(path).expect(200));
    }
  }

  @Test
  void todayIsTooLate() {
    http.post("/v1/watches", body().put("departure_date", soon.minusDays(60).toString()).toString()).names("body.departure_date");
    http.post("/v1/watches", body().put("departure_date", soon.minusDays(59).toString()).toString()).expect(201);
  }

  @Test
  void aChangeLeavesTheRest() {
    JsonNode watch = made();
    String path = "/v1/watches/" + watch.get("watch_id").textValue();
    JsonNode paused = send("PATCH", path, "{\"active\": false}").expect(200);
    assertEquals(((ObjectNode) watch.deepCopy()).put("active", false), paused);
    JsonNode changed = send("PATCH", path, "{\"threshold_percent\": 5, \"baseline_price\": 300, \"return_date\": null, \"status\": 1}").expect(200);
    assertEquals(5, changed.get("threshold_percent").intValue());
    assertEquals(300, changed.at("/baseline_price/amount").doubleValue());
    assertEquals(watch.get("return_date"), changed.get("return_date"), "null is absent");
    assertFalse(changed.get("active").booleanValue());
    assertEquals(changed, http.get(path).expect(200));
  }

  @Test
  void deletedIsGone() {
    String path = "/v1/watches/" + made().get("watch_id").textValue();
    Http.Answer answer = http.send("DELETE", path, null);
    assertEquals(204, answer.status());
    assertEquals(0, answer.raw().body().length);
    http.get(path).problem(404, "NotFound");
    http.send("DELETE", path, null).problem(404, "NotFound");
    send("PATCH", path, "{\"active\": true}").problem(404, "NotFound");
    for (String id : List.of("x", "a%2Fb", UUID.randomUUID().toString(), "y".repeat(900))) {
      http.get("/v1/watches/" + id).problem(404, "NotFound");
    }
  }

  @Test
  void aKeyMakesARepetitionTheSameWatch() {
    String key = UUID.randomUUID().toString();
    String body = body().toString();
    Http.Answer first = send("POST", "/v1/watches", body, "Idempotency-Key", key);
    String path = "/v1/watches/" + first.expect(201).get("watch_id").textValue();
    send("PATCH", path, "{\"active\": false}").expect(200);
    assertEquals(first.text(), send("POST", "/v1/watches", body, "Idempotency-Key", key).text());
    send("POST", "/v1/watches", body.replace("ada", "bob"), "Idempotency-Key", key).names("header.Idempotency-Key");
    assertEquals(204, http.send("DELETE", path, null).status());
    // With the watch its key is forgotten: nobody is told of a watch that is not there.
    Http.Answer anew = send("POST", "/v1/watches", body, "Idempotency-Key", key);
    String id = anew.expect(201).get("watch_id").textValue();
    http.get(path).problem(404, "NotFound");
    http.get("/v1/watches/" + id).expect(200);
    assertEquals(anew.text(), send("POST", "/v1/watches", body, "Idempotency-Key", key).text());
    assertNotEquals(first.json().get("watch_id"), send("POST", "/v1/watches", body, "Idempotency-Key", key + "2").json().get("watch_id"));
  }

  @Test
  void aUsersWatchesPageByPage() {
    String user = "watcher-" + UUID.randomUUID();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.addFirst(http.post("/v1/watches", body().put("user_id", user).toString()).expect(201).get("watch_id").textValue());
    }
    for (int limit : new int[] {1, 2, 5, 6}) {
      List<String> found = new ArrayList<>();
      String cursor = "";
      do {
        JsonNode page = http.get("/v1/watches?user_id=" + user + "&limit=" + limit + cursor).expect(200);
        assertTrue(page.get("watches").size() <= limit && !page.get("watches").isEmpty());
        page.get("watches").forEach(w -> found.add(w.get("watch_id").textValue()));
        cursor = page.get("next_cursor").isNull() ? null : "&cursor=" + page.get("next_cursor").textValue();
      } while (cursor != null);
      assertEquals(made, found);
    }
    http.get("/v1/watches").names("query.user_id");
    http.get("/v1/watches?user_id=" + user + "&limit=0").names("query.limit");
    http.get("/v1/watches?user_id=" + user + "&cursor=abc").names("query.cursor");
    assertEquals(0, http.get("/v1/jobs?user_id=" + user).expect(200).get("jobs").size(), "watches are no jobs");
  }
}
