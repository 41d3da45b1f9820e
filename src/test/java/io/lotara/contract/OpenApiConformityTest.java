package io.lotara.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lotara.local.FunctionFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The document, the template and the behaviour are one. {@link Http} holds every answer of this package's tests against the document; here each
 * operation is asked for everything that the document promises and refuses.
 */
@ExtendWith(Service.class)
class OpenApiConformityTest {
  private static final String JSON = "application/json";
  private final Http http = Service.http();
  private final ApiDescription description = Described.description();
  private final JsonNode document = description.document();

  /** An operation of the document. */
  private record Operation(String method, String path, JsonNode described) {
    boolean answers(int status) {
      return described.get("responses").has(String.valueOf(status));
    }

    JsonNode body() {
      return described.at("/requestBody/content/application~1json/schema");
    }

    boolean open() {
      return described.get("security").isEmpty();
    }

    String at(String job) {
      String at = path.replace("{job_id}", job).replace("{user_id}", "conformity");
      at = at.replace("{watch_id}", job.length() == 36 && at.contains("{watch_id}") ? watch() : "nothing").replaceAll("\\{[^}]+}", "nothing");
      StringBuilder query = new StringBuilder();
      for (JsonNode parameter : described.path("parameters")) {
        if (parameter.path("required").asBoolean() && parameter.get("in").asText().equals("query")) {
          query.append(query.isEmpty() ? "?" : "&").append(parameter.get("name").asText()).append("=conformity");
        }
      }
      return at + query;
    }

    @Override
    public String toString() {
      return method.toUpperCase() + " " + path;
    }
  }

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document.get("paths").properties().forEach(path -> path.getValue().properties().forEach(method ->
        operations.add(new Operation(method.getKey(), path.getKey(), method.getValue()))));
    return operations;
  }

  /** A watch of one's own. */
  private static String watch() {
    String body = new BrokenBodies(Described.description().document(), "").sound(request("/v1/watches")).toString();
    return Service.http().post("/v1/watches", body).expect(201).get("watch_id").textValue();
  }

  private static JsonNode request(String path) {
    return Described.description().document().get("paths").get(path).at("/post/requestBody/content/application~1json/schema");
  }

  @AfterEach
  void recover() {
    Service.throttle().nothing();
    // Nobody is to be told of the trips of other tests.
    for (JsonNode webhook : http.get("/v1/webhooks").expect(200).get("webhooks")) {
      http.send("DELETE", "/v1/webhooks/" + webhook.get("webhook_id").textValue(), null);
    }
  }

  private static Http.Answer send(Http to, Operation operation, String job, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (body != null) {
      all.addAll(List.of("Content-Type", JSON));
    }
    return to.send(operation.method().toUpperCase(), operation.at(job), body == null ? null : body.getBytes(UTF_8), all.toArray(String[]::new));
  }

  private String sound(Operation operation, String job) {
    return operation.body().isMissingNode() ? null : new BrokenBodies(document, job).sound(operation.body()).toString();
  }

  @TestFactory
  Stream<DynamicTest> whatTheDocumentRefusesIsRefused() {
    String job = Trips.completed();
    return operations().stream()
        .filter(operation -> !operation.body().isMissingNode())
        .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> refused(operation, job)));
  }

  private void refused(Operation operation, String job) {
    BrokenBodies bodies = new BrokenBodies(document, job);
    String sound = sound(operation, job);
    assertEquals(List.of(), description.requestComplaints(operation.method(), operation.path(), sound));
    assertTrue(send(http, operation, job, sound).status() != 422, "a sound request is not refused for its form");
    // The constraints of all operations are the same.
    for (ObjectNode body : bodies.others(operation.body(), operation.path().equals("/v1/plan"))) {
      List<String> complaints = description.requestComplaints(operation.method(), operation.path(), body.toString());
      Http.Answer answer = send(http, operation, job, body.toString());
      if (!complaints.isEmpty()) {
        assertEquals(422, answer.status(), () -> "the document refuses " + body + ": " + complaints + ", the service answers " + answer.text());
      }
    }
    assertEquals(400, send(http, operation, job, "{").status());
    assertEquals(400, send(http, operation, job, "{\"x\":" + "[".repeat(20) + "]".repeat(20) + "}").status());
    assertEquals(422, send(http, operation, job, "[]").status());
    assertEquals(413, send(http, operation, job, " ".repeat(65_537)).status());
    String method = operation.method().toUpperCase();
    assertEquals(415, http.send(method, operation.at(job), "x=1".getBytes(UTF_8), "Content-Type", "text/plain").status());
  }

  @TestFactory
  Stream<DynamicTest> everyParameterIsReadAsDescribed() {
    String job = Trips.completed();
    return operations().stream()
        .filter(operation -> operation.method().equals("get"))
        .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> asked(operation, job)));
  }

  private void asked(Operation operation, String job) {
    Http.Answer plain = send(http, operation, job, null);
    assertTrue(plain.status() < 400 || operation.path().matches(".*/public/.*|.*\\{(?!job_id|user_id).*"), plain::text);
    for (String id : new String[] {"nothing", "a%2Fb", "x".repeat(200)}) {
      send(http, operation, id, null);
    }
    for (JsonNode parameter : operation.described().path("parameters")) {
      String name = parameter.get("name").asText();
      for (String value : new String[] {"", "0", "-1", "7", "1.5", "x", "99999999999999999999", "completed", "wait=1", "\"3\"", "*"}) {
        switch (parameter.get("in").asText()) {
          case "query" -> {
            String path = operation.at(job);
            String encoded = java.net.URLEncoder.encode(value, UTF_8);
            Http.Answer answer = http.get(path + (path.contains("?") ? "&" : "?") + name + "=" + encoded);
            boolean number = parameter.at("/schema/type").asText().equals("integer");
            if (number && !value.matches("[0-9]+")) {
              assertTrue(answer.status() == 422 || answer.status() == 401, () -> name + "=" + value + ": " + answer.text());
            }
          }
          case "header" -> http.get(operation.at(job), name, value);
          default -> {}
        }
      }
    }
  }

  /** Each state, by every way to look at it. */
  @Test
  void jobsInEveryStateAreAsDescribed() {
    String waiting = Trips.newWaiting();
    String asking = http.plan("Test query");
    http.poll(asking, "waiting_input");
    String impossible = http.plan("Plan a 7-day trip to Tokyo for two from Hanoi in mid April", "{\"budget_usd\": 20}");
    http.poll(impossible, "failed");
    String fresh = http.plan("A week in Rome");
    Set<String> seen = new TreeSet<>();
    look(fresh, seen);
    http.poll(fresh, document -> !document.get("status").textValue().matches("started|planning|executing"));
    for (String id : List.of(Trips.completed(), waiting, asking, impossible)) {
      look(id, seen);
    }
    http.post("/v1/approve", "{\"job_id\":\"" + waiting + "\",\"approved\":false,\"notes\":\"no\"}").expect(200);
    look(waiting, seen);
    http.post("/v1/jobs/" + asking + "/answer", "{\"answer\":\"Lisbon\"}").expect(200);
    http.send("POST", "/v1/jobs/" + asking + "/cancel", null).expect(200);
    look(asking, seen);
    assertTrue(seen.containsAll(Set.of("completed", "waiting_approval", "waiting_input", "failed", "cancelled")), seen::toString);
  }

  private void look(String id, Set<String> seen) {
    Http.Answer status = http.get("/v1/status/" + id);
    JsonNode job = status.expect(200);
    seen.add(job.get("status").textValue());
    http.get("/v1/status/" + id, "If-None-Match", status.header("ETag").orElseThrow());
    http.send("HEAD", "/v1/status/" + id, null);
    JsonNode events = http.get("/v1/jobs/" + id + "/events").expect(200);
    http.get("/v1/jobs/" + id + "/events?after=2&limit=2").expect(200);
    for (String link : new String[] {"public_status", "public_events"}) {
      http.get(job.at("/links/" + link).textValue()).expect(200);
    }
    if (Documents.terminal(job)) {
      String stream = job.at("/links/public_stream").textValue();
      assertEquals(200, http.get(stream).status());
      assertEquals(204, http.get(stream, "Last-Event-ID", events.get("next").asText()).status());
      assertEquals(200, http.get("/v1/stream/" + id).status());
    }
    http.get("/v1/jobs?user_id=ada&status=" + job.get("status").textValue()).expect(200);
  }

  @Test
  void whoMayNotIsToldSoAsDescribed() throws FunctionFailure {
    try (var closed =
        Service.start(
            options ->
                options
                    .parameter("OpenAccess", "false")
                    .parameter("WritesPerMinute", "1")
                    .parameter("WriteBurst", "1")
                    .polling(false)
                    .schedules(false))) {
      Http outside = new Http(closed.cloud().baseUrl());
      String most = key(closed, "acme", "plan", "read", "approve", "admin");
      for (Operation operation : operations()) {
        String body = sound(operation, "nothing");
        assertEquals(operation.answers(401), send(outside, operation, "nothing", body).status() == 401, operation::toString);
        if (operation.answers(403)) {
          for (String scope : new String[] {"plan", "read", "approve"}) {
            String description = operation.described().at("/responses/403/description").asText();
            int status = send(outside, operation, "nothing", body, "X-API-Key", key(closed, "a" + scope, scope)).status();
            assertEquals(!description.contains("`" + scope + "`"), status == 403, () -> operation + " with " + scope + ": " + status);
          }
        }
        if (operation.answers(429)) {
          int status = 0;
          for (int i = 0; i < 3 && status != 429; i++) {
            status = send(outside, operation, "nothing", body, "X-API-Key", most).status();
          }
          assertEquals(429, status, operation::toString);
        }
      }
    }
  }

  private static String key(Service.Running service, String tenant, String... scopes) throws FunctionFailure {
    Map<String, Object> event = Map.of("action", "create", "tenant", tenant, "name", "test", "scopes", List.of(scopes));
    return (String) ((Map<?, ?>) service.cloud().invoke("KeysHandler", event)).get("key");
  }

  @Test
  void aStoreShortOfCapacityIsAsDescribed() {
    String job = "nothing";
    Service.throttle().refuse(request -> true);
    for (Operation operation : operations()) {
      if (operation.open()) {
        int status = send(http, operation, job, sound(operation, job)).status();
        assertTrue(status < 500 || operation.answers(status), operation::toString);
      } else if (!operation.path().contains("/public/")) {
        assertEquals(503, send(http, operation, job, sound(operation, job)).status(), operation::toString);
      }
    }
  }

  /** The checks themselves: whatever is taken away or added is noticed. */
  @Test
  void aFieldMoreOrLessIsNoticed() {
    String path = "/v1/status/" + Trips.completed();
    Http.Answer answer = http.get(path);
    ObjectNode job = (ObjectNode) answer.expect(200);
    assertEquals(List.of(), description.complaints("GET", path, 200, answer.raw().headers(), job.toString()));
    for (String part : new String[] {"", "/progress", "/tasks/0", "/approval", "/final_result", "/final_result/days/0", "/final_result/cost", "/links"}) {
      if (!job.at(part).isObject()) {
        continue;
      }
      List<String> names = new ArrayList<>();
      job.at(part).fieldNames().forEachRemaining(names::add);
      names.removeIf(name -> name.startsWith("public_"));
      for (String name : names) {
        ObjectNode less = job.deepCopy();
        ((ObjectNode) less.at(part)).remove(name);
        assertFalse(description.complaints("GET", path, 200, answer.raw().headers(), less.toString()).isEmpty(), part + " without " + name);
      }
      ObjectNode more = job.deepCopy();
      ((ObjectNode) more.at(part)).put("surplus", 1);
      assertFalse(description.complaints("GET", path, 200, answer.raw().headers(), more.toString()).isEmpty(), part + " with more");
    }
    for (String schema : new String[] {"StatusDocument", "Itinerary"}) {
      for (String name : new String[] {"summary", "days", "links", "effects"}) {
        ObjectNode forgetful = document.deepCopy();
        if (((ObjectNode) forgetful.at("/components/schemas/" + schema + "/properties")).remove(name) != null) {
          List<String> complaints = new ApiDescription(forgetful).complaints("GET", path, 200, answer.raw().headers(), answer.text());
          assertFalse(complaints.isEmpty(), "the document without " + schema + "." + name);
        }
      }
    }
    ObjectNode forgetful = document.deepCopy();
    ((ObjectNode) forgetful.at("/paths/~1v1~1status~1{job_id}/get/responses")).remove("200");
    assertFalse(new ApiDescription(forgetful).complaints("GET", path, 200, answer.raw().headers(), answer.text()).isEmpty());
  }
}
