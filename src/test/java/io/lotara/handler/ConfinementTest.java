package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On every route another tenant's id is answered as one that nobody has. */
class ConfinementTest {
  /** Routes that ask for nothing by an id. */
  private static final Set<String> WITHOUT_ID =
      Set.of(
          "GET /", "GET /openapi.json", "GET /docs", "GET /docs/{file}", "GET /health", "GET /api/health", "GET /api/config", "POST /v1/plan",
          "POST /v1/plan/sync", "POST /v1/suggest", "GET /v1/jobs", "GET /v1/feedback/export", "POST /v1/watches",
          "GET /v1/watches", "GET /v1/webhooks", "POST /v1/webhooks", "POST /v1/webhooks/secret",
          // A user is whatever the caller's own tenant calls so; ErasureTest looks at what it reaches.
          "DELETE /v1/users/{user_id}");

  /** Ids in the body. */
  private static final Map<String, String> BODIES =
      Map.of(
          "POST /v1/jobs/{job_id}/revise", "{\"query\":\"two days longer\"}",
          "POST /v1/approve", "{\"job_id\":\"ID\",\"approved\":true}",
          "POST /v1/feedback", "{\"job_id\":\"ID\",\"rating\":5}",
          "POST /v1/jobs/{job_id}/answer", "{\"answer\":\"Rome\"}",
          "POST /api/chat", "{\"message\":\"hello\",\"conversation_id\":\"ID\"}",
          "POST /v1/chat", "{\"message\":\"hello\",\"conversation_id\":\"ID\"}",
          "PUT /v1/preferences/{user_id}", "{\"travel_style\":\"slow\"}");

  /** What the owner is told of a job that was just accepted. */
  private static final Map<String, Integer> OWN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("GET /v1/status/{job_id}", 200),
              Map.entry("HEAD /v1/status/{job_id}", 200),
              Map.entry("GET /v1/jobs/{job_id}/events", 200),
              Map.entry("GET /v1/stream/{job_id}", 200),
              Map.entry("GET /v1/jobs/{job_id}/deliveries", 200),
              Map.entry("POST /v1/approve", 400),
              Map.entry("POST /v1/jobs/{job_id}/answer", 409),
              Map.entry("POST /v1/feedback", 200),
              Map.entry("GET /v1/preferences/{user_id}", 200),
              Map.entry("PUT /v1/preferences/{user_id}", 200),
              Map.entry("GET /v1/public/jobs/{job_id}/status", 200),
              Map.entry("GET /v1/public/jobs/{job_id}/events", 200),
              Map.entry("GET /v1/public/jobs/{job_id}/stream", 200),
              Map.entry("POST /v1/jobs/{job_id}/revise", 409),
              Map.entry("POST /api/chat", 200),
              Map.entry("POST /v1/chat", 200),
              Map.entry("GET /api/conversations/{conversation_id}", 200),
              Map.entry("DELETE /api/conversations/{conversation_id}", 200),
              Map.entry("POST /v1/jobs/{job_id}/cancel", 200)));

  /** Routes that ask for a watch by its id, and what its owner is told. */
  private static final Map<String, Integer> OF_WATCHES =
      Map.of("GET /v1/watches/{watch_id}", 200, "PATCH /v1/watches/{watch_id}", 200, "DELETE /v1/watches/{watch_id}", 204);

  /** Routes by an id that take a key of all scopes, and what their owner is told. */
  private static final Map<String, Integer> OF_ADMINS =
      Map.of(
          "POST /v1/jobs/{job_id}/pin", 200,
          "DELETE /v1/jobs/{job_id}/pin", 200,
          "GET /v1/webhooks/{webhook_id}", 200,
          "DELETE /v1/webhooks/{webhook_id}", 204,
          "POST /v1/jobs/{job_id}/deliveries/{delivery_id}/redeliver", 404);

  private static KeyedService service;
  private static String key;
  private static String others;

  @BeforeAll
  static void start() {
    service = new KeyedService(o -> o.parameter("WritesPerMinute", "0"));
    key = service.key("acme", "plan", "read", "approve");
    others = service.key("others", "plan", "read", "approve");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  static Stream<String> routes() {
    return OWN.keySet().stream();
  }

  @Test
  void everyRouteIsLookedAtHere() {
    Set<String> routes = new TreeSet<>(service.cloud().routes());
    routes.removeAll(WITHOUT_ID);
    routes.removeAll(OF_WATCHES.keySet());
    routes.removeAll(OF_ADMINS.keySet());
    assertEquals(OWN.keySet(), routes);
  }

  private static KeyedService.Answer call(String route, String id, String key, String token) {
    String[] parts = route.split(" ");
    String body = BODIES.get(route);
    String path = parts[1].replaceAll("\\{[^}]+}", id) + (parts[1].contains("/public/") ? "?token=" + token : "");
    return service.send(parts[0], path, parts[1].contains("/public/") ? null : key, body == null ? null : body.replace("ID", id));
  }

  /** All of an answer but the id that was asked for, and the time. */
  private static String bare(KeyedService.Answer answer, String id) {
    Map<String, List<String>> headers = new TreeMap<>(answer.raw().headers().map());
    headers.keySet().removeAll(Set.of("date", "x-request-id", "apigw-requestid", "content-length"));
    return answer.status() + " " + headers + " " + answer.text().replace(id, "ID").replaceFirst("\"timestamp\":\"[^\"]*\"", "");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anothersIdIsAnsweredAsOneThatNobodyHas(String route) {
    var accepted = service.plan(others).json();
    boolean talk = route.contains("/conversations/") || route.endsWith("/chat");
    String id =
        talk
            ? service.send("POST", "/api/chat", others, "{\"message\":\"hello\"}").json().get("conversation_id").textValue()
            : accepted.get("job_id").textValue();
    String theirs = accepted.at("/links/public_status").textValue().replaceFirst(".*token=", "");
    String mine = service.plan(key).json().at("/links/public_status").textValue().replaceFirst(".*token=", "");
    boolean user = route.contains("{user_id}");
    if (user) {
      assertEquals(200, service.send("PUT", "/v1/preferences/" + id, others, "{\"travel_style\":\"lavish\"}").status());
    }
    String before = state(id);

    String random = UUID.randomUUID().toString();
    String other = bare(call(route, id, key, mine), id);
    assertEquals(bare(call(route, random, key, mine), random), other);
    int status = route.contains("/public/") ? 401 : user ? 200 : 404;
    assertTrue(other.startsWith(status + " "), other);
    for (String malformed : new String[] {"zq", "JOB", "T%23others%23J%23" + id, id.toUpperCase(), "..", "a".repeat(1000)}) {
      boolean encoded = BODIES.getOrDefault(route, "").contains("ID");
      String shown = java.net.URLDecoder.decode(malformed, java.nio.charset.StandardCharsets.UTF_8);
      if (!user || shown.length() <= 128) {
        KeyedService.Answer answer = call(route, encoded ? shown : malformed, key, mine);
        assertEquals(other, bare(answer, shown), malformed);
      }
    }

    assertEquals(before, state(id), "and nothing has happened to it");
    assertEquals(OWN.get(route), call(route, id, others, theirs).status());
  }

  private static String state(String id) {
    return service.send("GET", "/v1/status/" + id, others, null).text().replaceFirst("\"timestamp\":\"[^\"]*\",\"details\"", "")
        + service.send("GET", "/api/conversations/" + id, others, null).text().replaceFirst("\"timestamp\":\"[^\"]*\"}$", "")
        + service.send("GET", "/v1/preferences/" + id, others, null).text();
  }

  static Stream<String> watchRoutes() {
    return OF_WATCHES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("watchRoutes")
  void anothersWatchIsAnsweredAsOneThatNobodyHas(String route) {
    String body = "{\"user_id\":\"ana\",\"origin\":\"Hanoi\",\"destination\":\"Singapore\",\"departure_date\":\"%s\"}";
    String day = java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(90).toString();
    String id = service.send("POST", "/v1/watches", others, body.formatted(day)).json().get("watch_id").textValue();
    String method = route.split(" ")[0];
    String change = method.equals("PATCH") ? "{\"active\":false}" : null;
    String random = UUID.randomUUID().toString();
    String wanted = bare(service.send(method, "/v1/watches/" + random, key, change), random);
    assertTrue(wanted.startsWith("404 "), wanted);
    for (String other : new String[] {id, "zq", id.toUpperCase(), "a".repeat(900)}) {
      assertEquals(wanted, bare(service.send(method, "/v1/watches/" + other, key, change), other));
    }
    assertEquals(0, service.send("GET", "/v1/watches?user_id=ana", key, null).json().get("watches").size());
    assertTrue(service.send("GET", "/v1/watches/" + id, others, null).json().get("active").booleanValue(), "nothing has happened to it");
    assertEquals(OF_WATCHES.get(route), service.send(method, "/v1/watches/" + id, others, change).status());
  }

  static Stream<String> adminRoutes() {
    return OF_ADMINS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("adminRoutes")
  void whatAnAdminAsksForIsTheirOwnToo(String route) {
    String mine = service.key("acme", "admin");
    String theirs = service.key("others", "admin");
    String id =
        route.contains("/jobs/")
            ? service.plan(theirs).json().get("job_id").textValue()
            : service.send("POST", "/v1/webhooks", theirs, "{\"url\":\"https://example.com/hook\"}").json().get("webhook_id").textValue();
    // What is over may be pinned.
    service.send("POST", "/v1/jobs/" + id + "/cancel", theirs, null);
    String random = UUID.randomUUID().toString();
    String wanted = bare(call(route, random, mine, null), random);
    assertTrue(wanted.startsWith("404 "), wanted);
    for (String other : new String[] {id, "zq", id.toUpperCase(), "a".repeat(900)}) {
      assertEquals(wanted, bare(call(route, other, mine, null), other));
    }
    assertEquals(OF_ADMINS.get(route), call(route, id, theirs, null).status(), "nothing has happened to it");
  }

  @Test
  void aListShowsWhatItsTenantAskedFor() {
    String user = "u-" + UUID.randomUUID();
    String body = "{\"user_id\":\"" + user + "\",\"query\":\"Rome\"}";
    assertEquals(202, service.send("POST", "/v1/plan", others, body).status());
    assertEquals(202, service.send("POST", "/v1/plan", others, body).status());
    String list = "/v1/jobs?limit=1&user_id=";
    var theirs = service.send("GET", list + user, others, null).json();
    assertEquals(1, theirs.get("jobs").size());
    String cursor = "&cursor=" + theirs.get("next_cursor").textValue();
    assertEquals(1, service.send("GET", list + user + cursor, others, null).json().get("jobs").size());

    String nobody = "u-" + UUID.randomUUID();
    for (String more : new String[] {"", cursor, "&cursor=x"}) {
      KeyedService.Answer random = service.send("GET", list + nobody + more, key, null);
      assertEquals(bare(random, nobody), bare(service.send("GET", list + user + more, key, null), user));
      assertEquals(more.isEmpty() ? 200 : 422, random.status());
    }
  }

  @Test
  void anExportHoldsWhatItsTenantWasTold() {
    String admin = service.key("acme", "admin");
    String theirs = service.plan(others).json().get("job_id").textValue();
    assertEquals(200, service.send("POST", "/v1/feedback", others, "{\"job_id\":\"" + theirs + "\",\"rating\":2}").status());
    assertTrue(service.send("GET", "/v1/feedback/export", service.key("others", "admin"), null).text().contains(theirs));
    KeyedService.Answer mine = service.send("GET", "/v1/feedback/export?limit=1", admin, null);
    assertEquals(200, mine.status());
    assertTrue(!mine.text().contains(theirs));
    // A cursor of theirs leads nowhere else.
    String link = "/v1/feedback/export?limit=1";
    service.send("POST", "/v1/feedback", others, "{\"job_id\":\"" + service.plan(others).json().get("job_id").textValue() + "\",\"rating\":2}");
    String next = service.send("GET", link, service.key("others", "admin"), null).header("link");
    String cursor = next.replaceFirst(".*cursor=([^>]*)>.*", "$1");
    assertEquals(422, service.send("GET", link + "&cursor=" + cursor, admin, null).status());
  }

  @Test
  void tenantsDoNotShareIdempotencyKeys() {
    String idempotency = UUID.randomUUID().toString();
    String mine = service.plan(key, "Idempotency-Key", idempotency).json().get("job_id").textValue();
    assertEquals(mine, service.plan(key, "Idempotency-Key", idempotency).json().get("job_id").textValue());
    assertNotEquals(mine, service.plan(others, "Idempotency-Key", idempotency).json().get("job_id").textValue());
  }

  @Test
  void aTenantInTheBodyChangesNothing() {
    String body = "{\"user_id\":\"ana\",\"query\":\"Rome\",\"tenant\":\"others\",\"tenant_id\":\"others\"}";
    String id = service.send("POST", "/v1/plan", key, body).json().get("job_id").textValue();
    assertEquals(404, service.send("GET", "/v1/status/" + id, others, null).status());
    assertEquals(200, service.send("GET", "/v1/status/" + id, key, null, "X-Tenant", "others").status());
  }
}
