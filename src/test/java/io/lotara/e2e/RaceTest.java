package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many at once. */
@SharedCloud
class RaceTest {

  @Test
  void oneDecisionWinsAndTheLedgerAgrees(TestCloud cloud) throws Exception {
    for (int round = 0; round < 3; round++) {
      cloud.clear();
      Scenarios.racingDecisions(cloud);
    }
  }

  @Test
  void tenPlansAreTenJobs(TestCloud cloud) throws Exception {
    List<Callable<Trip>> plans = IntStream.range(0, 10).<Callable<Trip>>mapToObj(i -> cloud::plan).toList();
    List<Trip> trips = AtOnce.run(plans);
    Set<String> ids = new HashSet<>(trips.stream().map(Trip::id).toList());
    assertEquals(10, ids.size());
    for (Trip trip : trips) {
      trip.await("waiting_approval");
      trip.sound();
    }
    assertTrue(cloud.local().awaitIdle(TestCloud.PATIENCE));
  }

  @Test
  void oneKeySixteenTimesIsOneJob(TestCloud cloud) throws Exception {
    Scenarios.sameKeyManyTimes(cloud);
  }

  @Test
  void aKeyWithAnotherBodyIsRefused(TestCloud cloud) {
    cloud.faults().byHand();
    String body = TestCloud.body("3 days in Da Nang", "{}");
    Answer first = cloud.post("/v1/plan", body, "Idempotency-Key", "k-" + System.nanoTime()).expect(202);
    String key = first.response().request().headers().firstValue("Idempotency-Key").orElseThrow();
    cloud.post("/v1/plan", TestCloud.body("4 days in Da Nang", "{}"), "Idempotency-Key", key).expect(422);
    assertEquals(first.body(), cloud.post("/v1/plan", body.replace(":", " : "), "Idempotency-Key", key).expect(202).body());
  }
}
