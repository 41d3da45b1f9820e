package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is left of a user when the user is erased: nothing; and what is kept for good. */
@SharedCloud
class ErasureTest {

  private static String body(String user, String query) {
    return TestCloud.body(query, "{\"approval\":{\"threshold\":1}}").replace("\"ana\"", "\"" + user + "\"");
  }

  private static Trip plan(TestCloud cloud, String user, String query, String... headers) {
    return cloud.trip(cloud.post("/v1/plan", body(user, query), headers).expect(202));
  }

  /** Everything in the table, as text, that has a word in it; bodies and packed jobs are unpacked. */
  private static List<String> found(TestCloud cloud, String word) {
    List<String> found = new ArrayList<>();
    for (Map<String, AttributeValue> item : cloud.local().dynamo().scanPaginator(s -> s.tableName(cloud.local().tableName("Table"))).items()) {
      StringBuilder text = new StringBuilder(item.toString());
      if (item.containsKey("body") && item.get("body").b() != null) {
        text.append(new String(unpacked(item.get("body").b().asByteArray()), java.nio.charset.StandardCharsets.UTF_8));
      }
      if (item.containsKey("z")) {
        text.append(inflated(item.get("z").b().asByteArray()));
      }
      if (text.indexOf(word) >= 0) {
        found.add(text.toString());
      }
    }
    return found;
  }

  private static byte[] unpacked(byte[] body) {
    try {
      return new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(body)).readAllBytes();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What is packed in a job's item, names and values: after the number of the dictionary a deflated stream. */
  private static String inflated(byte[] packed) {
    try (java.io.InputStream dictionary = ErasureTest.class.getResourceAsStream("/lotara/job/item-" + packed[0] + ".txt")) {
      java.util.zip.Inflater inflater = new java.util.zip.Inflater(true);
      inflater.setDictionary(dictionary.readAllBytes());
      inflater.setInput(packed, 1, packed.length - 1);
      byte[] whole = new byte[1 << 20];
      int length = inflater.inflate(whole);
      assertTrue(inflater.finished(), "all of it");
      inflater.end();
      return new String(whole, 0, length, java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException | java.util.zip.DataFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Map<String, AttributeValue>> partition(TestCloud cloud, Trip trip) {
    return cloud
        .local()
        .dynamo()
        .query(
            q ->
                q.tableName(cloud.local().tableName("Table"))
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("T#open#J#" + trip.id()))))
        .items();
  }

  @Test
  void everythingOfAUserGoes(TestCloud cloud) {
    cloud.faults().byHand();
    String user = "zebra-canary-1";
    try (Receiver receiver = Receiver.start()) {
      Trip done =
          cloud.trip(
              cloud.post(
                      "/v1/plan",
                      body(user, "3 days in Da Nang from Hanoi for two").replaceFirst("}$", ",\"callback_url\":\"" + receiver.url() + "\"}"),
                      "Idempotency-Key",
                      "erase-1")
                  .expect(202));
      cloud.work();
      done.approve().expect(200);
      cloud.work();
      cloud.tell();
      done.ended("completed");
      cloud.post("/v1/feedback", "{\"job_id\":\"%s\",\"rating\":5,\"comment\":\"zebra-canary-1 liked it\"}".formatted(done.id())).expect(200);
      Trip booked =
          cloud.trip(cloud.post("/v1/plan", cloud.bookedBy(cloud.bookable()).replace("\"ana\"", "\"" + user + "\"")).expect(202));
      cloud.work();
      Trip asking = plan(cloud, user, "Test query");
      cloud.work();
      cloud.put("/v1/preferences/" + user, "{\"favorite_activities\":[\"zebra-canary-1 rides\"]}").expect(200);
      cloud
          .post("/v1/chat", "{\"message\":\"Hello, I am zebra-canary-1\",\"user_context\":{\"user_id\":\"%s\"}}".formatted(user))
          .expect(200);
      String watch =
          "{\"user_id\":\"%s\",\"origin\":\"Hanoi\",\"destination\":\"Tokyo\",\"departure_date\":\"%s\"}"
              .formatted(user, java.time.LocalDate.ofInstant(cloud.clock().instant(), java.time.ZoneOffset.UTC).plusDays(60));
      String watched = cloud.post("/v1/watches", watch, "Idempotency-Key", "erase-1").expect(201).text("/watch_id");
      // A talk that began without a name is of the first who is named in it.
      String talk = cloud.post("/v1/chat", "{\"message\":\"Hello, zebra-canary-1 it is, but do not tell\"}").expect(200).text("/conversation_id");
      cloud
          .post(
              "/v1/chat",
              "{\"message\":\"Hello again\",\"conversation_id\":\"%s\",\"user_context\":{\"user_id\":\"%s\"}}".formatted(talk, user))
          .expect(200);
      Trip others = plan(cloud, "somebody else", "3 days in Hue");
      assertTrue(found(cloud, user).size() > 5);
      assertTrue(partition(cloud, done).stream().filter(i -> i.containsKey("z")).anyMatch(i -> inflated(i.get("z").b().asByteArray()).contains(user)));

      Answer begun = cloud.delete("/v1/users/" + user).expect(202);
      Trip erasure = cloud.trip(begun);
      assertEquals("erasure", erasure.status().text("/kind"));
      cloud.work();
      assertEquals("cancelled", booked.state());
      assertEquals("cancelled", asking.state());
      assertFalse(erasure.terminal(), "not before nothing can be written any more");
      cloud.minutesUntilRest(erasure, 8);
      assertEquals("completed", erasure.state(), () -> erasure.status().body().toPrettyString());
      assertEquals(List.of(), found(cloud, user));
      cloud.get("/api/conversations/" + talk).expect(404);
      assertEquals(List.of(), cloud.bookable().ledger().standing());
      for (Trip gone : List.of(done, booked, asking)) {
        assertEquals(404, gone.status().status());
        assertEquals(List.of(), partition(cloud, gone));
      }
      assertEquals(200, others.status().status());
      assertEquals(0, cloud.get("/v1/jobs?user_id=" + user).expect(200).at("/jobs").size());

      // The key is forgotten, too: the same request is a new one.
      Trip anew = plan(cloud, user, "3 days in Da Nang from Hanoi for two", "Idempotency-Key", "erase-1");
      assertFalse(anew.id().equals(done.id()));
      String watchedAnew = cloud.post("/v1/watches", watch, "Idempotency-Key", "erase-1").expect(201).text("/watch_id");
      cloud.get("/v1/watches/" + watched).problem(404, "NotFound");
      cloud.get("/v1/watches/" + watchedAnew).expect(200);
      Trip again = cloud.trip(cloud.delete("/v1/users/" + user).expect(202));
      cloud.work();
      cloud.minutesUntilRest(again, 8);
      assertEquals("completed", again.state());
      assertEquals(List.of(), found(cloud, user));
    }
  }

  @Test
  void anErasureIsNothingThatClientsMayStopKeepOrRate(TestCloud cloud) {
    cloud.faults().byHand();
    String user = "zebra-canary-3";
    Trip trip = plan(cloud, user, "Test query");
    cloud.work();
    Trip erasure = cloud.trip(cloud.delete("/v1/users/" + user).expect(202));
    cloud.work();
    assertFalse(erasure.terminal());
    erasure.cancel().problem(409, "Conflict");
    assertFalse(erasure.terminal(), "it goes on");
    cloud.minutesUntilRest(erasure, 8);
    assertEquals("completed", erasure.state());
    erasure.cancel().problem(409, "Conflict");
    cloud.post("/v1/jobs/" + erasure.id() + "/pin", "{}").problem(409, "Conflict");
    cloud.delete("/v1/jobs/" + erasure.id() + "/pin").problem(409, "Conflict");
    cloud.post("/v1/feedback", "{\"job_id\":\"%s\",\"rating\":5}".formatted(erasure.id())).problem(409, "Conflict");
    assertEquals(404, trip.status().status());
  }

  @Test
  void whoIsToldOfAJobLearnsThatItIsOverAndNotWhy(TestCloud cloud) {
    cloud.faults().byHand();
    String user = "zebra-canary-4";
    try (Receiver receiver = Receiver.start()) {
      Trip trip =
          cloud.trip(cloud.post("/v1/plan", body(user, "Test query").replaceFirst("}$", ",\"callback_url\":\"" + receiver.url() + "\"}")).expect(202));
      cloud.work();
      Trip erasure = cloud.trip(cloud.delete("/v1/users/" + user).expect(202));
      cloud.work();
      cloud.tell();
      Receiver.Received told = receiver.received().getLast();
      assertEquals("plan.cancelled", told.type());
      assertEquals(trip.id(), told.json().at("/data/job_id").asText());
      assertEquals("cancelled_by_client", told.json().at("/data/reason").asText());
      cloud.minutesUntilRest(erasure, 8);
      cloud.tell();
      assertEquals("completed", erasure.state());
      assertEquals(1, receiver.received().size(), "of the erasure itself nobody is told");
    }
  }

  @Test
  void aRemovalThatDiesIsFinished(TestCloud cloud) {
    cloud.faults().byHand();
    String user = "zebra-canary-2";
    for (int i = 0; i < 3; i++) {
      plan(cloud, user, "3 days in Hue from Hanoi for two").cancel().expect(200);
    }
    cloud.work();
    cloud.clock().advance(Duration.ofMinutes(1));
    Trip erasure = cloud.trip(cloud.delete("/v1/users/" + user).expect(202));
    cloud.faults().dieEvery(3, 4);
    cloud.work();
    cloud.minutesUntilRest(erasure, 10);
    assertEquals("completed", erasure.state(), () -> erasure.status().body().toPrettyString());
    assertEquals(List.of(), found(cloud, user));
  }

  @Test
  void aPinnedJobStays(TestCloud cloud) {
    cloud.faults().byHand();
    Trip trip = plan(cloud, "ana", "3 days in Da Nang from Hanoi for two");
    cloud.work();
    cloud.post("/v1/jobs/" + trip.id() + "/pin", "{}").problem(409, "Conflict");
    trip.approve().expect(200);
    cloud.work();
    trip.ended("completed");
    Answer pinned = cloud.post("/v1/jobs/" + trip.id() + "/pin", "{}").expect(200);
    assertTrue(pinned.at("/pinned").asBoolean() && pinned.at("/expires_at").isNull());
    cloud.post("/v1/jobs/" + trip.id() + "/pin", "{}").expect(200);
    cloud.post("/v1/feedback", "{\"job_id\":\"%s\",\"rating\":4}".formatted(trip.id())).expect(200);
    List<Map<String, AttributeValue>> items = partition(cloud, trip);
    assertTrue(items.size() > 6);
    assertTrue(items.stream().noneMatch(i -> i.containsKey("ttl")), "nothing of it goes");
    JsonNode unpinned = cloud.delete("/v1/jobs/" + trip.id() + "/pin").expect(200).body();
    assertFalse(unpinned.get("expires_at").isNull());
    assertTrue(partition(cloud, trip).stream().allMatch(i -> i.containsKey("ttl")), "all of it does");
    assertEquals(1, partition(cloud, trip).stream().map(i -> i.get("ttl").n()).distinct().count(), "at the same time");
    cloud.post("/v1/jobs/nothing/pin", "{}").problem(404, "NotFound");
  }

  @Test
  void aWrongUserIsNamed(TestCloud cloud) {
    cloud.delete("/v1/users/" + "x".repeat(129)).problem(422, "ValidationError");
  }
}
