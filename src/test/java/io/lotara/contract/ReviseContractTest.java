package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A trip that is planned is changed: what was kept stays, and both say whose change it is. */
@SharedService
class ReviseContractTest {
  private final Http http = Service.http();

  private Http.Answer revise(String job, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = "application/json";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return http.send("POST", "/v1/jobs/" + job + "/revise", body.getBytes(StandardCharsets.UTF_8), all);
  }

  private static Set<String> refs(JsonNode result) {
    Set<String> refs = new HashSet<>();
    result.get("days").forEach(day -> day.get("items").forEach(item -> refs.add(item.get("ref").asText())));
    return refs;
  }

  @Test
  void anUnsafeCallbackIsNamed() {
    revise("anything", "{\"query\":\"cheaper\",\"callback_url\":\"https://169.254.169.254/\"}").names("body.callback_url");
    revise("anything", "{\"query\":\"cheaper\",\"callback_url\":5}").names("body.callback_url");
  }

  @Test
  void aTripIsMadeLongerAndKeepsWhatWasKept() {
    String before = http.plan("4 days in Rome for two in May", Trips.UNLIMITED);
    JsonNode old = http.poll(before, "completed");
    assertTrue(old.get("revises").isNull() && old.get("revised_by").isNull() && old.get("diff").isNull());
    JsonNode result = old.get("final_result");
    String hotel = result.at("/hotels/0/ref").textValue();
    String sight = result.at("/days/1/attractions/0/ref").textValue();
    String lunch = result.at("/days/1/meals/lunch/ref").textValue();
    String body = "{\"query\":\"two days longer\",\"keep\":[\"" + hotel + "\",\"" + sight + "\",\"" + lunch + "\"]}";
    String key = UUID.randomUUID().toString();
    JsonNode accepted = revise(before, body, "Idempotency-Key", key).expect(202);
    String after = accepted.get("job_id").textValue();
    assertEquals(accepted, revise(before, body, "Idempotency-Key", key).expect(202), "the same request again");
    revise(before, "{\"query\":\"cheaper\"}", "Idempotency-Key", key).problem(422, "ValidationError");

    JsonNode fresh = http.poll(after, "completed");
    assertEquals(before, fresh.get("revises").textValue());
    assertEquals(after, http.get("/v1/status/" + before).expect(200).get("revised_by").textValue());
    assertNotEquals(old.get("version"), http.get("/v1/status/" + before).expect(200).get("version"), "a changed document has another ETag");
    JsonNode now = fresh.get("final_result");
    assertEquals(6, now.at("/trip/days").intValue());
    assertEquals(result.at("/trip/dates/start"), now.at("/trip/dates/start"));
    assertTrue(refs(now).containsAll(Set.of(hotel, sight, lunch)), now::toString);
    JsonNode diff = fresh.get("diff");
    assertEquals(2, diff.at("/days/change").intValue());
    assertEquals(
        0,
        diff.at("/cost/after").decimalValue().subtract(diff.at("/cost/before").decimalValue()).compareTo(diff.at("/cost/change").decimalValue()));
    Set<String> added = new HashSet<>();
    diff.get("added").forEach(item -> added.add(item.get("ref").textValue()));
    Set<String> both = refs(now);
    both.removeAll(refs(result));
    both.remove("null");
    assertEquals(both, added);
    Map<String, String> was = firstDays(result);
    Map<String, String> is = firstDays(now);
    Set<String> gone = new HashSet<>(was.keySet());
    gone.removeAll(is.keySet());
    assertEquals(gone, refsOf(diff.get("dropped")));
    Set<String> moved = new HashSet<>(was.keySet());
    moved.removeIf(ref -> !is.containsKey(ref) || is.get(ref).equals(was.get(ref)));
    assertEquals(moved, refsOf(diff.get("moved")));
    assertFalse(moved.isEmpty() && gone.isEmpty(), "two days more leave something where it was not");
    diff.get("moved").forEach(item -> {
      assertEquals(was.get(item.get("ref").textValue()), item.get("from").textValue());
      assertEquals(is.get(item.get("ref").textValue()), item.get("to").textValue());
    });
    boolean checked = false;
    for (JsonNode check : now.get("checks")) {
      checked |= check.get("code").textValue().equals("keep") && check.get("status").textValue().equals("ok");
    }
    assertTrue(checked, "what was kept was looked for");
  }

  @Test
  void whatIsKeptOnAnotherDayIsMovedAndWhatIsLeftOutIsDropped() {
    String before = http.plan("4 days in Rome for two in May", Trips.UNLIMITED);
    JsonNode old = http.poll(before, "completed").get("final_result");
    String sight = old.at("/days/1/attractions/0/ref").textValue();
    String body = "{\"query\":\"a week later\",\"keep\":[\"" + sight + "\"]}";
    JsonNode fresh = http.poll(revise(before, body).expect(202).get("job_id").textValue(), "completed");
    assertTrue(refsOf(fresh.at("/diff/moved")).contains(sight), () -> fresh.get("diff").toString());
    String shorter = revise(before, "{\"query\":\"two days shorter\"}").expect(202).get("job_id").textValue();
    JsonNode less = http.poll(shorter, "completed");
    assertEquals(-2, less.at("/diff/days/change").intValue());
    Set<String> gone = new HashSet<>(firstDays(old).keySet());
    gone.removeAll(firstDays(less.get("final_result")).keySet());
    assertFalse(gone.isEmpty());
    assertEquals(gone, refsOf(less.at("/diff/dropped")));
  }

  @Test
  void ofATripAndItsChangeOneIsApproved() {
    String before = Trips.newWaiting();
    String after = revise(before, "{\"query\":\"make it 2 days shorter\",\"constraints\":{\"approval\":{\"threshold\":1}}}")
        .expect(202).get("job_id").textValue();
    http.poll(after, "waiting_approval");
    approve(after).expect(200);
    JsonNode refused = approve(before).problem(409, "Conflict");
    assertTrue(refused.get("message").textValue().contains(after), refused::toString);
    JsonNode ended = http.poll(before, "cancelled");
    assertEquals("cancelled", ended.at("/approval/decision").textValue());
    assertEquals("superseded", last(before).at("/data/reason").textValue());
    http.poll(after, "completed");
    approve(after).expect(200);
  }

  @Test
  void theTripBeforeMayBeApprovedInstead() {
    String before = Trips.newWaiting();
    String after = revise(before, "{\"query\":\"make it 2 days shorter\",\"constraints\":{\"approval\":{\"threshold\":1}}}")
        .expect(202).get("job_id").textValue();
    http.poll(after, "waiting_approval");
    approve(before).expect(200);
    JsonNode refused = approve(after).problem(409, "Conflict");
    assertTrue(refused.get("message").textValue().contains(before) || last(after).at("/data/reason").asText().equals("superseded"), refused::toString);
    http.poll(before, "completed");
    http.poll(after, "cancelled");
    assertEquals("superseded", last(after).at("/data/reason").textValue());
  }

  @Test
  void aChangeThatFailsOrIsCancelledIsInNobodysWay() {
    String before = Trips.newWaiting();
    String failed = revise(before, "{\"query\":\"under $10\"}").expect(202).get("job_id").textValue();
    http.poll(failed, "failed");
    String cancelled = revise(before, "{\"constraints\":{\"pace\":\"slow\",\"approval\":{\"threshold\":1}}}").expect(202).get("job_id").textValue();
    http.poll(cancelled, "waiting_approval");
    http.post("/v1/jobs/" + cancelled + "/cancel", "{}").expect(200);
    assertEquals("waiting_approval", http.get("/v1/status/" + before).expect(200).get("status").textValue());
    approve(before).expect(200);
    http.poll(before, "completed");
  }

  private Http.Answer approve(String job) {
    return http.post("/v1/approve", "{\"job_id\":\"" + job + "\",\"approved\":true}");
  }

  private JsonNode last(String job) {
    JsonNode events = http.get("/v1/jobs/" + job + "/events").expect(200).get("events");
    return events.get(events.size() - 1);
  }

  private static Set<String> refsOf(JsonNode items) {
    Set<String> refs = new HashSet<>();
    items.forEach(item -> refs.add(item.get("ref").textValue()));
    return refs;
  }

  /** The first day of each thing of a plan. */
  private static Map<String, String> firstDays(JsonNode result) {
    Map<String, String> days = new HashMap<>();
    result.get("days").forEach(day -> day.get("items").forEach(item -> {
      if (!item.get("ref").isNull()) {
        days.putIfAbsent(item.get("ref").textValue(), day.get("date").textValue());
      }
    }));
    return days;
  }

  @Test
  void theWholeTripIsCancelledInTheChat() {
    JsonNode begun =
        http.post("/api/chat", "{\"message\":\"Plan a 7-day trip to Tokyo for two from Hanoi in mid April under $3000, I love food and temples\"}").expect(200);
    String talk = begun.get("conversation_id").textValue();
    String first = begun.get("job_id").textValue();
    http.poll(first, "waiting_approval");
    String say = "{\"conversation_id\":\"" + talk + "\",\"message\":\"%s\"}";
    String second = http.post("/api/chat", say.formatted("make it 2 days longer")).expect(200).get("job_id").textValue();
    JsonNode rests = http.poll(second, d -> Set.of("waiting_approval", "completed", "failed").contains(d.get("status").textValue()));
    String told = http.post("/api/chat", say.formatted("cancel my trip")).expect(200).get("response").textValue();
    assertTrue(told.contains("earlier plan"), () -> told + " of " + rests.get("status"));
    http.poll(first, "cancelled");
    if (!rests.get("status").textValue().equals("failed")) {
      http.poll(second, "cancelled");
    }
  }

  @Test
  void aTripIsMadeCheaperByStructure() {
    String before = Trips.completed();
    JsonNode old = http.get("/v1/status/" + before).expect(200);
    String after = revise(before, "{\"query\":\"make it 10% cheaper\",\"constraints\":{\"pace\":\"slow\"}}").expect(202).get("job_id").textValue();
    JsonNode fresh = http.poll(after, d -> Set.of("completed", "failed").contains(d.get("status").textValue()));
    if (fresh.get("status").textValue().equals("completed")) {
      assertTrue(fresh.at("/diff/cost/change").decimalValue().signum() < 0, fresh::toString);
      assertEquals(old.at("/final_result/trip/dates"), fresh.at("/final_result/trip/dates"));
    } else {
      assertEquals("INFEASIBLE", fresh.at("/error/code").textValue());
    }
  }

  @Test
  void whatCannotBeKeptIsNamed() {
    String before = http.plan("4 days in Rome for two from Paris in May", Trips.UNLIMITED);
    JsonNode old = http.poll(before, "completed");
    String flight = old.at("/final_result/flights/0/ref").textValue();
    String after = revise(before, "{\"query\":\"a week later\",\"keep\":[\"" + flight + "\"]}").expect(202).get("job_id").textValue();
    JsonNode failed = http.poll(after, "failed");
    assertEquals("INFEASIBLE", failed.at("/error/code").textValue());
    assertEquals("keep", failed.at("/error/details/conflict/0").textValue(), failed::toString);
    assertEquals("keep", failed.at("/error/details/nearest/0/constraint").textValue(), failed::toString);
    assertEquals(before, failed.get("revises").textValue());
  }

  @Test
  void badChangesAreToldPlainly() {
    String done = Trips.completed();
    revise(done, "{}").problem(422, "ValidationError");
    revise(done, "{\"query\":5}").problem(422, "ValidationError");
    revise(done, "{\"query\":\"hello there\"}").problem(422, "ValidationError");
    revise(done, "{\"keep\":[\"open:stay:nowhere\"],\"query\":\"cheaper\"}").names("body.keep.0");
    revise(done, "{\"constraints\":{\"travellers\":0}}").problem(422, "ValidationError");
    revise("01934d6a-7c00-7a31-9c55-0d8f6c3e2b1a", "{\"query\":\"cheaper\"}").problem(404, "NotFound");
    String asking = http.plan("Test query");
    http.poll(asking, "waiting_input");
    revise(asking, "{\"query\":\"cheaper\"}").problem(409, "Conflict");
  }

  @Test
  void aTripIsChangedInTheChat() {
    JsonNode begun = http.post("/api/chat", "{\"message\":\"3 days in Hanoi for two in May\"}").expect(200);
    String talk = begun.get("conversation_id").textValue();
    String first = begun.get("job_id").textValue();
    http.poll(first, "completed");
    String say = "{\"conversation_id\":\"" + talk + "\",\"message\":\"%s\"}";
    JsonNode changed = http.post("/api/chat", say.formatted("Can you make it two days longer?")).expect(200);
    String second = changed.get("job_id").textValue();
    assertNotEquals(first, second);
    JsonNode done = http.poll(second, "completed");
    assertEquals(first, done.get("revises").textValue());
    assertEquals(5, done.at("/final_result/trip/days").intValue());
    String told = http.post("/api/chat", say.formatted("how is my trip?")).expect(200).get("response").textValue();
    assertTrue(told.contains("Compared with the plan before") && told.contains("2 days longer"), told);
  }
}
