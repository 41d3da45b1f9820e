package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/jobs/{job_id}/events}. */
@SharedService
class EventsContractTest {
  private static final Map<String, Map<String, String>> DATA =
      Map.of(
          "state_change", Map.of("status", "text", "workflow_state", "text"),
          "task_start", task("object?"),
          "task_complete", task("object"),
          "agent_output", Map.of("key", "text"),
          "validation_result", Map.of("checks", "array"),
          "approval_required", Map.of("approval", "object"),
          "complete", Map.of("result", "object"),
          "cancelled", Map.of("reason", "text"),
          "error", Map.of("message", "text"));
  private static final Set<String> LAST = Set.of("complete", "cancelled", "error");
  private final Http http = Service.http();

  private static Map<String, String> task(String output) {
    return Map.of("task_id", "text", "agent", "text", "task_name", "text", "status", "text", "output", output, "confidence_score", "number?");
  }

  private JsonNode page(String id, String query) {
    JsonNode page = http.get("/v1/jobs/" + id + "/events" + query).expect(200);
    Documents.fields(page, Map.of("events", "array", "next", "int", "terminal", "bool"), "page");
    return page;
  }

  /** All events of a job, each checked by itself. */
  private List<JsonNode> all(String id) {
    List<JsonNode> events = new ArrayList<>();
    for (JsonNode event : page(id, "").get("events")) {
      Documents.fields(event, Map.of("id", "int", "type", "text", "timestamp", "time", "data", "object"), "event");
      assertEquals(events.size() + 1, event.get("id").intValue(), "no gaps");
      assertTrue(DATA.containsKey(event.get("type").textValue()), event::toString);
      Documents.fields(event.get("data"), DATA.get(event.get("type").textValue()), event.get("type").textValue());
      events.add(event);
    }
    return events;
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(e -> e.get("type").textValue()).toList();
  }

  @Test
  void aTripFromBeginningToEnd() {
    List<JsonNode> events = all(Trips.completed());
    JsonNode document = http.get("/v1/status/" + Trips.completed()).expect(200);
    List<String> states = new ArrayList<>();
    Map<String, Integer> starts = new HashMap<>();
    Map<String, Integer> ends = new HashMap<>();
    Map<String, JsonNode> outputs = new HashMap<>();
    for (JsonNode event : events) {
      JsonNode data = event.get("data");
      switch (event.get("type").textValue()) {
        case "state_change" -> states.add(data.get("status").textValue());
        case "task_start" -> starts.merge(data.get("task_id").textValue(), 1, Integer::sum);
        case "task_complete" -> ends.merge(data.get("task_id").textValue(), 1, Integer::sum);
        case "agent_output" -> outputs.put(data.get("key").textValue(), data.get("value"));
        default -> { }
      }
    }
    assertEquals(List.of("started", "planning", "executing", "completed"), states);
    Map<String, Integer> once = new HashMap<>();
    document.get("tasks").forEach(task -> once.put(task.get("task_id").textValue(), 1));
    assertEquals(once, starts);
    assertEquals(once, ends);
    for (String list : List.of("flights", "hotels", "activities")) {
      assertTrue(outputs.get(list).isArray() && !outputs.get(list).isEmpty(), list);
      assertEquals(document.get("current_output").get(list), outputs.get(list));
      Itineraries.offers(outputs.get(list), list);
    }
    assertTrue(outputs.get("itinerary").isObject());
    assertEquals("complete", types(events).getLast());
    assertEquals(document.get("final_result"), events.getLast().get("data").get("result"));
    assertEquals(1, types(events).stream().filter(LAST::contains).count());
    assertTrue(page(Trips.completed(), "").get("terminal").booleanValue());
  }

  @Test
  void aTripThatWaits() {
    List<JsonNode> events = all(Trips.waiting());
    JsonNode shown = events.getLast().get("data").get("approval");
    assertEquals("approval_required", types(events).getLast());
    JsonNode approval = http.get("/v1/status/" + Trips.waiting()).expect(200).get("approval");
    assertEquals(approval, shown);
    assertFalse(page(Trips.waiting(), "").get("terminal").booleanValue());
    assertTrue(types(events).contains("validation_result"));
  }

  @Test
  void aTripThatIsCancelled() {
    String id = http.plan("Test query");
    http.poll(id, "waiting_input");
    http.post("/v1/jobs/" + id + "/cancel", "{}").expect(200);
    List<JsonNode> events = all(id);
    assertEquals("cancelled", types(events).getLast());
    assertEquals("cancelled", events.get(events.size() - 2).get("data").get("status").textValue());
    assertTrue(page(id, "").get("terminal").booleanValue());
  }

  @Test
  void aTripThatFails() {
    String id = http.plan("Plan a 7-day trip to Tokyo for two from Hanoi in mid April", "{\"budget_usd\": 20}");
    JsonNode document = http.poll(id, "failed");
    List<JsonNode> events = all(id);
    assertEquals("error", types(events).getLast());
    assertEquals(document.get("error").get("message"), events.getLast().get("data").get("message"));
  }

  @Test
  void pagesJoinWithoutGapOrRepeat() {
    List<JsonNode> whole = all(Trips.completed());
    for (int limit : new int[] {1, 7, 1000}) {
      List<JsonNode> joined = new ArrayList<>();
      JsonNode page;
      int after = 0;
      do {
        page = page(Trips.completed(), "?after=" + after + "&limit=" + limit);
        assertTrue(page.get("events").size() <= limit);
        page.get("events").forEach(joined::add);
        after = page.get("next").intValue();
        assertEquals(joined.getLast().get("id").intValue(), after);
      } while (!page.get("terminal").booleanValue());
      assertEquals(whole, joined);
    }
  }

  @Test
  void pastTheEnd() {
    int last = all(Trips.completed()).size();
    for (String after : List.of(String.valueOf(last), String.valueOf(last + 5), "2147483647", "99999999999999999999")) {
      JsonNode page = page(Trips.completed(), "?after=" + after);
      assertTrue(page.get("events").isEmpty());
      assertTrue(page.get("terminal").booleanValue());
      assertTrue(page.get("next").longValue() >= last);
    }
    assertFalse(page(Trips.completed(), "?after=" + (last - 2) + "&limit=1").get("terminal").booleanValue(), "one is left");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000", "1001", "5000", "99999999999", "99999999999999999999999999"})
  void aLargeLimitIsClamped(String limit) {
    assertEquals(all(Trips.completed()).size(), page(Trips.completed(), "?limit=" + limit).get("events").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=-1", "limit=x", "limit=", "limit=1.5", "limit=%D9%A1", "after=-1", "after=x", "after=", "after=1e3", "after=0x1"})
  void whatIsNoNumberIsNamed(String query) {
    http.get("/v1/jobs/" + Trips.completed() + "/events?" + query).names("query." + query.replaceFirst("=.*", ""));
  }

  @Test
  void otherParametersAreIgnored() {
    assertEquals(page(Trips.completed(), ""), page(Trips.completed(), "?x=1&%20=&&=&y"));
  }
}
