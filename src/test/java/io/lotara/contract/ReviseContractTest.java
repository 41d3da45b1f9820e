package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
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
    boolean checked = false;
    for (JsonNode check : now.get("checks")) {
      checked |= check.get("code").textValue().equals("keep") && check.get("status").textValue().equals("ok");
    }
    assertTrue(checked, "what was kept was looked for");
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
