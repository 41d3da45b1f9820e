package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.job.WorkMessage;
import io.lotara.local.LocalCloud;
import io.lotara.local.restore.CopyItems;
import io.lotara.local.restore.CopyItems.Which;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What the runbook says of a table that is restored: its jobs go on, wherever they were. */
class RestoreTest {
  private static final String KEYED = "Idempotency-Key";

  private static CopyItems.Outcome copy(LocalCloud from, String source, LocalCloud to, String target, Which which, String prefix) throws Exception {
    return new CopyItems(from.dynamo(), source, to.dynamo(), target, which, prefix, Clock.systemUTC()).run(3);
  }

  private static String table(TestCloud cloud) {
    return cloud.local().tableName("Table");
  }

  private static Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items(TestCloud cloud, String table) {
    return cloud.local().dynamo().scanPaginator(s -> s.tableName(table)).items().stream()
        .collect(Collectors.toMap(item -> Map.of("pk", item.get("pk"), "sk", item.get("sk")), item -> item));
  }

  /** As a restored table is: of another name. */
  private static String empty(TestCloud cloud) {
    String name = "restored-" + UUID.randomUUID();
    var made = cloud.local().dynamo().describeTable(d -> d.tableName(table(cloud))).table();
    cloud
        .local()
        .dynamo()
        .createTable(
            c ->
                c.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(made.keySchema())
                    .attributeDefinitions(
                        a -> a.attributeName("pk").attributeType(ScalarAttributeType.S), a -> a.attributeName("sk").attributeType(ScalarAttributeType.S)));
    return name;
  }

  /** Queues are empty there, as after the message's time: what the jobs owe is all that is left of the work under way. */
  @Test
  void jobsThatWereUnderWayEndInAnotherTable() throws Exception {
    try (TestCloud before = TestCloud.start();
        TestCloud after = TestCloud.start()) {
      before.faults().byHand();
      after.faults().byHand();
      Trip completed = before.plan();
      before.work();
      completed.approve().expect(200);
      Trip waiting = before.plan();
      before.work();
      completed.ended("completed");
      assertEquals("waiting_approval", waiting.state());
      Trip searching = before.plan();
      List<WorkMessage> intake = before.faults().take();
      assertEquals(List.of(), before.deliver(intake));
      Trip started = before.trip(before.post("/v1/plan", TestCloud.body("Two days in Hue", "{}"), KEYED, "restored").expect(202));

      var read = items(before, table(before));
      assertEquals(new CopyItems.Outcome(read.size(), 0, 0), copy(before.local(), table(before), after.local(), table(after), Which.MISSING, ""));
      assertEquals(read, items(after, table(after)));

      assertEquals(started.id(), after.post("/v1/plan", TestCloud.body("Two days in Hue", "{}"), KEYED, "restored").expect(202).text("/job_id"));
      assertEquals(List.of(), after.deliver(intake), "a message of before is of no harm");
      new Trip(after, completed.id()).ended("completed");
      for (String id : List.of(waiting.id(), searching.id(), started.id())) {
        Trip trip = new Trip(after, id);
        after.minutesUntilRest(trip, 5);
        if (trip.state().equals("waiting_approval")) {
          trip.approve().expect(200);
          after.work();
        }
        trip.ended("completed");
      }
    }
  }

  /** Back to before the approval, when the provider has booked since: it is asked under the same keys. */
  @Test
  void aJobThatGoesBackBooksNothingTwice() throws Exception {
    try (TestCloud cloud = TestCloud.start()) {
      cloud.faults().byHand();
      Trip trip = cloud.planWith(cloud.bookable());
      Trip other = cloud.plan();
      cloud.work();
      String restored = empty(cloud);
      copy(cloud.local(), table(cloud), cloud.local(), restored, Which.ALL, "");
      trip.approve().expect(200);
      other.approve().expect(200);
      cloud.work();
      trip.ended("completed");
      List<Ledger.Effect> booked = cloud.bookable().ledger().all();
      assertFalse(booked.isEmpty());

      copy(cloud.local(), restored, cloud.local(), table(cloud), Which.ALL, "T#open#J#" + trip.id());
      assertEquals("completed", other.state(), "of another prefix");
      assertEquals("waiting_approval", trip.state());
      trip.approve().expect(200);
      cloud.work();
      cloud.minutesUntilRest(trip, 5);
      trip.ended("completed");
      assertEquals(booked, cloud.bookable().ledger().all());
    }
  }

  @Test
  void whatIsMissingComesBackAndNothingElseChanges() throws Exception {
    try (TestCloud cloud = TestCloud.start()) {
      cloud.faults().byHand();
      Trip lost = cloud.plan();
      Trip moved = cloud.plan();
      cloud.work();
      String restored = empty(cloud);
      copy(cloud.local(), table(cloud), cloud.local(), restored, Which.ALL, "");
      Map<String, AttributeValue> lapsed = new HashMap<>(Map.of("pk", AttributeValue.fromS("KEY#gone"), "sk", AttributeValue.fromS("KEY")));
      lapsed.put("ttl", AttributeValue.fromN(Long.toString(Instant.now().getEpochSecond() - 1)));
      cloud.local().dynamo().putItem(p -> p.tableName(restored).item(lapsed));

      moved.cancel().expect(200);
      var expected = items(cloud, table(cloud));
      Set<Map<String, AttributeValue>> taken =
          expected.keySet().stream().filter(key -> key.get("pk").s().endsWith(lost.id())).collect(Collectors.toSet());
      assertTrue(taken.size() > 5);
      taken.forEach(key -> cloud.local().dynamo().deleteItem(d -> d.tableName(table(cloud)).key(key)));
      assertEquals(404, lost.status().status());

      CopyItems.Outcome outcome = copy(cloud.local(), restored, cloud.local(), table(cloud), Which.MISSING, "");
      assertEquals(taken.size(), outcome.written());
      assertEquals(1, outcome.lapsed());
      assertEquals(expected, items(cloud, table(cloud)));
      assertEquals("cancelled", moved.state());
      lost.approve().expect(200);
      cloud.work();
      lost.ended("completed");
    }
  }
}
