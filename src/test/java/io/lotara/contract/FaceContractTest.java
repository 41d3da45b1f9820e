package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /health}, {@code /}, what no route matches, headers and origins. */
@SharedService
class FaceContractTest {
  private static final byte[] BROKEN = {'{'};
  private final Http http = Service.http();

  @Test
  void health() {
    JsonNode health = http.get("/health").expect(200);
    Documents.fields(health, Map.of("status", "text", "timestamp", "time", "version", "text", "services", "object"), "health");
    assertEquals("healthy", health.get("status").textValue());
    assertEquals(5, health.get("services").size());
    assertEquals("healthy", health.get("services").get("dynamodb").textValue());
    assertEquals("healthy", health.get("services").get("sqs").textValue());
    assertEquals("not_configured", health.get("services").get("redis").textValue());
    for (String service : Set.of("opik", "llm")) {
      assertTrue(Set.of("healthy", "not_configured", "unhealthy").contains(health.get("services").get(service).textValue()));
    }
  }

  @Test
  void root() {
    JsonNode card = http.get("/").expect(200);
    Documents.fields(card, Map.of("name", "text", "version", "text", "links", "object"), "card");
    assertEquals(http.get("/health").json().get("version"), card.get("version"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", "/v1/", "/v1/plan/", "/v1/status", "/v1/status/", "/v1/status/a/b", "/V1/plan", "/health/", "/v1/jobs/x"})
  void noSuchRoute(String path) {
    Http.Answer answer = http.get(path);
    assertEquals(404, answer.status());
    assertTrue(answer.json().get("message").isTextual());
  }

  @Test
  void methodsAreRoutes() {
    for (String method : new String[] {"PUT", "PATCH", "DELETE", "GET"}) {
      assertEquals(404, http.send(method, "/v1/plan", null).status());
    }
    assertEquals(404, http.send("POST", "/v1/status/x", null).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "application/xml", "text/event-stream", "*/*", "application/json;q=0", "garbage", "///", "*/*;q=x", ",,,", "", "image/*, */*;q=0.1"})
  void errorsAreProblemsWhateverIsAccepted(String accept) {
    http.get("/v1/status/nope", "Accept", accept).problem(404, "NotFound");
    http.send("POST", "/v1/plan", BROKEN, "Accept", accept, "Content-Type", "application/json").problem(400, "BadRequest");
    http.send("POST", "/v1/plan", BROKEN, "Accept", accept, "Content-Type", "text/html").problem(415, "UnsupportedMediaType");
    http.send("POST", "/v1/feedback", null, "Accept", accept).problem(422, "ValidationError");
    http.get("/health", "Accept", accept).expect(200);
    http.get("/v1/status/" + Trips.completed(), "Accept", accept).expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Accept-Language: zz--,,", "Accept-Charset: none", "Cookie: ==;;a=b;\"", "Range: bytes=0-1", "If-Match: \"x\"", "If-Modified-Since: never",
      "X-HTTP-Method-Override: DELETE", "Content-Type: ///", "Authorization: Bearer x", "X-API-Key: \u00e9", "Origin: null", "X-Forwarded-For: ,", "Content-Encoding: gzip"})
  void headersThatAreNotOursChangeNothing(String header) {
    String[] parts = header.split(": ", 2);
    http.get("/v1/status/nope", parts).problem(404, "NotFound");
    http.get("/v1/status/" + Trips.completed(), parts).expect(200);
  }

  @Test
  void everyAnswerHasItsRequestId() {
    String first = http.get("/health").header("X-Request-Id").orElseThrow();
    String second = http.get("/v1/status/nope").header("X-Request-Id").orElseThrow();
    assertTrue(!first.isBlank() && !first.equals(second));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:3000", "http://localhost:5173"})
  void originsOfTheListMayCall(String origin) {
    Http.Answer preflight =
        http.send("OPTIONS", "/v1/plan", null, "Origin", origin, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "x-api-key");
    assertEquals(204, preflight.status());
    assertEquals(origin, preflight.header("Access-Control-Allow-Origin").orElseThrow());
    Set<String> allowed = Set.of(preflight.header("Access-Control-Allow-Headers").orElseThrow().toLowerCase().split(", ?"));
    assertTrue(
        allowed.containsAll(Set.of("content-type", "x-api-key", "idempotency-key", "if-none-match", "last-event-id", "prefer")), allowed::toString);
    assertTrue(preflight.header("Access-Control-Allow-Methods").orElseThrow().contains("POST"));
    for (Http.Answer answer : new Http.Answer[] {http.get("/health", "Origin", origin), http.get("/v1/status/nope", "Origin", origin)}) {
      assertEquals(origin, answer.header("Access-Control-Allow-Origin").orElseThrow());
      Set<String> exposed = Set.of(answer.header("Access-Control-Expose-Headers").orElseThrow().toLowerCase().split(", ?"));
      assertTrue(exposed.containsAll(Set.of("etag", "location", "retry-after", "x-request-id")), exposed::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:3001", "https://localhost:3000", "http://evil.example", "null"})
  void otherOriginsMayNot(String origin) {
    Http.Answer answer = http.get("/v1/status/" + Trips.completed(), "Origin", origin);
    answer.expect(200);
    assertTrue(answer.header("Access-Control-Allow-Origin").isEmpty());
    assertTrue(
        http.send("OPTIONS", "/v1/plan", null, "Origin", origin, "Access-Control-Request-Method", "POST")
            .header("Access-Control-Allow-Origin").isEmpty());
  }
}
