package io.lotara.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lotara.local.FunctionFailure;
import io.micronaut.core.util.SupplierUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * The document, the template and the behaviour are one. {@link Http} holds every answer of this package's tests against the document; here each
 * operation is asked for everything that the document promises and refuses.
 */
@SharedService
class OpenApiConformityTest {
  private static final String JSON = "application/json";

  /** Of a job that is over there is nothing to decide or to answer, and nobody was told of it. */
  private static final Map<String, Integer> LATE =
      Map.of("/v1/approve", 400, "/v1/jobs/{job_id}/answer", 409, "/v1/jobs/{job_id}/deliveries/{delivery_id}/redeliver", 404);

  /** An id that nothing has. */
  private static final String MISSING = "01934d6a-7c00-7a31-9c55-0d8f6c3e2b1a";

  /** A watch of one's own, which no request deletes. */
  private static final Supplier<String> WATCH = SupplierUtil.memoized(OpenApiConformityTest::watch);

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
      String at = path.replace("{job_id}", job).replace("{user_id}", "conformity").replace("{webhook_id}", "whep_" + MISSING);
      at = at.replace("{watch_id}", job.equals(MISSING) ? MISSING : WATCH.get()).replaceAll("\\{[^}]+}", MISSING);
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
    atOnce(bodies.others(operation.body(), operation.path().equals("/v1/plan")), body -> {
      List<String> complaints = description.requestComplaints(operation.method(), operation.path(), body.toString());
      Http.Answer answer = send(http, operation, job, body.toString());
      String said = "the document refuses " + body + ": " + complaints + ", the service answers " + answer.text();
      assertTrue(complaints.isEmpty() || answer.status() == 422, said);
    });
    assertEquals(400, send(http, operation, job, "{").status());
    assertEquals(400, send(http, operation, job, "{\"x\":" + "[".repeat(20) + "]".repeat(20) + "}").status());
    assertEquals(422, send(http, operation, job, "[]").status());
    assertEquals(413, send(http, operation, job, " ".repeat(65_537)).status());
    String method = operation.method().toUpperCase();
    assertEquals(415, http.send(method, operation.at(job), "x=1".getBytes(UTF_8), "Content-Type", "text/plain").status());
  }

  /** A sound request to every operation, of what is there. */
  @TestFactory
  Stream<DynamicTest> whatIsThereIsAnsweredWell() {
    String job = Trips.completed();
    JsonNode links = http.get("/v1/status/" + job).expect(200).get("links");
    return operations().stream().map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> good(operation, job, links)));
  }

  private void good(Operation operation, String job, JsonNode links) {
    String path = operation.path();
    for (String name : new String[] {"watch_id", "webhook_id", "conversation_id"}) {
      path = path.contains(name) ? path.replace("{" + name + "}", made(name)) : path;
    }
    path = path.replace("{job_id}", job).replace("{user_id}", "conformity").replace("{file}", "start.js").replaceAll("\\{[^}]+}", "nothing");
    if (path.startsWith("/v1/public/")) {
      path = links.get("public_" + path.replaceFirst(".*/", "")).textValue();
    } else if (operation.described().path("parameters").findValuesAsText("name").contains("user_id") && operation.method().equals("get")) {
      path += path.contains("conformity") ? "" : "?user_id=conformity";
    }
    String body = sound(operation, job);
    byte[] bytes = body == null ? null : body.getBytes(UTF_8);
    String[] headers = body == null ? new String[0] : new String[] {"Content-Type", JSON};
    Http.Answer answer = http.send(operation.method().toUpperCase(), path, bytes, headers);
    Integer late = LATE.get(operation.path());
    assertTrue(late == null ? answer.status() < 400 : answer.status() == late, () -> answer.status() + " " + answer.text());
  }

  /** Something that is there, by the name of its id. */
  private String made(String name) {
    return switch (name) {
      case "watch_id" -> watch();
      case "webhook_id" -> http.post("/v1/webhooks", "{\"url\":\"https://hooks.example.com/lotara\"}").expect(201).get(name).textValue();
      default -> http.post("/api/chat", "{\"message\":\"Hello\"}").expect(200).get(name).textValue();
    };
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
      atOnce(operations(), operation -> {
        for (String key : new String[] {"", "x", "local"}) {
          int status = send(outside, operation, MISSING, sound(operation, MISSING), "X-API-Key", key).status();
          assertEquals(operation.answers(401), status == 401, operation::toString);
        }
        assertTrue(operation.open() || operation.answers(401), operation::toString);
      });
      int items = closed.cloud().dynamo().scan(ScanRequest.builder().tableName(closed.cloud().tableName("Table")).build()).count();
      assertEquals(0, items, "nothing was kept of strangers");
      Map<String, String> keys = new TreeMap<>();
      for (String scope : new String[] {"plan", "read", "approve"}) {
        keys.put(scope, key(closed, "a" + scope, scope));
      }
      String most = key(closed, "acme", "plan", "read", "approve", "admin");
      for (Operation operation : operations()) {
        String body = sound(operation, MISSING);
        if (operation.answers(403)) {
          String description = operation.described().at("/responses/403/description").asText();
          keys.forEach((scope, key) -> {
            int status = send(outside, operation, MISSING, body, "X-API-Key", key).status();
            assertEquals(!description.contains("`" + scope + "`"), status == 403, () -> operation + " with " + scope + ": " + status);
          });
        }
        // A change is counted when there is a plan to change.
        if (operation.answers(429) && !operation.path().endsWith("/revise")) {
          int status = 0;
          for (int i = 0; i < 3 && status != 429; i++) {
            status = send(outside, operation, MISSING, body, "X-API-Key", most).status();
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
    Service.throttle().refuse(request -> true);
    // The client of the store tries again for a while, each time.
    atOnce(operations(), operation -> {
      int status = send(http, operation, MISSING, sound(operation, MISSING)).status();
      if (operation.open()) {
        assertTrue(status < 500 || operation.answers(status), operation::toString);
      } else if (!operation.path().contains("/public/")) {
        assertEquals(503, status, operation::toString);
      }
    });
  }

  /** Does it with each, several at a time. */
  private static <T> void atOnce(List<T> all, Consumer<T> work) {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> done = new ArrayList<>();
      all.forEach(one -> done.add(threads.submit(() -> work.accept(one))));
      for (Future<?> each : done) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
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
