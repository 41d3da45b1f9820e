package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What every status document must be. */
final class Documents {
  private static final Set<String> TERMINAL = Set.of("completed", "failed", "cancelled");
  private static final Set<String> WORKFLOW =
      Set.of("monitoring", "intake", "planning", "user_approval", "execution", "post_trip_learning", "fail_gracefully");
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("job_id", "text"), Map.entry("kind", "text"), Map.entry("user_id", "text"), Map.entry("status", "text"),
          Map.entry("mode", "text"), Map.entry("created_at", "time"), Map.entry("updated_at", "time"), Map.entry("completed_at", "time?"),
          Map.entry("version", "int"), Map.entry("progress", "object"), Map.entry("tasks", "array"), Map.entry("current_output", "object"),
          Map.entry("approval", "object?"), Map.entry("question", "object?"), Map.entry("effects", "array"),
          Map.entry("final_result", "object?"), Map.entry("error", "object?"), Map.entry("cost", "object?"),
          Map.entry("opik_trace_url", "text?"), Map.entry("links", "object"), Map.entry("revises", "text?"), Map.entry("revised_by", "text?"),
          Map.entry("diff", "object?"));
  private static final Map<String, String> TASK =
      Map.of(
          "task_id", "text", "agent", "text", "task_name", "text", "status", "text", "attempts", "int", "started_at", "time?",
          "completed_at", "time?", "confidence_score", "number?", "error", "text?");
  private static final Map<String, String> APPROVAL =
      Map.ofEntries(
          Map.entry("required", "bool"), Map.entry("reasons", "array"), Map.entry("total", "number"), Map.entry("currency", "text"),
          Map.entry("threshold", "number"), Map.entry("plan_hash", "text"), Map.entry("expires_at", "time?"), Map.entry("decision", "text?"),
          Map.entry("decided_at", "time?"), Map.entry("notes", "text?"));

  private Documents() {}

  static void check(JsonNode document) {
    fields(document, TYPES, "");
    Set<String> names = new HashSet<>();
    document.fieldNames().forEachRemaining(names::add);
    assertEquals(TYPES.keySet(), names);
    UUID.fromString(document.get("job_id").textValue());
    assertTrue(Set.of("reactive", "proactive").contains(document.get("mode").textValue()));
    assertEquals(terminal(document), document.get("completed_at").isTextual());
    JsonNode progress = document.get("progress");
    fields(progress, Map.of("current_state", "text", "tasks_total", "int", "tasks_completed", "int", "percent", "int"), "progress");
    assertTrue(WORKFLOW.contains(progress.get("current_state").textValue()), progress::toString);
    assertEquals(document.get("tasks").size(), progress.get("tasks_total").intValue());
    int ended = 0;
    for (JsonNode task : document.get("tasks")) {
      fields(task, TASK, "task");
      String status = task.get("status").textValue();
      assertTrue(Set.of("pending", "running", "completed", "failed", "skipped").contains(status), status);
      ended += Set.of("completed", "failed", "skipped").contains(status) ? 1 : 0;
    }
    assertTrue(ended >= progress.get("tasks_completed").intValue());
    for (JsonNode effect : document.get("effects")) {
      fields(effect, Map.of("item", "text", "state", "text", "ref", "text?", "book_url", "text?"), "effect");
      assertTrue(Set.of("not_booked", "held", "booked", "compensated", "needs_reconcile").contains(effect.get("state").textValue()));
    }
    if (document.get("approval").isObject()) {
      fields(document.get("approval"), APPROVAL, "approval");
    }
    if (document.get("error").isObject()) {
      fields(document.get("error"), Map.of("code", "text", "message", "text", "details", "object"), "error");
    }
    if (document.get("cost").isObject()) {
      Itineraries.cost(document.get("cost"));
    }
    document.get("links").forEach(link -> assertTrue(link.textValue().startsWith("/"), link::toString));
  }

  static boolean terminal(JsonNode document) {
    return TERMINAL.contains(document.get("status").textValue());
  }

  /** Each field is there and of its type; a question mark allows null. */
  static void fields(JsonNode object, Map<String, String> types, String where) {
    types.forEach((name, type) -> {
      JsonNode value = object.get(name);
      assertNotNull(value, () -> where + " has no " + name + ": " + object);
      if (!(type.endsWith("?") && value.isNull())) {
        assertTrue(is(value, type.replace("?", "")), () -> where + "." + name + " is no " + type + ": " + value);
      }
    });
  }

  private static boolean is(JsonNode value, String type) {
    return switch (type) {
      case "text" -> value.isTextual();
      case "time" -> value.isTextual() && time(value.textValue());
      case "day" -> value.isTextual() && value.textValue().matches("\\d{4}-\\d\\d-\\d\\d");
      case "int" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "bool" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> throw new IllegalArgumentException(type);
    };
  }

  /** RFC 3339 in UTC, no finer than milliseconds: what ordinary clients parse. */
  static boolean time(String text) {
    return text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z") && Instant.parse(text).toString() != null;
  }
}
