package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** When what belongs to a job goes: 30 days after its end, with it, and not at all when it is pinned. */
@SharedCloud
class RetentionTest {
  private static final long SLACK = Duration.ofDays(2).toSeconds();

  /** What stands in a job's partition, by sort key; but what is owed still. */
  static Map<String, Map<String, AttributeValue>> partition(TestCloud cloud, Trip trip) {
    Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    cloud
        .local()
        .dynamo()
        .query(
            q ->
                q.tableName(cloud.local().tableName("Table"))
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("T#open#J#" + trip.id()))))
        .items()
        .forEach(item -> items.put(item.get("sk").s(), item));
    return items;
  }

  private static Map<String, Long> times(TestCloud cloud, Trip trip) {
    Map<String, Long> times = new TreeMap<>();
    partition(cloud, trip).forEach((name, item) -> times.put(name, item.containsKey("ttl") ? Long.parseLong(item.get("ttl").n()) : Long.MAX_VALUE));
    return times;
  }

  private static long end(Trip trip, int days) {
    return Instant.parse(trip.status().text("/completed_at")).plus(Duration.ofDays(days)).getEpochSecond();
  }

  private static void kept(TestCloud cloud, Trip trip) {
    assertEquals(Set.of(Long.MAX_VALUE), Set.copyOf(times(cloud, trip).values()), () -> times(cloud, trip).toString());
  }

  private static Trip told(TestCloud cloud, Receiver receiver) {
    Trip trip = cloud.planToldAt(receiver.url());
    cloud.work();
    trip.approve().expect(200);
    cloud.work();
    cloud.tell();
    trip.ended("completed");
    cloud.post("/v1/feedback", "{\"job_id\":\"%s\",\"rating\":4}".formatted(trip.id())).expect(200);
    return trip;
  }

  @Test
  void everythingOfAJobGoesWithIt(TestCloud cloud) {
    cloud.faults().byHand();
    try (Receiver receiver = Receiver.start()) {
      Trip trip = told(cloud, receiver);
      Map<String, Long> times = times(cloud, trip);
      long end = end(trip, 30);
      assertEquals(end, times.get("JOB"));
      assertEquals(end, times.get("FB"), "written after the end");
      assertTrue(times.keySet().containsAll(List.of("REQ", "OUT#intake#0001", "OUT#execution#0001")), times::toString);
      assertTrue(times.keySet().stream().anyMatch(name -> name.endsWith("#callback")), times::toString);
      times.forEach((name, at) -> assertTrue(at >= end && at <= end + SLACK, () -> name + " of " + times));
    }
  }

  /** The function that pins dies after its write; what the job owes is done by a sweep, and deliveries do not undo it. */
  @Test
  void aJobThatWasPinnedIsKeptWholeWhereverThatDied(TestCloud cloud) {
    cloud.faults().byHand();
    try (Receiver receiver = Receiver.start()) {
      Trip trip = told(cloud, receiver);
      cloud.faults().dieAfter(Set.of(1));
      assertEquals(500, cloud.post("/v1/jobs/" + trip.id() + "/pin", "{}").status());
      assertEquals(List.of("AdminHandler write COMPLETED"), cloud.faults().made());
      cloud.faults().dieAfter(Set.of());
      cloud.faults().takeNotices();
      assertNotEquals(Long.MAX_VALUE, times(cloud, trip).get("OUT#intake#0001"));
      cloud.minute();
      cloud.minute();
      kept(cloud, trip);
      String delivery = cloud.get("/v1/jobs/" + trip.id() + "/deliveries").expect(200).text("/deliveries/0/delivery_id");
      cloud.post("/v1/jobs/" + trip.id() + "/deliveries/" + delivery + "/redeliver", "{}").expect(202);
      cloud.tell();
      assertEquals(3, receiver.received().size());
      cloud.post("/v1/feedback", "{\"job_id\":\"%s\",\"rating\":5}".formatted(trip.id())).expect(200);
      kept(cloud, trip);

      assertFalse(cloud.delete("/v1/jobs/" + trip.id() + "/pin").expect(200).at("/expires_at").isNull());
      assertEquals(Set.of(end(trip, 30)), Set.copyOf(times(cloud, trip).values()), "all of it ages again");
    }
  }

  @Test
  void withoutWhatIsOwedADeathLosesOutputs(TestCloud cloud) {
    cloud.faults().byHand();
    cloud.faults().switchOff(Protection.NOTICE);
    Trip trip = cloud.plan();
    trip.cancel().expect(200);
    cloud.faults().dieAfter(Set.of(1));
    assertEquals(500, cloud.post("/v1/jobs/" + trip.id() + "/pin", "{}").status());
    cloud.faults().dieAfter(Set.of());
    cloud.faults().takeNotices();
    cloud.minute();
    cloud.minute();
    assertEquals(Long.MAX_VALUE, times(cloud, trip).get("JOB"));
    assertNotEquals(Long.MAX_VALUE, times(cloud, trip).get("REQ"), "pinned, and its request goes all the same");
  }

  /** People took days: what was written in the beginning is given another time at the end. */
  @Test
  void aJobThatTookDaysKeepsEverythingAsLong(TestCloud cloud) {
    cloud.faults().byHand();
    Trip trip = cloud.plan("Test query", "{}");
    cloud.work();
    for (int i = 0; i < 3; i++) {
      cloud.clock().advance(Duration.ofHours(20));
      trip.answer("somewhere nice").expect(200);
      cloud.work();
    }
    trip.cancel().expect(200);
    long end = end(trip, 30);
    assertTrue(times(cloud, trip).get("REQ") < end, "it would go before its job");
    cloud.minute();
    cloud.minute();
    assertEquals(Set.of(end), Set.copyOf(times(cloud, trip).values()), () -> times(cloud, trip).toString());
  }
}
