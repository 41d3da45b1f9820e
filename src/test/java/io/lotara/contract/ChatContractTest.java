package io.lotara.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chat's routes, as pages use them. */
@SharedService
class ChatContractTest {
  private final Http http = Service.http();

  private JsonNode say(String conversation, String message) {
    ObjectNode body = Http.JSON.createObjectNode().put("message", message);
    if (conversation != null) {
      body.put("conversation_id", conversation);
    }
    return http.post("/api/chat", body.toString()).expect(200);
  }

  private static JsonNode refused(Http.Answer answer, int status) {
    JsonNode error = answer.expect(status);
    Set<String> names = new HashSet<>();
    error.fieldNames().forEachRemaining(names::add);
    assertEquals(Set.of("error", "status", "timestamp"), names);
    assertEquals("error", error.get("status").textValue());
    assertFalse(error.get("error").textValue().isBlank());
    Instant.parse(error.get("timestamp").textValue());
    return error;
  }

  @Test
  void anAnswerHasItsConversation() {
    JsonNode first = say(null, "hello");
    assertEquals("success", first.get("status").textValue());
    assertTrue(first.get("job_id").isNull());
    Instant.parse(first.get("timestamp").textValue());
    String id = first.get("conversation_id").textValue();
    assertEquals(id, say(id, "what can you do?").get("conversation_id").textValue());
    JsonNode history = http.get("/api/conversations/" + id).expect(200);
    assertEquals(2, history.get("turns").size());
    assertEquals("hello", history.at("/turns/0/message").textValue());
    assertEquals("rules", history.at("/turns/1/responder").textValue());
    JsonNode rest = http.get("/api/conversations/" + id + "?after=1").expect(200);
    assertEquals(1, rest.get("turns").size());
    assertEquals(2, rest.get("next").intValue());
    assertEquals("success", http.send("DELETE", "/api/conversations/" + id, null).expect(200).get("status").textValue());
    refused(http.send("DELETE", "/api/conversations/" + id, null), 404);
    refused(http.get("/api/conversations/" + id), 404);
    refused(http.post("/api/chat", "{\"message\":\"hello\",\"conversation_id\":\"" + id + "\"}"), 404);
  }

  @Test
  void aPageKnowsWhoseChatItIs() {
    JsonNode config = http.get("/api/config").expect(200);
    assertEquals(1000, config.get("max_message_length").intValue());
    assertEquals(500, config.get("typing_delay").intValue());
    assertEquals("Lotara", config.get("brand_name").textValue());
    assertEquals(config.get("welcome_message").textValue(), say(null, "hi").get("response").textValue());
    assertEquals("healthy", http.get("/api/health").expect(200).get("status").textValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | 400",
        "[] | 422",
        "{} | 422",
        "{\"message\":\"\"} | 422",
        "{\"message\":\"  \"} | 422",
        "{\"message\":5} | 422",
        "{\"message\":\"hi\",\"conversation_id\":7} | 422",
        "{\"message\":\"hi\",\"conversation_id\":\"nobody's\"} | 404",
        "{\"message\":\"hi\",\"turn_id\":\"short\"} | 422",
        "{\"message\":\"hi\",\"user_context\":[]} | 422",
        "{\"message\":\"hi\",\"user_context\":{\"user_id\":\"\"}} | 422",
        "{\"message\":\"hi\",\"user_context\":{\"constraints\":{\"travellers\":0}}} | 422",
        "{\"id\":\"x\",\"messages\":[]} | 422",
        "{\"id\":\"x\",\"messages\":[{\"id\":\"1\",\"role\":\"assistant\",\"parts\":[]}]} | 422",
        "{\"id\":\"x\",\"messages\":[{\"id\":\"1\",\"role\":\"user\",\"parts\":[{\"type\":\"file\"}]}]} | 422"
      })
  void badInputIsToldPlainly(String body, int status) {
    refused(http.post("/v1/chat", body), status);
  }

  @Test
  void aMessageHasUpToAThousandCharacters() {
    assertEquals("success", say(null, "🙂".repeat(1000)).get("status").textValue());
    JsonNode error = refused(http.post("/api/chat", "{\"message\":\"" + "x".repeat(1001) + "\"}"), 422);
    assertTrue(error.get("error").textValue().contains("1000"), error::toString);
    byte[] large = ("{\"message\":\"" + "x".repeat(70_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    refused(http.send("POST", "/api/chat", large, "Content-Type", "application/json"), 413);
    refused(http.send("POST", "/api/chat", "hi".getBytes(StandardCharsets.UTF_8), "Content-Type", "text/plain"), 415);
    refused(http.get("/api/conversations/x?after=-1"), 422);
  }

  @Test
  void aBusyStoreIsSaid() {
    Service.throttle().refuse(request -> request.toString().contains("#C#"));
    try {
      Http.Answer answer = http.post("/api/chat", "{\"message\":\"hello\"}");
      refused(answer, 503);
      assertTrue(answer.header("Retry-After").isPresent());
    } finally {
      Service.throttle().nothing();
    }
  }

  @Test
  void theSameTurnTenTimesIsOneJob() throws Exception {
    String user = "u-" + UUID.randomUUID();
    String body =
        "{\"message\":\"Plan a week in Rome\",\"turn_id\":\"" + UUID.randomUUID() + "\",\"user_context\":{\"user_id\":\"" + user + "\"}}";
    Set<String> answers = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Http.Answer>> sent = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        sent.add(threads.submit(() -> http.post("/api/chat", body)));
      }
      for (Future<Http.Answer> answer : sent) {
        answers.add(answer.get().expect(200).toString());
      }
    }
    assertEquals(1, answers.size(), answers::toString);
    assertEquals(1, http.get("/v1/jobs?user_id=" + user).expect(200).get("jobs").size());
  }

  @Test
  void aTripIsAskedForPlannedApprovedAndTold() {
    JsonNode first = say(null, "Plan me a trip for two, please");
    String talk = first.get("conversation_id").textValue();
    assertTrue(first.get("job_id").isNull());
    assertTrue(first.get("response").textValue().contains("Where would you like to go?"), first::toString);
    JsonNode begun = say(talk, "Tokyo in mid April for a week, from Hanoi");
    String job = begun.get("job_id").textValue();
    assertTrue(begun.get("response").textValue().startsWith("I am planning your trip to Tokyo from Hanoi: 7 days"), begun::toString);
    assertTrue(begun.at("/links/public_status").isTextual());
    JsonNode waiting = http.poll(job, "waiting_approval");
    assertEquals(2, http.get("/v1/status/" + job).expect(200).at("/approval/total").isNumber() ? 2 : 0);

    JsonNode early = say(talk, "I approve");
    assertTrue(early.get("response").textValue().startsWith("Let me show you the plan first."), early::toString);
    assertEquals("waiting_approval", http.get("/v1/status/" + job).expect(200).get("status").textValue());
    JsonNode sure = say(talk, "yes");
    assertTrue(sure.get("response").textValue().contains("approve"), sure::toString);
    assertEquals("waiting_approval", http.get("/v1/status/" + job).expect(200).get("status").textValue());
    JsonNode approved = say(talk, "Yes, I approve the plan.");
    assertTrue(approved.get("response").textValue().contains("approved"), approved::toString);
    JsonNode done = http.poll(job, "completed");
    assertEquals(waiting.at("/approval/plan_hash"), done.at("/approval/plan_hash"));
    JsonNode told = say(talk, "How is my trip?");
    assertEquals(job, told.get("job_id").textValue());
    assertTrue(told.get("response").textValue().contains("complete"), told::toString);
  }

  @Test
  void aTripIsCancelled() {
    JsonNode begun = say(null, "3 days in Da Nang from Hanoi");
    String talk = begun.get("conversation_id").textValue();
    String job = begun.get("job_id").textValue();
    http.poll(job, d -> Set.of("waiting_approval", "completed").contains(d.get("status").textValue()));
    String other = say(talk, "Plan 3 days in Hue from Hanoi").get("job_id").textValue();
    String before = http.get("/v1/status/" + job).expect(200).get("status").textValue();
    JsonNode cancelled = say(talk, "cancel my trip");
    assertTrue(cancelled.get("response").textValue().contains("trip to Hue is cancelled"), cancelled::toString);
    assertEquals(other, cancelled.get("job_id").textValue());
    assertEquals("cancelled", http.get("/v1/status/" + other).expect(200).get("status").textValue());
    assertEquals(before, http.get("/v1/status/" + job).expect(200).get("status").textValue(), "the other one stays");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How much is a flight from Hanoi to Tokyo in April? | A flight from Hanoi to Tokyo on .* costs about USD [0-9,]+ for one "
            + "person.*estimates.*",
        "how much does a hotel in Hue cost | In Hue a room costs about USD .* a night.*",
        "What is there to see in Hue? | In Hue there is .*Imperial City.*",
        "where can I eat in Hanoi | In Hanoi one can eat at .*",
        "When is the Louvre open? | .*Louvre.* in Paris is usually open .*",
        "opening hours of the imperial city in Hue | .*Imperial City.* in Hue is usually open .*",
        "thanks! | You are welcome.*",
        "who are you? | I am the assistant of Lotara, a computer program.*",
        "approve | There is no trip in this conversation yet.*",
        "how is my trip | There is no trip in this conversation yet.*",
        "what is the meaning of life | I do not know about that.*",
        "Hãy kể cho tôi về thời tiết | I do not know about that.*"
      })
  void theRulesAnswerSensibly(String message, String answer) {
    JsonNode said = say(null, message);
    assertTrue(said.get("response").textValue().matches("(?s)" + answer), said::toString);
    assertEquals("rules", said.get("responder").textValue());
    assertTrue(said.get("job_id").isNull());
  }

  @Test
  void aQuestionIsAnsweredByTheNextTurn() {
    JsonNode asked = say(null, "How much is a flight to Tokyo in April?");
    assertEquals("From which city would you fly to Tokyo?", asked.get("response").textValue());
    JsonNode told = say(asked.get("conversation_id").textValue(), "Hanoi");
    assertTrue(told.get("response").textValue().startsWith("A flight from Hanoi to Tokyo on "), told::toString);
    JsonNode where = say(null, "What is there to see?");
    JsonNode there = say(where.get("conversation_id").textValue(), "in Kyoto");
    assertTrue(there.get("response").textValue().startsWith("In Kyoto there is "), there::toString);
    JsonNode left = say(asked.get("conversation_id").textValue(), "Plan a trip");
    assertTrue(say(left.get("conversation_id").textValue(), "never mind").get("response").textValue().contains("leave it"));
  }

  @Test
  void theAiSdksMessagesAreTaken() {
    String id = UUID.randomUUID().toString();
    String body =
        "{\"id\":\"" + id
            + "\",\"trigger\":\"submit-message\",\"messages\":[{\"id\":\"m1\",\"role\":\"user\",\"parts\":[{\"type\":"
            + "\"text\",\"text\":\"Plan a week in Rome\"}]}]}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Http.Answer stream = http.send("POST", "/v1/chat", bytes, "Content-Type", "application/json");
    assertEquals(200, stream.status(), stream::text);
    assertEquals("text/event-stream", stream.header("Content-Type").orElseThrow());
    assertEquals("v1", stream.header("x-vercel-ai-ui-message-stream").orElseThrow());
    assertTrue(stream.text().contains("\"type\":\"data-job\""), stream::text);
    assertTrue(stream.text().endsWith("data: [DONE]\n\n"), stream::text);
    Http.Answer text = http.send("POST", "/v1/chat", bytes, "Content-Type", "application/json", "Accept", "text/plain");
    assertTrue(text.header("Content-Type").orElseThrow().startsWith("text/plain"));
    assertTrue(text.text().startsWith("I am planning your trip to Rome"), text::text);
    for (String form : List.of("text", "ui")) {
      Http.Answer same =
          http.send("POST", "/v1/chat?stream=" + form, bytes, "Content-Type", "application/json", "Accept", "application/json");
      assertEquals(form.equals("ui") ? stream.text() : text.text(), same.text(), form);
    }
    assertTrue(refused(http.send("POST", "/v1/chat?stream=xml", bytes, "Content-Type", "application/json"), 422).toString()
        .contains("text or ui"));
    JsonNode json = http.send("POST", "/v1/chat", bytes, "Content-Type", "application/json", "Accept", "application/json").expect(200);
    assertEquals(id, json.get("conversation_id").textValue());
    assertEquals(text.text(), json.get("response").textValue());
    assertTrue(stream.text().contains(json.get("job_id").textValue()), "the turn was answered once");
  }

  @ParameterizedTest
  @CsvSource({"/api/chat, POST", "/v1/chat, POST", "/v1/chat?stream=text, POST", "/api/conversations/x, DELETE", "/api/config, GET",
      "/api/health, GET"})
  void aBrowserAsksBeforeItTalks(String path, String method) {
    for (String origin : List.of("http://localhost:3000", "https://foreign.example")) {
      boolean ours = origin.startsWith("http://localhost");
      Http.Answer preflight =
          http.send(
              "OPTIONS", path, null,
              "Origin", origin, "Access-Control-Request-Method", method, "Access-Control-Request-Headers", "content-type,x-api-key");
      assertEquals(204, preflight.status());
      assertEquals(ours ? Optional.of(origin) : Optional.empty(), preflight.header("Access-Control-Allow-Origin"), path);
      if (ours) {
        assertTrue(preflight.header("Access-Control-Allow-Methods").orElse("").contains(method));
        assertTrue(preflight.header("Access-Control-Allow-Headers").orElse("").contains("X-API-Key"));
        assertTrue(preflight.header("Access-Control-Allow-Headers").orElse("").contains("Content-Type"));
      }
      Http.Answer answer =
          method.equals("POST")
              ? http.send(method, path, "{\"message\":\"hello\"}".getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json",
              "Origin", origin)
              : http.send(method, path, null, "Origin", origin);
      assertEquals(ours ? Optional.of(origin) : Optional.empty(), answer.header("Access-Control-Allow-Origin"), path);
    }
  }
}
