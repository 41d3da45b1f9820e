package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Approvals, refusals, cancellations, answers and feedback. */
@SharedService
class DecisionContractTest {
  private final Http http = Service.http();

  private static ObjectNode decision(String id, boolean approved) {
    return Http.JSON.createObjectNode().put("job_id", id).put("approved", approved);
  }

  private Http.Answer decide(String id, boolean approved) {
    return http.post("/v1/approve", decision(id, approved).toString());
  }

  private Http.Answer cancel(String id) {
    return http.send("POST", "/v1/jobs/" + id + "/cancel", null);
  }

  private JsonNode said(Http.Answer answer, String id) {
    JsonNode said = answer.expect(200);
    Documents.fields(said, Map.of("message", "text", "job_id", "text", "status", "text"), "said");
    assertEquals(id, said.get("job_id").textValue());
    return said;
  }

  @Test
  void anApprovalLeadsToTheEndAndMayBeRepeated() {
    String id = Trips.newWaiting();
    String hash = http.get("/v1/status/" + id).expect(200).get("approval").get("plan_hash").textValue();
    http.post("/v1/approve", decision(id, true).put("plan_hash", "other").toString()).problem(409, "Conflict");
    http.post("/v1/approve", decision(id, true).put("plan_hash", "").toString()).problem(409, "Conflict");
    assertEquals("waiting_approval", http.get("/v1/status/" + id).json().get("status").textValue(), "nothing was decided");
    said(http.post("/v1/approve", decision(id, true).put("plan_hash", hash).put("notes", "go").toString()), id);
    said(decide(id, true), id);
    decide(id, false).problem(409, "Conflict");
    JsonNode done = http.poll(id, "completed");
    assertEquals("approved", done.get("approval").get("decision").textValue());
    assertEquals("go", done.get("approval").get("notes").textValue());
    assertTrue(done.get("approval").get("decided_at").isTextual());
    assertEquals("completed", said(decide(id, true), id).get("status").textValue(), "late repeats are told the present status");
    decide(id, false).problem(409, "Conflict");
    http.post("/v1/approve", decision(id, true).put("plan_hash", "other").toString()).problem(409, "Conflict");
    assertEquals(done, cancel(id).expect(200), "what is completed stays so");
    Itineraries.check(done.get("final_result"));
  }

  @Test
  void aRefusalCancelsAndMayBeRepeated() {
    String id = Trips.newWaiting();
    assertEquals("cancelled", said(http.post("/v1/approve", decision(id, false).put("notes", "too dear").toString()), id).get("status").textValue());
    assertEquals("cancelled", said(decide(id, false), id).get("status").textValue());
    decide(id, true).problem(409, "Conflict");
    JsonNode document = http.get("/v1/status/" + id).expect(200);
    Documents.check(document);
    assertEquals("rejected", document.get("approval").get("decision").textValue());
    assertEquals("too dear", document.get("approval").get("notes").textValue());
    assertTrue(document.get("final_result").isNull());
  }

  @Test
  void aCancelledTripStaysCancelled() {
    String id = Trips.newWaiting();
    JsonNode first = cancel(id).expect(200);
    Documents.check(first);
    assertEquals("cancelled", first.get("status").textValue());
    assertEquals(first, cancel(id).expect(200));
    assertEquals(first, http.get("/v1/status/" + id).expect(200));
    decide(id, true).problem(409, "Conflict");
    http.post("/v1/jobs/" + id + "/answer", "{\"answer\":\"Rome\"}").problem(409, "Conflict");
  }

  @Test
  void ofRacingDecisionsOneWins() throws Exception {
    String id = Trips.newWaiting();
    List<Callable<Http.Answer>> race = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      race.add(() -> decide(id, true));
      race.add(() -> decide(id, false));
      race.add(() -> cancel(id));
    }
    List<Http.Answer> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(race.size())) {
      for (var answer : threads.invokeAll(race)) {
        answers.add(answer.get());
      }
    }
    JsonNode document = http.poll(id, Documents::terminal);
    String decision = document.get("approval").get("decision").textValue();
    for (int i = 0; i < answers.size(); i++) {
      boolean won = i % 3 == 2 || decision.equals(i % 3 == 0 ? "approved" : "rejected");
      if (won) {
        assertEquals(200, answers.get(i).status());
      } else {
        answers.get(i).problem(409, "Conflict");
      }
    }
  }

  @Test
  void nothingToDecide() {
    for (boolean approved : new boolean[] {true, false}) {
      JsonNode problem = decide(Trips.completed(), approved).problem(400, "NotAwaitingApproval");
      assertEquals(Trips.completed(), problem.get("job_id").textValue());
    }
    String asking = http.plan("Test query");
    http.poll(asking, "waiting_input");
    decide(asking, true).problem(400, "NotAwaitingApproval");
    cancel(asking).expect(200);
    decide(asking, true).problem(400, "NotAwaitingApproval");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "job_id | null", "job_id | 5", "job_id | []", "approved | null", "approved | 'true'", "approved | 1", "approved | {}",
        "notes | 5", "notes | []", "plan_hash | 5", "plan_hash | {}"
      })
  void aDecisionIsReadStrictly(String field, String json) {
    String body = decision(Trips.completed(), true).set(field, Http.parse(json.replace('\'', '"'))).toString();
    http.post("/v1/approve", body).names("body." + field);
  }

  @Test
  void notesHaveALimit() {
    http.post("/v1/approve", decision(Trips.completed(), true).put("notes", "ế".repeat(501)).toString()).names("body.notes");
    http.post("/v1/approve", decision(Trips.completed(), true).put("notes", "\uD83D\uDEEB".repeat(500)).toString()).problem(400, "NotAwaitingApproval");
    http.post("/v1/approve", decision(Trips.completed(), true).putNull("notes").putNull("plan_hash").put("x", 1).toString())
        .problem(400, "NotAwaitingApproval");
    http.post("/v1/approve", "{}").names("body.job_id");
    http.post("/v1/approve", "{}").names("body.approved");
  }

  @Test
  void anAnswerLetsPlanningGoOn() {
    String id = http.plan("Test query", Trips.UNLIMITED);
    JsonNode asked = http.poll(id, "waiting_input");
    Documents.fields(asked.get("question"), Map.of("text", "text", "options", "array", "expires_at", "time"), "question");
    String path = "/v1/jobs/" + id + "/answer";
    said(http.post(path, "{\"answer\":\"Rome for 3 days from Paris\"}"), id);
    http.post(path, "{\"answer\":\"Oslo\"}").problem(409, "Conflict");
    JsonNode done = http.poll(id, "completed");
    assertEquals("Rome", done.get("final_result").get("trip").get("destinations").get(0).textValue());
    assertTrue(done.get("question").isNull());
    http.post(path, "{\"answer\":\"Oslo\"}").problem(409, "Conflict");
  }

  @Test
  void anAnswerMayBeStructured() {
    String id = http.plan("Test query", Trips.UNLIMITED);
    http.poll(id, "waiting_input");
    said(http.post("/v1/jobs/" + id + "/answer", "{\"constraints\":{\"destination\":\"Barcelona\"}}"), id);
    JsonNode done = http.poll(id, "completed");
    assertEquals("Barcelona", done.get("final_result").get("trip").get("destinations").get(0).textValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{} | answer", "{'answer': null} | answer", "{'answer': 5} | answer", "{'answer': ''} | answer", "{'answer': ['x']} | answer",
        "{'constraints': null} | constraints", "{'answer': 'x', 'constraints': null} | constraints", "{'constraints': []} | constraints",
        "{'constraints': {'travellers': 0}} | constraints.travellers", "{'answer': 'x', 'constraints': {'pace': 'odd'}} | constraints.pace"
      })
  void anAnswerIsReadStrictly(String body, String field) {
    http.post("/v1/jobs/" + Trips.completed() + "/answer", body.replace('\'', '"')).names("body." + field);
  }

  @Test
  void feedbackIsTakenAtAnyTimeAndAgain() {
    String running = http.plan("Test query");
    for (String id : List.of(Trips.completed(), Trips.waiting(), running)) {
      for (int rating = 1; rating <= 5; rating++) {
        ObjectNode body = Http.JSON.createObjectNode().put("job_id", id).put("rating", rating).put("comment", "\uD83D\uDEEB".repeat(1000));
        body.putArray("helpful_aspects").add("food").add("");
        body.putNull("improvement_areas");
        JsonNode kept = http.post("/v1/feedback", body.toString()).expect(200);
        Documents.fields(kept, Map.of("message", "text", "job_id", "text"), "kept");
        assertEquals(id, kept.get("job_id").textValue());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "rating | null", "rating | 0", "rating | 6", "rating | -1", "rating | 4.5", "rating | '5'", "rating | true", "rating | 1e30",
        "rating | 99999999999999999999", "job_id | 5", "job_id | null", "comment | 5", "comment | {}", "helpful_aspects | 'food'",
        "helpful_aspects | {}", "helpful_aspects | [5]", "helpful_aspects | [null]", "improvement_areas | 5", "improvement_areas | [[]]"
      })
  void feedbackIsReadStrictly(String field, String json) {
    ObjectNode body = Http.JSON.createObjectNode().put("job_id", Trips.completed()).put("rating", 5);
    http.post("/v1/feedback", body.set(field, Http.parse(json.replace('\'', '"'))).toString()).names("body." + field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"helpful_aspects", "improvement_areas"})
  void listsHaveLimits(String field) {
    ObjectNode body = Http.JSON.createObjectNode().put("job_id", Trips.completed()).put("rating", 5);
    var list = body.putArray(field);
    for (int i = 0; i < 20; i++) {
      list.add("x".repeat(200));
    }
    http.post("/v1/feedback", body.toString()).expect(200);
    list.add("x");
    http.post("/v1/feedback", body.toString()).names("body." + field);
    body.putArray(field).add("x".repeat(201));
    http.post("/v1/feedback", body.toString()).names("body." + field + ".0");
    http.post("/v1/feedback", body.putNull(field).put("comment", "x".repeat(1001)).toString()).names("body.comment");
  }
}
