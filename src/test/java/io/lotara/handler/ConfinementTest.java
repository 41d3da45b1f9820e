package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On every route another tenant's id is answered as one that nobody has. */
class ConfinementTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

  /** Names that are a client's own; what they mean ends at its tenant. */
  private static final Set<String> CHOSEN = Set.of("user_id", "session_id", "turn_id");

  /**
   * A route by an id.
   *
   * @param own what the owner is told of what was just made
   * @param body with {@code ID} where an id belongs, or null
   */
  private record Row(int own, String body) {
    Row(int own) {
      this(own, null);
    }
  }

  private static final Map<String, Row> TABLE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("GET /v1/status/{job_id}", new Row(200)),
              Map.entry("HEAD /v1/status/{job_id}", new Row(200)),
              Map.entry("GET /v1/jobs/{job_id}/events", new Row(200)),
              Map.entry("GET /v1/stream/{job_id}", new Row(200)),
              Map.entry("GET /v1/public/jobs/{job_id}/status", new Row(200)),
              Map.entry("GET /v1/public/jobs/{job_id}/events", new Row(200)),
              Map.entry("GET /v1/public/jobs/{job_id}/stream", new Row(200)),
              Map.entry("POST /v1/approve", new Row(400, "{\"job_id\":\"ID\",\"approved\":true}")),
              Map.entry("POST /v1/feedback", new Row(200, "{\"job_id\":\"ID\",\"rating\":5}")),
              Map.entry("POST /v1/jobs/{job_id}/answer", new Row(409, "{\"answer\":\"Rome\"}")),
              Map.entry("POST /v1/jobs/{job_id}/cancel", new Row(200)),
              Map.entry("POST /v1/jobs/{job_id}/revise", new Row(409, "{\"query\":\"two days longer\"}")),
              Map.entry("POST /v1/jobs/{job_id}/pin", new Row(409)),
              Map.entry("DELETE /v1/jobs/{job_id}/pin", new Row(409)),
              Map.entry("GET /v1/jobs/{job_id}/deliveries", new Row(200)),
              Map.entry("POST /v1/jobs/{job_id}/deliveries/{delivery_id}/redeliver", new Row(404)),
              Map.entry("GET /v1/watches/{watch_id}", new Row(200)),
              Map.entry("PATCH /v1/watches/{watch_id}", new Row(200, "{\"active\":false}")),
              Map.entry("DELETE /v1/watches/{watch_id}", new Row(204)),
              Map.entry("GET /v1/webhooks/{webhook_id}", new Row(200)),
              Map.entry("DELETE /v1/webhooks/{webhook_id}", new Row(204)),
              Map.entry("POST /v1/webhooks/{webhook_id}/secret", new Row(201)),
              Map.entry("POST /api/chat", new Row(200, "{\"message\":\"hello\",\"conversation_id\":\"ID\"}")),
              Map.entry("POST /v1/chat", new Row(200, "{\"message\":\"hello\",\"conversation_id\":\"ID\"}")),
              Map.entry("GET /api/conversations/{conversation_id}", new Row(200)),
              Map.entry("DELETE /api/conversations/{conversation_id}", new Row(200)),
              // A user is whatever the caller's own tenant calls so.
              Map.entry("GET /v1/preferences/{user_id}", new Row(200)),
              Map.entry("PUT /v1/preferences/{user_id}", new Row(200, "{\"travel_style\":\"slow\"}")),
              Map.entry("DELETE /v1/users/{user_id}", new Row(202))));

  /** Lists of a user's, and how something comes to stand in them. */
  private static final Map<String, String> LISTS = new TreeMap<>(Map.of("GET /v1/jobs", "/v1/plan", "GET /v1/watches", "/v1/watches"));

  private static KeyedService service;
  private static String others;
  private static JsonNode document;

  @BeforeAll
  static void start() {
    service = new KeyedService(o -> o.parameter("WritesPerMinute", "0"));
    others = service.key("others", "admin");
    document = service.send("GET", "/openapi.json", null, null).json();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static JsonNode operation(String route) {
    String[] parts = route.split(" ");
    return document.get("paths").get(parts[1]).get(parts[0].toLowerCase(Locale.ROOT));
  }

  /** What a request names things by, in path, query and body, as the document has it. */
  private static Set<String> ids(String route) {
    JsonNode operation = operation(route);
    Set<String> names = new TreeSet<>();
    List<JsonNode> schemas = new ArrayList<>(operation.at("/requestBody/content/application~1json").findValues("$ref"));
    schemas.forEach(schema -> document.at(schema.textValue().substring(1) + "/properties").fieldNames().forEachRemaining(names::add));
    operation.path("parameters").forEach(parameter -> names.add(parameter.get("name").textValue()));
    names.removeIf(name -> !name.endsWith("_id") || CHOSEN.contains(name));
    VARIABLE.matcher(route).results().map(found -> found.group(1)).filter(name -> !name.equals("file")).forEach(names::add);
    return names;
  }

  @Test
  void everyRouteIsLookedAtHere() {
    Set<String> byId = new TreeSet<>();
    Set<String> lists = new TreeSet<>();
    for (String route : service.cloud().routes()) {
      if (!ids(route).isEmpty()) {
        byId.add(route);
      }
      if (operation(route).path("parameters").findValuesAsText("name").containsAll(List.of("user_id", "cursor"))) {
        lists.add(route);
      }
    }
    assertEquals(byId, TABLE.keySet(), "routes by an id need a row in this table");
    assertEquals(lists, LISTS.keySet(), "lists of a user's need an entry here");
  }

  /** Something of the other tenant, by the name of its id. */
  private static String make(String name) {
    return switch (name) {
      case "conversation_id" ->
          service.send("POST", "/api/chat", others, "{\"message\":\"hello\"}").json().get("conversation_id").textValue();
      case "watch_id" -> service.send("POST", "/v1/watches", others, watch("ana")).json().get("watch_id").textValue();
      case "webhook_id" ->
          service.send("POST", "/v1/webhooks", others, "{\"url\":\"https://example.com/hook\"}").json().get("webhook_id").textValue();
      case "user_id" -> {
        String user = "u-" + UUID.randomUUID();
        assertEquals(200, service.send("PUT", "/v1/preferences/" + user, others, "{\"travel_style\":\"lavish\"}").status());
        yield user;
      }
      default -> service.plan(others).json().get("job_id").textValue();
    };
  }

  private static String watch(String user) {
    String day = LocalDate.now(ZoneOffset.UTC).plusDays(90).toString();
    return "{\"user_id\":\"%s\",\"origin\":\"Hanoi\",\"destination\":\"Singapore\",\"departure_date\":\"%s\"}".formatted(user, day);
  }

  /** A key with no more than the route asks for; none where it takes a token. */
  private static String key(String tenant, String route) {
    RouteRules.Rule rule = RouteRules.of(route);
    return rule.door() == RouteRules.Door.KEY ? service.key(tenant, rule.scope().wire()) : null;
  }

  private static KeyedService.Answer call(String route, String id, String key, String token) {
    String[] parts = route.split(" ");
    String path = parts[1].replaceAll("\\{[^}]+}", id) + (key == null ? "?token=" + token : "");
    String body = TABLE.get(route).body();
    return service.send(parts[0], path, key, body == null ? null : body.replace("ID", URLDecoder.decode(id, StandardCharsets.UTF_8)));
  }

  /** All of an answer but ids and times. */
  private static String bare(KeyedService.Answer answer, String id) {
    Map<String, List<String>> headers = new TreeMap<>(answer.raw().headers().map());
    headers.keySet().removeAll(Set.of("date", "x-request-id", "apigw-requestid", "content-length"));
    String all = answer.status() + " " + headers + " " + answer.text();
    return all.replace(id, "ID")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
  }

  /** All that its owner can read of it. */
  private static String state(String name, String id) {
    StringBuilder state = new StringBuilder();
    for (String route : TABLE.keySet()) {
      if (route.matches("GET [^{]*\\{" + name + "}[^{]*") && !route.contains("/public/")) {
        state.append(call(route, id, others, null).text()).append('\n');
      }
    }
    return state.toString();
  }

  private static String token(String key) {
    return service.plan(key).json().at("/links/public_status").textValue().replaceFirst(".*token=", "");
  }

  static Set<String> routes() {
    return TABLE.keySet();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anothersIdIsAnsweredAsOneThatNobodyHas(String route) {
    String name = ids(route).stream().reduce((first, last) -> last).orElseThrow();
    String id = make(name);
    boolean user = name.equals("user_id");
    String key = key("acme", route);
    String token = key == null ? token(service.key("acme", "plan")) : null;
    String before = state(name, id);
    assertTrue(before.contains(user ? "lavish" : id), before);

    String random = UUID.randomUUID().toString();
    String wanted = bare(call(route, random, key, token), random);
    assertTrue(wanted.startsWith((user ? TABLE.get(route).own() : key == null ? 401 : 404) + " "), wanted);
    assertEquals(wanted, bare(call(route, id, key, token), id));
    String large = "a".repeat(user ? 128 : 1000);
    for (String malformed : new String[] {"zq", "JOB", "T%23others%23J%23" + id, id.toUpperCase(Locale.ROOT), "..", large}) {
      String shown = URLDecoder.decode(malformed, StandardCharsets.UTF_8);
      assertEquals(wanted, bare(call(route, malformed, key, token), shown), malformed);
    }
    assertEquals(before, state(name, id), "and nothing has happened to it");

    KeyedService.Answer own = call(route, id, key("others", route), key == null ? ownToken(id) : null);
    assertEquals(TABLE.get(route).own(), own.status(), own.text());
    assertTrue(user || !bare(own, id).equals(wanted), "its owner is told something else");
  }

  private static String ownToken(String job) {
    JsonNode links = service.send("GET", "/v1/status/" + job, others, null).json().get("links");
    return links.get("public_status").textValue().replaceFirst(".*token=", "");
  }

  /** The AI SDK lets the client choose the conversation's id, so that another tenant's is as good as a new one. */
  @Test
  void aConversationThatThePageNamesIsItsTenantsOwn() {
    String id = make("conversation_id");
    String key = service.key("acme", "plan");
    String before = state("conversation_id", id);
    String body = "{\"id\":\"ID\",\"messages\":[{\"id\":\"m1\",\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"hello\"}]}]}";
    String random = UUID.randomUUID().toString();
    String wanted = bare(service.send("POST", "/v1/chat", key, body.replace("ID", random), "Accept", "application/json"), random);
    assertTrue(wanted.startsWith("200 "), wanted);
    assertEquals(wanted, bare(service.send("POST", "/v1/chat", key, body.replace("ID", id), "Accept", "application/json"), id));
    assertEquals(before, state("conversation_id", id));
  }

  static Set<String> lists() {
    return LISTS.keySet();
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aListShowsWhatItsTenantAskedFor(String route) {
    String key = service.key("acme", "read");
    String user = "u-" + UUID.randomUUID();
    String body = watch(user).replace("{", "{\"query\":\"Rome\",");
    for (int i = 0; i < 2; i++) {
      assertTrue(service.send("POST", LISTS.get(route), others, body).status() < 300);
    }
    String list = route.replace("GET ", "") + "?limit=1&user_id=";
    String of = route.substring(route.lastIndexOf('/') + 1);
    JsonNode theirs = service.send("GET", list + user, others, null).json();
    assertEquals(1, theirs.get(of).size());
    String cursor = "&cursor=" + theirs.get("next_cursor").textValue();
    assertEquals(1, service.send("GET", list + user + cursor, others, null).json().get(of).size());

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
    String key = service.key("acme", "plan");
    String idempotency = UUID.randomUUID().toString();
    String mine = service.plan(key, "Idempotency-Key", idempotency).json().get("job_id").textValue();
    assertEquals(mine, service.plan(key, "Idempotency-Key", idempotency).json().get("job_id").textValue());
    assertNotEquals(mine, service.plan(others, "Idempotency-Key", idempotency).json().get("job_id").textValue());
  }

  @Test
  void aTenantInTheBodyChangesNothing() {
    String key = service.key("acme", "plan", "read");
    String body = "{\"user_id\":\"ana\",\"query\":\"Rome\",\"tenant\":\"others\",\"tenant_id\":\"others\"}";
    String id = service.send("POST", "/v1/plan", key, body).json().get("job_id").textValue();
    assertEquals(404, service.send("GET", "/v1/status/" + id, others, null).status());
    assertEquals(200, service.send("GET", "/v1/status/" + id, key, null, "X-Tenant", "others").status());
  }
}
