package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.tenant.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Which request gets in, on every route of the template. */
class AccessTest {
  private static final String SECRET = "one secret for those who have just one";
  private static final Set<String> UNGUARDED =
      Set.of("GET /", "GET /api/health", "GET /api/config", "GET /health", "GET /openapi.json", "GET /docs", "GET /docs/{file}");

  private static final Map<String, String> SCOPES =
      Map.ofEntries(
          Map.entry("POST /v1/plan", "plan"),
          Map.entry("POST /v1/plan/sync", "plan"),
          Map.entry("POST /v1/suggest", "plan"),
          Map.entry("GET /v1/status/{job_id}", "read"),
          Map.entry("HEAD /v1/status/{job_id}", "read"),
          Map.entry("GET /v1/jobs", "read"),
          Map.entry("GET /v1/jobs/{job_id}/events", "read"),
          Map.entry("GET /v1/stream/{job_id}", "read"),
          Map.entry("POST /v1/approve", "approve"),
          Map.entry("POST /v1/jobs/{job_id}/cancel", "approve"),
          Map.entry("POST /v1/jobs/{job_id}/answer", "approve"),
          Map.entry("GET /v1/webhooks", "admin"),
          Map.entry("POST /v1/webhooks", "admin"),
          Map.entry("POST /v1/webhooks/secret", "admin"),
          Map.entry("POST /v1/webhooks/{webhook_id}/secret", "admin"),
          Map.entry("GET /v1/webhooks/{webhook_id}", "admin"),
          Map.entry("DELETE /v1/webhooks/{webhook_id}", "admin"),
          Map.entry("GET /v1/jobs/{job_id}/deliveries", "read"),
          Map.entry("POST /v1/jobs/{job_id}/deliveries/{delivery_id}/redeliver", "admin"),
          Map.entry("POST /v1/jobs/{job_id}/pin", "admin"),
          Map.entry("DELETE /v1/jobs/{job_id}/pin", "admin"),
          Map.entry("DELETE /v1/users/{user_id}", "admin"),
          Map.entry("POST /v1/watches", "plan"),
          Map.entry("GET /v1/watches", "read"),
          Map.entry("GET /v1/watches/{watch_id}", "read"),
          Map.entry("PATCH /v1/watches/{watch_id}", "plan"),
          Map.entry("DELETE /v1/watches/{watch_id}", "plan"),
          Map.entry("POST /v1/feedback", "plan"),
          Map.entry("GET /v1/feedback/export", "admin"),
          Map.entry("GET /v1/preferences/{user_id}", "read"),
          Map.entry("POST /v1/jobs/{job_id}/revise", "plan"),
          Map.entry("POST /api/chat", "plan"),
          Map.entry("POST /v1/chat", "plan"),
          Map.entry("GET /api/conversations/{conversation_id}", "read"),
          Map.entry("DELETE /api/conversations/{conversation_id}", "plan"),
          Map.entry("PUT /v1/preferences/{user_id}", "plan"));

  private static KeyedService service;

  @BeforeAll
  static void start() {
    service = new KeyedService(o -> o.environment("LOTARA_API_KEY", SECRET).parameter("WritesPerMinute", "0"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static KeyedService.Answer call(String route, String key) {
    String[] parts = route.split(" ");
    String path = parts[1].replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    return service.send(parts[0], path, key, parts[0].matches("GET|HEAD") ? null : "{}");
  }

  /** The chat's routes have a form of errors of their own. */
  private static boolean chat(KeyedService.Answer answer) {
    String path = answer.raw().request().uri().getPath();
    return path.startsWith("/api/") || path.equals("/v1/chat");
  }

  private static void unauthorized(KeyedService.Answer answer) {
    assertEquals(401, answer.status(), answer.text());
    if (answer.raw().request().method().equals("HEAD")) {
      return;
    }
    if (chat(answer)) {
      assertEquals("error", answer.json().get("status").textValue());
      assertEquals("application/json", answer.header("content-type"));
      return;
    }
    assertEquals("Unauthorized", answer.json().get("error").textValue());
    assertEquals("application/problem+json", answer.header("content-type"));
  }

  @Test
  void everyRouteSaysWhatItAsks() {
    for (String route : service.cloud().routes()) {
      assertTrue(RouteRules.lists(route), route);
    }
    RouteRules.Rule unknown = RouteRules.of("PATCH /v1/everything/{id}");
    assertEquals(new RouteRules.Rule(RouteRules.Door.KEY, Scope.ADMIN, true), unknown);
    assertEquals(RouteRules.of("GET /v1/status/{job_id}"), RouteRules.of("HEAD /v1/status/{id}"));
  }

  @Test
  void nobodyGetsInWithoutAGoodKey() {
    String revoked = service.key("acme", "admin");
    Map<?, ?> listed = (Map<?, ?>) ((List<?>) service.keys(Map.of("action", "list", "tenant", "acme")).get("keys")).getLast();
    service.keys(Map.of("action", "revoke", "id", listed.get("id")));
    String expired =
        (String)
            service
                .keys(
                    Map.of(
                        "action", "create", "tenant", "acme", "name", "short", "scopes", List.of("admin"),
                        "expires", service.clock().instant().plusSeconds(30).toString()))
                .get("key");
    service.clock().advance(Duration.ofSeconds(31));
    for (String route : service.cloud().routes()) {
      for (String key : new String[] {null, "", "x", "lk_" + "A".repeat(43), SECRET + "x", revoked, expired}) {
        if (UNGUARDED.contains(route)) {
          // A file of the documentation that is not there is no secret.
          assertEquals(route.contains("{") ? 404 : 200, call(route, key).status(), route);
        } else {
          unauthorized(call(route, key));
        }
      }
    }
  }

  static Stream<String> guarded() {
    return SCOPES.keySet().stream().sorted();
  }

  @Test
  void everyGuardedRouteIsLookedAtHere() {
    Set<String> routes = new TreeSet<>(service.cloud().routes());
    routes.removeAll(UNGUARDED);
    routes.removeIf(route -> route.contains("/v1/public/"));
    assertEquals(new TreeSet<>(SCOPES.keySet()), routes);
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void aKeyOpensWhatItsScopesSay(String route) {
    for (String scope : List.of("plan", "read", "approve", "admin")) {
      KeyedService.Answer answer = call(route, service.key("acme", scope));
      boolean enough = scope.equals("admin") || scope.equals(SCOPES.get(route));
      assertEquals(!enough, answer.status() == 403, route + " with " + scope + " answered " + answer.text());
      if (!enough && !route.startsWith("HEAD ") && !chat(answer)) {
        assertEquals("Forbidden", answer.json().get("error").textValue());
        assertEquals("application/problem+json", answer.header("content-type"));
      }
    }
    String[] others =
        Stream.of("plan", "read", "approve").filter(scope -> !scope.equals(SCOPES.get(route))).toArray(String[]::new);
    assertEquals(403, call(route, service.key("acme", others)).status());
    boolean forAll = SCOPES.get(route).equals("admin");
    assertEquals(forAll, call(route, service.key("acme", "plan", "read", "approve")).status() == 403);
  }

  @Test
  void theOneSecretOpensEverythingOfTheDefaultTenant() {
    KeyedService.Answer accepted = service.plan(SECRET);
    assertEquals(202, accepted.status(), accepted.text());
    String path = accepted.json().at("/links/status").textValue();
    assertEquals(200, service.send("GET", path, SECRET, null).status());
    assertEquals(200, service.send("GET", path, service.key("default", "read"), null).status(), "a key of that tenant");
    assertEquals(404, service.send("GET", path, service.key("acme", "read"), null).status());
  }

  @Test
  void aKeyCanBeRevoked() {
    String tenant = "t-" + UUID.randomUUID();
    String key = service.key(tenant, "read");
    assertEquals(404, call("GET /v1/status/{job_id}", key).status());
    Map<?, ?> listed = (Map<?, ?>) ((List<?>) service.keys(Map.of("action", "list", "tenant", tenant)).get("keys")).getFirst();
    assertEquals(List.of("read"), listed.get("scopes"));
    assertEquals(null, listed.get("revoked_at"));
    Map<?, ?> revoked = service.keys(Map.of("action", "revoke", "id", listed.get("id")));
    assertTrue(Instant.parse((String) revoked.get("revoked_at")).isAfter(Instant.EPOCH));
    service.clock().advance(Duration.ofSeconds(60));
    unauthorized(call("GET /v1/status/{job_id}", key));
    Map<?, ?> again = service.keys(Map.of("action", "revoke", "id", listed.get("id")));
    assertEquals(revoked, again, "the first time stays");
  }

  @Test
  void theTextOfAKeyIsNowhereInTheTable() {
    String key = service.key("acme", "read");
    String items =
        service.cloud().dynamo().scanPaginator(s -> s.tableName(service.cloud().tableName("Table"))).items().stream()
            .flatMap(item -> item.values().stream())
            .map(AttributeValue::toString)
            .collect(Collectors.joining());
    assertFalse(items.contains(key));
    assertFalse(items.contains(key.substring(3)));
    String listed = service.keys(Map.of("action", "list", "tenant", "acme")).toString();
    assertFalse(listed.contains(key.substring(3)), listed);
  }

  static Stream<Map<String, Object>> wrong() {
    return Stream.of(
        Map.of(),
        Map.of("action", "delete"),
        Map.of("action", 1),
        Map.of("action", "create"),
        Map.of("action", "create", "tenant", "Acme Inc", "name", "web", "scopes", List.of("read")),
        Map.of("action", "create", "tenant", "a#J#b", "name", "web", "scopes", List.of("read")),
        Map.of("action", "create", "tenant", "acme", "name", "web", "scopes", List.of()),
        Map.of("action", "create", "tenant", "acme", "name", "web", "scopes", "read"),
        Map.of("action", "create", "tenant", "acme", "name", "web", "scopes", List.of("write")),
        Map.of("action", "create", "tenant", "acme", "name", "web", "scopes", List.of("read"), "expires", "tomorrow"),
        Map.of("action", "create", "tenant", "acme", "name", "web", "scopes", List.of("read"), "expires", "2020-01-01T00:00:00Z"),
        Map.of("action", "list"),
        Map.of("action", "list", "tenant", "x".repeat(3000)),
        Map.of("action", "revoke", "id", "x".repeat(3000)),
        Map.of("action", "revoke", "id", "0".repeat(64)));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatCannotBeDoneIsSaid(Map<String, Object> event) {
    Map<?, ?> answer = service.keys(event);
    assertEquals(Set.of("error"), answer.keySet());
    assertTrue(((String) answer.get("error")).length() > 10);
  }
}
