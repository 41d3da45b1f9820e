package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lotara.local.FunctionFailure;
import io.lotara.replay.Completions;
import io.lotara.replay.ReplayServer;
import io.lotara.trace.OpikServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * A word in every field that somebody can fill, a person, a tenant, a model or a webhook's owner: no log line and no trace has it. The model
 * is asked, and says the word too.
 */
@ResourceLock(Resources.SYSTEM_ERR)
class CanaryTest {
  private static final String WORD = "kanarienvogel";
  private static final String USER = WORD + "-user";

  private final TestCloud cloud;
  private final OpikServer opik = OpikServer.start();
  private final ReplayServer model = new ReplayServer();
  private final Receiver callback = Receiver.start();
  private final Receiver endpoint = Receiver.start();

  CanaryTest() throws IOException {
    model.otherwise(200, Completions.saying("The " + WORD + " sings."));
    cloud =
        TestCloud.start(
            o ->
                o.environment("OPIK_API_KEY", "key-1")
                    .environment("OPIK_URL_OVERRIDE", opik.base())
                    .environment("OPENAI_API_KEY", "sk-" + WORD)
                    .environment("OPENAI_API_BASE", model.url()));
  }

  /** What is logged while something runs. */
  private static String logged(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    System.setErr(new PrintStream(copy, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return copy.toString(StandardCharsets.UTF_8);
  }

  @Test
  void noLogLineAndNoTraceTellsWhatPeopleWrote() {
    try (opik; model; callback; endpoint; cloud) {
      cloud.faults().byHand();
      String log =
          logged(
              () -> {
                webhook();
                trips();
                chats();
                suggestions();
                watches();
                everyField();
                mistakes();
                erasure();
              });
      assertTrue(log.contains("delivery "), "the log is looked at");
      assertEquals(List.of(), log.lines().filter(l -> l.contains(WORD)).toList());
      long chats = opik.traces().values().stream().filter(t -> t.path("name").asText().equals("chat")).count();
      assertTrue(chats >= 4, () -> opik.traces().toString());
      assertTrue(opik.traces().size() - chats >= 5, () -> opik.traces().toString());
      assertTrue(opik.spans().values().stream().filter(s -> s.get("type").asText().equals("llm")).count() > chats);
      assertEquals(0.8, opik.scores().values().iterator().next().get("value").asDouble());
      assertEquals(List.of(), opik.complaints());
      assertEquals(List.of(), opik.bodies().stream().filter(b -> b.contains(WORD)).toList());
      assertTrue(model.asked().stream().filter(a -> a.body().contains(WORD)).count() > 5, "the model was asked about it");
      // A webhook tells whose job it is, and no more.
      assertEquals(2, callback.received().size());
      assertTrue(endpoint.received().size() > 6, () -> endpoint.received().toString());
      callback.received().forEach(CanaryTest::onlyTheUser);
      endpoint.received().forEach(CanaryTest::onlyTheUser);
    }
  }

  private static void onlyTheUser(Receiver.Received received) {
    assertEquals(USER, received.json().at("/data/user_id").asText());
    assertEquals(1, received.body().split(WORD, -1).length - 1, received.body());
  }

  private static String request(String query, String more) {
    return """
        {"user_id": "%1$s-user", "query": "%2$s", "session_id": "%1$s-session",
         "constraints": {"approval": {"threshold": 1}, "interests": ["%1$s interest"]%3$s}}"""
        .formatted(WORD, query, more);
  }

  /** An address and a description with the word; the first delivery fails. */
  private void webhook() {
    endpoint.then(500, Map.of("X-" + WORD, WORD));
    cloud.post(
            "/v1/webhooks", "{\"url\":\"%s/%2$s?key=%2$s\",\"description\":\"%2$s\"}".formatted(endpoint.url(), WORD))
        .expect(201);
  }

  private void trips() {
    cloud.put(
            "/v1/preferences/" + USER,
            "{\"travel_style\":\"%1$s\",\"favorite_activities\":[\"%1$s\"],\"dietary_restrictions\":[\"%1$s\"],\"past_destinations\":[\"%1$s\"]}"
                .formatted(WORD))
        .expect(200);
    String told = request("3 days in Da Nang from Hanoi for two, " + WORD, "").replaceFirst("}$", "");
    String at = ",\"callback_url\":\"" + callback.url() + "/" + WORD + "?secret=" + WORD + "\"}";
    Trip trip = cloud.trip(cloud.post("/v1/plan", told + at, "Idempotency-Key", WORD).expect(202));
    cloud.work();
    assertEquals("waiting_approval", trip.state());
    assertTrue(trip.status().at("/opik_trace_url").asText().contains("trace_id=" + trip.id()));
    cloud.post("/v1/approve", "{\"job_id\":\"%s\",\"approved\":true,\"notes\":\"%s\"}".formatted(trip.id(), WORD)).expect(200);
    cloud.work();
    trip.ended("completed");
    cloud.tell();
    cloud.post(
            "/v1/feedback",
            "{\"job_id\":\"%s\",\"rating\":4,\"comment\":\"%2$s\",\"helpful_aspects\":[\"%2$s\"],\"improvement_areas\":[\"%2$s\"]}"
                .formatted(trip.id(), WORD))
        .expect(200);
    cloud.tell();
    cloud.post("/v1/jobs/" + trip.id() + "/revise", "{\"query\":\"cheaper, %1$s\",\"keep\":[\"%1$s\"]}".formatted(WORD));
    cloud.work();

    Trip asking = cloud.trip(cloud.post("/v1/plan", request(WORD, "")).expect(202));
    cloud.work();
    asking.answer(WORD + "burg").expect(200);
    cloud.work();
    asking.cancel();

    String little = request("A week in Rome under 10 dollars " + WORD, ",\"budget\":{\"amount\":1,\"currency\":\"USD\"}");
    Trip impossible = cloud.trip(cloud.post("/v1/plan", little).expect(202));
    cloud.work();
    assertEquals("failed", impossible.state());
    cloud.tell();
  }

  private Answer say(String path, String message, String more) {
    String user = "\"user_context\":{\"user_id\":\"%1$s\",\"name\":\"%2$s\",\"origin\":\"%2$s\"}".formatted(USER, WORD);
    return cloud.post(path, "{\"message\":\"%s\",%s%s}".formatted(message, user, more));
  }

  private void chats() {
    settings();
    Answer first = say("/api/chat", "Tell me of the " + WORD, ",\"turn_id\":\"" + WORD + "-turn-0001\"").expect(200);
    String talk = first.text("/conversation_id");
    String on = ",\"conversation_id\":\"" + talk + "\"";
    model.then(200, Completions.calling("plan_trip", "{\"request\":\"a week in Rome from Hanoi with " + WORD + "\"}"));
    Answer begun = say("/v1/chat", "A week in Rome for two from Hanoi, " + WORD, on).expect(200);
    assertTrue(begun.text("/job_id").length() > 30, () -> begun.body().toString());
    cloud.work();
    // What a model gets wrong, and what goes wrong with it, has the word too.
    model.then(200, Completions.calling(WORD, "{\"" + WORD + "\": "));
    say("/api/chat", "And the food? " + WORD, on).expect(200);
    model.then(500, "{\"error\":{\"message\":\"" + WORD + "\"}}");
    say("/api/chat", "And the weather? " + WORD, on).expect(200);
    model.then(200, "{\"" + WORD + "\": [");
    say("/api/chat", "And the hotels? " + WORD, on).expect(200);
    model.thenBreak();
    say("/api/chat", "And the sights? " + WORD, on).expect(200);
    cloud.post(
            "/v1/chat",
            "{\"id\":\"%1$s-talk\",\"messages\":[{\"id\":\"%1$s-1\",\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"Hi %1$s\"}]}],"
                    .formatted(WORD)
                + "\"user_context\":{\"user_id\":\"%s\"}}".formatted(USER),
            "Accept",
            "application/json")
        .expect(200);
    cloud.get("/api/conversations/" + WORD + "-talk").expect(200);
    cloud.get("/api/conversations/" + WORD).expect(404);
    say("/api/chat", "hello", ",\"conversation_id\":\"" + WORD + "\"").expect(404);
    say("/api/chat", WORD.repeat(90), "").expect(422);
    cloud.post("/api/chat", "{\"" + WORD + "\": ").expect(400);
    cloud.delete("/api/conversations/" + WORD + "-talk").expect(200);
    cloud.minute();
    cloud.tell();
  }

  /** Whose chat it is, with the word in every text; and one that is refused. */
  private void settings() {
    Map<String, Object> settings =
        Map.of(
            "brand_name", WORD, "welcome_message", WORD, "system_prompt", "Speak of " + WORD, "travel", true, "approvals", true,
            "faqs", List.of(Map.of("title", WORD, "text", "All of " + WORD)), "declined", List.of("un" + WORD + "er"));
    try {
      cloud.local().invoke("ChatSettingsHandler", Map.of("action", "set", "tenant", "open", "settings", settings));
      cloud.local().invoke("ChatSettingsHandler", Map.of("action", WORD, "tenant", "open", "settings", WORD));
    } catch (FunctionFailure e) {
      throw new AssertionError(e);
    }
    cloud.clock().advance(java.time.Duration.ofSeconds(31));
    assertEquals(WORD, cloud.get("/api/config").expect(200).text("/brand_name"));
  }

  private void suggestions() {
    for (String trigger : List.of("calendar_gap", WORD)) {
      Trip trip =
          cloud.trip(
              cloud.post(
                      "/v1/suggest",
                      """
                      {"user_id": "%1$s-user", "trigger_type": "%2$s", "context": {"destination": "Hue", "title": "%1$s", "note": "%1$s",
                       "%1$s": {"%1$s": "%1$s"}}, "constraints": {"interests": ["%1$s"]}}"""
                          .formatted(WORD, trigger),
                      "Idempotency-Key",
                      WORD + trigger)
                  .expect(202));
      cloud.work();
      trip.cancel();
      cloud.tell();
    }
    String nowhere = "{\"user_id\":\"%1$s\",\"trigger_type\":\"price_drop\",\"context\":{\"route\":\"%1$s\"}}";
    cloud.post("/v1/suggest", nowhere.formatted(WORD)).expect(422);
  }

  private void watches() {
    String body =
        "{\"user_id\":\"%s\",\"origin\":\"Hanoi\",\"destination\":\"%s\",\"departure_date\":\"%s\",\"baseline_price\":99999,"
            + "\"title\":\"%s\"}";
    LocalDate departure = LocalDate.ofInstant(cloud.clock().instant(), ZoneOffset.UTC).plusDays(90);
    String wanted = body.formatted(USER, "Singapore", departure, WORD);
    String watch = cloud.post("/v1/watches", wanted, "Idempotency-Key", WORD).expect(201).text("/watch_id");
    cloud.post("/v1/watches", body.formatted(USER, WORD, departure, WORD)).expect(422);
    cloud.get("/v1/watches/" + WORD).expect(404);
    cloud.get("/v1/watches?user_id=" + WORD + "&cursor=" + WORD).expect(422);
    try {
      cloud.local().deliver("WatchQueue", List.of("{\"v\":1,\"watches\":[{\"tenant\":\"open\",\"id\":\"%s\"}]}".formatted(watch)));
      cloud.local().deliver("WatchQueue", List.of("{\"v\":1,\"watches\":[{\"tenant\":\"open\",\"id\":\"%s\"}]}".formatted(WORD)));
      cloud.local().deliver("WatchQueue", List.of("{\"" + WORD + "\": 1}"));
      cloud.local().deliver("WatchDeadLetters", List.of("{\"" + WORD + "\": 1}"));
      cloud.local().deliver(TestCloud.DELIVERIES, List.of("{\"" + WORD + "\": 1}"));
    } catch (FunctionFailure e) {
      throw new AssertionError(e);
    }
    assertEquals(1, cloud.get("/v1/watches/" + watch).expect(200).at("/history").size());
    cloud.work();
    cloud.tell();
  }

  /**
   * The word in each text of each body that the OpenAPI document knows, one after another and all at once. What is wrong with it is refused; most of
   * it is taken and worked on.
   */
  private void everyField() {
    Trip trip = cloud.trip(cloud.post("/v1/plan", request("3 days in Hue from Hanoi for two", "")).expect(202));
    cloud.work();
    String watched =
        "{\"user_id\":\"%s\",\"origin\":\"Hanoi\",\"destination\":\"Singapore\",\"departure_date\":\"%s\"}".formatted(USER, "2099-01-02");
    LocalDate departure = LocalDate.ofInstant(cloud.clock().instant(), ZoneOffset.UTC).plusDays(90);
    Map<String, String> ids =
        Map.of(
            "job_id", trip.id(),
            "user_id", USER,
            "watch_id", cloud.post("/v1/watches", watched.replace("2099-01-02", departure.toString())).expect(201).text("/watch_id"));
    JsonNodeFactory json = JsonNodeFactory.instance;
    JsonNode context = json.objectNode().put("user_id", USER).put("name", WORD).put(WORD, WORD).put("destination", "Hue").set("constraints", json.objectNode().put("pace", "slow"));
    JsonNode part = json.objectNode().put("type", "text").put("text", WORD);
    JsonNode message = json.objectNode().put("id", WORD).put("role", "user").set("parts", json.arrayNode().add(part));
    Map<String, JsonNode> known =
        Map.ofEntries(
            Map.entry("user_id", json.textNode(USER)),
            Map.entry("+user_id", json.textNode(USER)),
            Map.entry("job_id", json.textNode(trip.id())),
            Map.entry("+job_id", json.textNode(trip.id())),
            Map.entry("+turn_id", json.textNode(WORD + "-turn-0002")),
            Map.entry("approved", json.booleanNode(true)),
            Map.entry("query", json.textNode("3 days in Hue from Hanoi")),
            Map.entry("origin", json.textNode("Hanoi")),
            Map.entry("destination", json.textNode("Singapore")),
            Map.entry("departure_date", json.textNode(departure.toString())),
            Map.entry("trigger_type", json.textNode("calendar_gap")),
            Map.entry("context", context),
            Map.entry("user_context", context),
            Map.entry("messages", json.arrayNode().add(message)),
            Map.entry("url", json.textNode(endpoint.url() + "/" + WORD)),
            Map.entry("+url", json.textNode("https://" + WORD + ".example/" + WORD)),
            Map.entry("+callback_url", json.textNode("https://" + WORD + ".example/" + WORD)));
    JsonNode document = cloud.get("/openapi.json").expect(200).body();
    CanaryBodies bodies = new CanaryBodies(document, WORD, known);
    List<String> planted = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        JsonNode schema = operation.getValue().at("/requestBody/content/application~1json/schema");
        if (schema.isMissingNode() || bodies.of(schema).size() == 1) {
          continue;
        }
        String route = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
        String url = path.getKey();
        for (Map.Entry<String, String> id : ids.entrySet()) {
          url = url.replace("{" + id.getKey() + "}", id.getValue());
        }
        for (CanaryBodies.Planted body : bodies.of(schema)) {
          // What a trip has to be is read in one way wherever it is said; a plan that is waited for would be waited for by hand.
          boolean once = body.at().startsWith("constraints.") && !path.getKey().equals("/v1/plan") || path.getKey().equals("/v1/plan/sync");
          if (!once) {
            int status = cloud.send(operation.getKey().toUpperCase(Locale.ROOT), url.replaceAll("\\{.*?}", WORD), body.body().toString()).status();
            assertTrue(status < 500, () -> route + " at " + body.at() + " gives " + status);
            planted.add(route + " " + body.at());
            if (status >= 300) {
              refused.add(status + " " + route + " " + body.at());
            }
          }
        }
        cloud.work();
      }
    }
    for (String field :
        List.of(
            "PUT /v1/preferences/{user_id} accessibility_needs.[]", "PUT /v1/preferences/{user_id} preferred_language",
            "PUT /v1/preferences/{user_id} preferred_destinations.[]", "PATCH /v1/watches/{watch_id} origin", "POST /v1/webhooks description",
            "POST /v1/plan constraints.meals.cuisines.[]", "POST /v1/plan constraints.destination.region", "POST /v1/approve notes",
            "POST /api/chat message")) {
      assertTrue(planted.contains(field), () -> field + " is not among " + planted);
    }
    assertTrue(refused.size() < planted.size() / 2, () -> refused.size() + " of " + planted.size() + " were refused: " + refused);
    trip.cancel();
    cloud.tell();
  }

  /** Nobody who is asked for something wrong writes it down either. */
  private void mistakes() {
    cloud.post("/v1/plan", request(WORD, ",\"dates\":{\"start\":\"" + WORD + "\",\"end\":5}")).expect(422);
    cloud.post("/v1/plan", "{\"" + WORD + "\": ").expect(400);
    cloud.get("/v1/status/" + WORD).expect(404);
    cloud.get("/v1/jobs?user_id=" + WORD + "&cursor=" + WORD).expect(422);
    cloud.get("/v1/preferences/" + USER).expect(200);
    cloud.get("/v1/webhooks/" + WORD).expect(404);
    cloud.post("/v1/webhooks", "{\"url\":\"http://%1$s.example/%1$s\",\"events\":[\"%1$s\"]}".formatted(WORD)).expect(422);
    cloud.post("/v1/plan", request(WORD, "").replaceFirst("}$", ",\"callback_url\":\"ftp://" + WORD + "\"}")).expect(422);
    cloud.post("/v1/jobs/" + WORD + "/deliveries/" + WORD + "/redeliver", "{}").expect(404);
    cloud.get("/v1/feedback/export?month=" + WORD).expect(422);
    cloud.deliverBodies(List.of("{\"" + WORD + "\":1}"));
    cloud.deliverDeadLetters(List.of("{\"v\":1,\"tenant\":\"open\",\"job_id\":\"" + WORD + "\",\"step\":\"x\",\"revision\":1}"));
  }

  private void erasure() {
    Trip erasure = cloud.trip(cloud.delete("/v1/users/" + USER).expect(202));
    cloud.work();
    cloud.tell();
    cloud.minutesUntilRest(erasure, 12);
    assertEquals("completed", erasure.state(), () -> erasure.status().body().toPrettyString());
    cloud.tell();
  }
}
