package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A trip that was asked for, seen through the API alone. */
record Trip(TestCloud cloud, String id) {
  private static final Set<String> TERMINAL = Set.of("completed", "failed", "cancelled");
  private static final Set<String> LAST = Set.of("complete", "error", "cancelled");

  Answer status(String... headers) {
    return cloud.get("/v1/status/" + id, headers);
  }

  String state() {
    return status().expect(200).text("/status");
  }

  boolean terminal() {
    return TERMINAL.contains(state());
  }

  boolean rests() {
    String state = state();
    return TERMINAL.contains(state) || state.startsWith("waiting");
  }

  /** Waits for a state, as a client would: each look is held until something changes. */
  Answer await(String... states) {
    return await(status -> List.of(states).contains(status.text("/status")), List.of(states).toString());
  }

  Answer await(Predicate<Answer> wanted, String what) {
    long end = System.nanoTime() + TestCloud.PATIENCE.toNanos();
    Answer last = status();
    while (!wanted.test(last)) {
      if (System.nanoTime() > end || TERMINAL.contains(last.text("/status"))) {
        fail("wanted " + what + ", and the job is " + last.body());
      }
      last = status("Prefer", "wait=2");
    }
    return last;
  }

  Answer approve() {
    return decide(true, null);
  }

  Answer approve(String planHash) {
    return decide(true, planHash);
  }

  Answer reject() {
    return decide(false, null);
  }

  Answer decide(boolean approved, String planHash) {
    String hash = planHash == null ? "" : ",\"plan_hash\":\"%s\"".formatted(planHash);
    return cloud.post("/v1/approve", "{\"job_id\":\"%s\",\"approved\":%s%s}".formatted(id, approved, hash));
  }

  Answer cancel() {
    return cloud.post("/v1/jobs/" + id + "/cancel", "");
  }

  Answer answer(String text) {
    return cloud.post("/v1/jobs/" + id + "/answer", "{\"answer\":\"%s\"}".formatted(text));
  }

  String planHash() {
    return status().text("/approval/plan_hash");
  }

  /** State of an agent's step. */
  JsonNode task(String step) {
    for (JsonNode task : status().at("/tasks")) {
      if (task.get("task_id").asText().equals(step)) {
        return task;
      }
    }
    throw new AssertionError("no task " + step);
  }

  List<String> effects() {
    List<String> states = new ArrayList<>();
    status().at("/effects").forEach(e -> states.add(e.get("state").asText()));
    return states;
  }

  List<JsonNode> events() {
    List<JsonNode> events = new ArrayList<>();
    cloud.get("/v1/jobs/" + id + "/events").expect(200).at("/events").forEach(events::add);
    return events;
  }

  /** Expects this end, and a story that holds together: ids without gaps, each task once, one last word, and totals that add up. */
  Answer ended(String state) {
    Answer status = status().expect(200);
    assertEquals(state, status.text("/status"), () -> status.body().toPrettyString());
    sound(status);
    return status;
  }

  void sound() {
    sound(status());
  }

  private void sound(Answer status) {
    List<JsonNode> events = events();
    Map<String, Integer> started = new HashMap<>();
    Map<String, Integer> completed = new HashMap<>();
    int last = 0;
    for (int i = 0; i < events.size(); i++) {
      JsonNode event = events.get(i);
      assertEquals(i + 1, event.get("id").asInt(), "ids have no gaps");
      String type = event.get("type").asText();
      String task = event.at("/data/task_id").asText();
      if (type.equals("task_start")) {
        started.merge(task, 1, Integer::sum);
      } else if (type.equals("task_complete")) {
        completed.merge(task, 1, Integer::sum);
        assertTrue(started.containsKey(task), () -> task + " ended before it began");
      } else if (LAST.contains(type)) {
        last++;
        assertEquals(events.size(), i + 1, () -> type + " is the last event");
      }
    }
    started.forEach((task, times) -> assertEquals(1, times, () -> "starts of " + task));
    completed.forEach((task, times) -> assertEquals(1, times, () -> "ends of " + task));
    boolean terminal = TERMINAL.contains(status.text("/status"));
    assertEquals(terminal ? 1 : 0, last, "last words");
    if (status.text("/status").equals("completed")) {
      JsonNode by = status.at("/cost/by");
      double sum = 0;
      for (JsonNode part : by) {
        sum += part.asDouble();
      }
      assertEquals(status.at("/cost/total").asDouble(), sum, 0.011, "the parts of the cost add up");
      assertEquals(0, status.at("/final_result/cost/total").decimalValue().compareTo(status.at("/cost/total").decimalValue()));
    }
  }
}
