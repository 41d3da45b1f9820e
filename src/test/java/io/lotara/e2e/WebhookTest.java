package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.lotara.e2e.Receiver.Received;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Webhooks through the whole service: what is told, how it is signed, and what becomes of those who do not listen. */
@SharedCloud
class WebhookTest {
  private final List<String> made = new ArrayList<>();
  private TestCloud cloud;

  private String add(TestCloud on, String url, String more) {
    cloud = on;
    Answer answer = on.post("/v1/webhooks", "{\"url\":\"%s\"%s}".formatted(url, more)).expect(201);
    made.add(answer.text("/webhook_id"));
    return answer.text("/secret");
  }

  @AfterEach
  void remove() {
    made.forEach(id -> cloud.delete("/v1/webhooks/" + id));
  }

  private static void verify(String secret, Received received, TestCloud cloud) throws Exception {
    Map<String, List<String>> headers = received.headers().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
    long sent = Long.parseLong(received.headers().get("webhook-timestamp"));
    assertTrue(Math.abs(cloud.clock().instant().getEpochSecond() - sent) < 300);
    if (Math.abs(Instant.now().getEpochSecond() - sent) < 300) {
      new Webhook(secret).verify(received.body(), HttpHeaders.of(headers, (n, v) -> true));
    }
    String again = new Webhook(secret).sign(received.id(), sent, received.body());
    assertTrue(List.of(received.headers().get("webhook-signature").split(" ")).contains(again), "signed with the secret");
  }

  private static JsonNode only(TestCloud cloud, Trip trip, String event) {
    JsonNode found = null;
    for (JsonNode line : cloud.get("/v1/jobs/" + trip.id() + "/deliveries").expect(200).at("/deliveries")) {
      if (line.get("event").asText().equals(event)) {
        found = line;
      }
    }
    return found;
  }

  @Test
  void aCallbackIsToldWhatBecomesOfItsJob(TestCloud cloud) throws Exception {
    cloud.faults().byHand();
    try (Receiver receiver = Receiver.start()) {
      String secret = cloud.post("/v1/webhooks/secret", "{}").expect(201).text("/secret");
      Trip trip = cloud.planToldAt(receiver.url() + "?token=t-1");
      cloud.work();
      cloud.tell();
      Received asked = receiver.received().getFirst();
      assertEquals(1, receiver.received().size());
      assertEquals("plan.approval_required", asked.type());
      assertEquals("/hook?token=t-1", asked.path());
      verify(secret, asked, cloud);
      JsonNode data = asked.json().get("data");
      JsonNode status = trip.status().body();
      assertEquals(trip.id(), data.get("job_id").asText());
      assertEquals("ana", data.get("user_id").asText());
      assertEquals("waiting_approval", data.get("status").asText());
      assertEquals(status.at("/approval/plan_hash"), data.at("/approval/plan_hash"));
      assertEquals(status.at("/approval/total").decimalValue().compareTo(data.at("/approval/total").decimalValue()), 0);
      assertTrue(asked.body().length() < 1500, "small: " + asked.body());
      assertFalse(asked.body().contains("Da Nang"), "nobody's words");

      trip.approve().expect(200);
      cloud.work();
      cloud.tell();
      assertEquals(List.of("plan.approval_required", "plan.completed"), receiver.received().stream().map(Received::type).toList());
      assertNotEquals(asked.id(), receiver.received().get(1).id());
      assertEquals("delivered", only(cloud, trip, "plan.completed").get("status").asText());
      assertEquals(204, only(cloud, trip, "plan.completed").at("/last/0/http_status").asInt());

      // A secret that was replaced stays good for a day.
      String next = cloud.post("/v1/webhooks/secret", "{}").expect(201).text("/secret");
      Trip other = cloud.planToldAt(receiver.url());
      other.cancel().expect(200);
      cloud.tell();
      Received cancelled = receiver.received().getLast();
      assertEquals("plan.cancelled", cancelled.type());
      assertEquals("cancelled_by_client", cancelled.json().at("/data/reason").asText());
      verify(secret, cancelled, cloud);
      verify(next, cancelled, cloud);
    }
  }

  @Test
  void suggestionsAndChangesAreToldAtTheCallbackOfTheirOwnRequest(TestCloud cloud) throws Exception {
    cloud.faults().byHand();
    try (Receiver first = Receiver.start();
        Receiver second = Receiver.start()) {
      String suggest =
          "{\"user_id\":\"ana\",\"trigger_type\":\"weekend\",\"context\":{\"text\":\"3 days in Da Nang from Hanoi\"},"
              + "\"constraints\":{\"approval\":{\"threshold\":1}},\"callback_url\":\"%s\"}";
      Trip suggested = cloud.trip(cloud.post("/v1/suggest", suggest.formatted(first.url())).expect(202));
      cloud.work();
      cloud.tell();
      // In no certain order.
      assertEquals(List.of("plan.approval_required", "suggestion.created"), first.received().stream().map(Received::type).sorted().toList());
      String revise = "/v1/jobs/" + suggested.id() + "/revise";
      Trip other = cloud.trip(cloud.post(revise, "{\"query\":\"one day longer\",\"callback_url\":\"%s\"}".formatted(second.url())).expect(202));
      Trip heir = cloud.trip(cloud.post(revise, "{\"query\":\"two days longer\"}").expect(202));
      other.cancel().expect(200);
      heir.cancel().expect(200);
      cloud.tell();
      assertEquals(List.of(other.id()), second.received().stream().map(r -> r.json().at("/data/job_id").asText()).distinct().toList());
      assertTrue(first.received().stream().anyMatch(r -> r.json().at("/data/job_id").asText().equals(heir.id())), "as the trip before");
      assertTrue(first.received().stream().noneMatch(r -> r.json().at("/data/job_id").asText().equals(other.id())));
      suggested.cancel();
    }
  }

  @Test
  void whatIsNoAddressIsComplainedOfOnce(TestCloud on) {
    cloud = on;
    for (String url : List.of("5", "null", "\"\"", "\"https://0x7f.1/\"")) {
      JsonNode errors = on.post("/v1/webhooks", "{\"url\":%s}".formatted(url)).expect(422).at("/details/errors");
      assertEquals(1, errors.size(), errors::toString);
    }
  }

  @Test
  void ofAJobThatFailsTheCodeIsToldAndNobodysWords(TestCloud cloud) throws Exception {
    cloud.faults().byHand();
    try (Receiver receiver = Receiver.start()) {
      String secret = add(cloud, receiver.url(), ",\"events\":[\"plan.failed\"]");
      Trip trip = cloud.plan("A week in Rome from Hanoi for two", "{\"budget\":{\"amount\":1,\"currency\":\"USD\"}}");
      cloud.work();
      cloud.tell();
      assertEquals("failed", trip.state(), () -> trip.status().body().toPrettyString());
      assertEquals(1, receiver.received().size());
      Received told = receiver.received().getFirst();
      assertEquals("plan.failed", told.type());
      verify(secret, told, cloud);
      JsonNode data = told.json().get("data");
      assertEquals(trip.id(), data.get("job_id").asText());
      assertEquals("failed", data.get("status").asText());
      assertEquals("INFEASIBLE", data.at("/error/code").asText());
      assertEquals(1, data.get("error").size(), "no message: it may say what people wrote");
      assertFalse(told.body().contains("Rome"), told.body());
      assertEquals("delivered", only(cloud, trip, "plan.failed").get("status").asText());
    }
  }

  @Test
  void aSecretThatWasReplacedStaysGoodForADay(TestCloud cloud) throws Exception {
    cloud.faults().byHand();
    try (Receiver receiver = Receiver.start()) {
      String first = add(cloud, receiver.url(), "");
      String path = "/v1/webhooks/" + made.getLast() + "/secret";
      String second = cloud.post(path, "{}").expect(201).text("/secret");
      assertNotEquals(first, second);
      cloud.plan().cancel().expect(200);
      cloud.tell();
      Received both = receiver.received().getLast();
      verify(first, both, cloud);
      verify(second, both, cloud);
      assertEquals(2, both.headers().get("webhook-signature").split(" ").length);
      cloud.clock().advance(Duration.ofHours(25));
      cloud.plan().cancel().expect(200);
      cloud.tell();
      Received one = receiver.received().getLast();
      verify(second, one, cloud);
      assertEquals(1, one.headers().get("webhook-signature").split(" ").length);
      cloud.post("/v1/webhooks/whep_00000000-0000-7000-8000-000000000000/secret", "{}").problem(404, "NotFound");
    }
  }

  /** That nobody is told is asked anew with each job, and only that somebody is is remembered: the first webhook counts at once. */
  @Test
  void theFirstWebhookCountsForTheNextJob(TestCloud cloud) {
    cloud.faults().byHand();
    cloud.clock().advance(Duration.ofSeconds(61));
    try (Receiver receiver = Receiver.start()) {
      Trip before = cloud.plan();
      add(cloud, receiver.url(), "");
      cloud.plan().cancel().expect(200);
      before.cancel().expect(200);
      cloud.tell();
      assertEquals(List.of("plan.cancelled"), receiver.received().stream().map(Received::type).toList(), "and the one before is told nobody");
    }
  }

  @Test
  void everyAddressIsToldUnderTheSameId(TestCloud cloud) throws Exception {
    cloud.faults().byHand();
    try (Receiver all = Receiver.start();
        Receiver ends = Receiver.start();
        Receiver none = Receiver.start()) {
      String secret = add(cloud, all.url(), "");
      add(cloud, ends.url(), ",\"events\":[\"plan.cancelled\",\"plan.failed\"],\"description\":\"ends\"");
      add(cloud, none.url(), ",\"events\":[\"suggestion.created\"]");
      Trip trip = cloud.plan();
      cloud.work();
      trip.cancel().expect(200);
      cloud.tell();
      assertEquals(Set.of("plan.approval_required", "plan.cancelled"), all.received().stream().map(Received::type).collect(Collectors.toSet()));
      assertEquals(List.of("plan.cancelled"), ends.received().stream().map(Received::type).toList());
      assertEquals(List.of(), none.received());
      Received first = all.received().stream().filter(r -> r.type().equals("plan.cancelled")).findFirst().orElseThrow();
      assertEquals(first.id(), ends.received().getFirst().id());
      assertEquals(first.body(), ends.received().getFirst().body());
      verify(secret, first, cloud);
      Answer listed = cloud.get("/v1/webhooks").expect(200);
      assertFalse(listed.body().toString().contains("whsec_"), "secrets are shown once");
    }
  }

  @Test
  void whatIsNotTakenIsSentAgain(TestCloud cloud) {
    cloud.faults().byHand();
    try (Receiver receiver = Receiver.start()) {
      receiver.then(500, Map.of()).then(429, Map.of("Retry-After", "90")).then(302, Map.of("Location", "http://127.0.0.1:1/"));
      Trip trip = cloud.planToldAt(receiver.url());
      trip.cancel().expect(200);
      cloud.tell();
      // Kept messages are delivered at once: what is not due yet does nothing.
      assertEquals(1, receiver.received().size());
      assertEquals("pending", only(cloud, trip, "plan.cancelled").get("status").asText());
      cloud.minute();
      assertEquals(2, receiver.received().size(), "the sweeper has sent it again");
      cloud.minute();
      assertEquals(2, receiver.received().size(), "not before what Retry-After said");
      cloud.minute();
      cloud.minute();
      assertEquals(3, receiver.received().size(), "a redirect is not followed");
      for (int i = 0; i < 4; i++) {
        cloud.minute();
      }
      JsonNode delivery = only(cloud, trip, "plan.cancelled");
      assertEquals("delivered", delivery.get("status").asText(), delivery::toString);
      assertEquals(List.of(500, 429, 302, 204), delivery.get("last").findValues("http_status").stream().map(JsonNode::asInt).toList());
      assertEquals(1, receiver.received().stream().map(Received::id).distinct().count());
      assertEquals(1, receiver.received().stream().map(Received::body).distinct().count());

      Answer again = cloud.post("/v1/jobs/" + trip.id() + "/deliveries/" + delivery.get("delivery_id").asText() + "/redeliver", "{}").expect(202);
      assertEquals("pending", again.text("/status"));
      cloud.tell();
      assertEquals(5, receiver.received().size());
      assertEquals(1, receiver.received().stream().map(Received::id).distinct().count());
    }
  }

  @Test
  void whoNeverListensIsGivenUpVisibly(TestCloud cloud) {
    cloud.faults().byHand();
    Receiver receiver = Receiver.start();
    receiver.close();
    Trip trip = cloud.planToldAt(receiver.url());
    trip.cancel().expect(200);
    cloud.tell();
    for (int i = 0; i < 40 && !only(cloud, trip, "plan.cancelled").get("status").asText().equals("dead"); i++) {
      cloud.clock().advance(i < 6 ? Duration.ofMinutes(10) : Duration.ofHours(2));
      cloud.sweep();
      cloud.tell();
    }
    JsonNode delivery = only(cloud, trip, "plan.cancelled");
    assertEquals("dead", delivery.get("status").asText(), delivery::toString);
    assertEquals(9, delivery.get("tries").asInt());
    assertEquals("no connection", delivery.at("/last/0/error").asText());
    assertTrue(delivery.get("next_at").isNull());
  }

  @Test
  void goneIsTheEndOfAnAddress(TestCloud cloud) {
    cloud.faults().byHand();
    try (Receiver receiver = Receiver.start()) {
      receiver.then(410, Map.of());
      add(cloud, receiver.url(), "");
      Trip trip = cloud.plan();
      trip.cancel().expect(200);
      cloud.tell();
      assertEquals("dead", only(cloud, trip, "plan.cancelled").get("status").asText());
      Answer webhook = cloud.get("/v1/webhooks/" + made.getFirst()).expect(200);
      assertFalse(webhook.at("/active").asBoolean());
      cloud.plan().cancel().expect(200);
      cloud.tell();
      assertEquals(1, receiver.received().size());
    }
  }

  @Test
  void aJobThatNobodyAskedForIsToldWhenItBegins(TestCloud cloud) {
    cloud.faults().byHand();
    try (Receiver receiver = Receiver.start()) {
      add(cloud, receiver.url(), ",\"events\":[\"suggestion.created\"]");
      String body =
          "{\"user_id\":\"ana\",\"trigger_type\":\"weather\",\"context\":{\"destination\":\"Hue\",\"note\":\"secret\"}}";
      Answer accepted = cloud.post("/v1/suggest", body, "Idempotency-Key", "suggest-1").expect(202);
      assertEquals(accepted.text("/job_id"), cloud.post("/v1/suggest", body, "Idempotency-Key", "suggest-1").expect(202).text("/job_id"));
      cloud.tell();
      assertEquals(List.of("suggestion.created"), receiver.received().stream().map(Received::type).toList());
      JsonNode data = receiver.received().getFirst().json().get("data");
      assertEquals(accepted.text("/job_id"), data.get("job_id").asText());
      assertEquals("proactive", data.get("mode").asText());
      assertFalse(receiver.received().getFirst().body().contains("secret"));
    }
  }

  @Test
  void aJobOfWhichNobodyIsToldOwesNothing(TestCloud cloud) {
    cloud.faults().byHand();
    // That there were webhooks is remembered for a minute.
    cloud.clock().advance(Duration.ofSeconds(61));
    Trip trip = cloud.plan();
    trip.cancel().expect(200);
    assertEquals(List.of(), cloud.faults().takeNotices());
    assertEquals(0, cloud.get("/v1/jobs/" + trip.id() + "/deliveries").expect(200).at("/deliveries").size());
  }

  @Test
  void whatIsNotThereIsA404(TestCloud cloud) {
    cloud.get("/v1/webhooks/whep_00000000-0000-7000-8000-000000000000").problem(404, "NotFound");
    assertEquals(404, cloud.delete("/v1/webhooks/nothing").status());
    Trip trip = cloud.plan();
    cloud.post("/v1/jobs/" + trip.id() + "/deliveries/1.callback/redeliver", "{}").problem(404, "NotFound");
    cloud.get("/v1/jobs/nothing/deliveries").problem(404, "NotFound");
    cloud.post("/v1/webhooks", "{\"url\":\"http://169.254.169.254/\"}").problem(422, "ValidationError");
    cloud.post("/v1/webhooks", "{\"url\":\"https://example.com/\",\"events\":[\"plan.eaten\"]}").problem(422, "ValidationError");
    cloud.post("/v1/webhooks", "{}").problem(422, "ValidationError");
  }
}
