package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Workers that die. Only effects are counted (writes, outputs, sends, calls to a provider): to die after a read is to die after the effect
 * before it.
 */
// The longest of all: on a table that is still small it takes half the time.
@Order(1)
@ExtendWith(OnCloud.class)
class CrashTest {
  /** Fewer would mean that the count has missed a port. */
  private static final int EFFECTS_AT_LEAST = 35;

  @Test
  void aWorkerDiesBetweenEachPairOfStepsAndItsMessageComesAgain(TestCloud cloud) {
    everywhere(cloud, false);
  }

  @Test
  void aWorkerDiesBetweenEachPairOfStepsAndItsMessageIsLost(TestCloud cloud) {
    everywhere(cloud, true);
  }

  private static void everywhere(TestCloud cloud, boolean lost) {
    int n = 1;
    while (tripWithCrash(cloud, n, lost)) {
      n++;
    }
    int effects = n - 1;
    assertTrue(effects >= EFFECTS_AT_LEAST, () -> "only " + effects + " effects");
  }

  /** A whole trip in which the {@code n}th effect is the last that its function makes; false when there are fewer effects. */
  private static boolean tripWithCrash(TestCloud cloud, int n, boolean lost) {
    cloud.clear();
    cloud.faults().byHand();
    if (lost) {
      cloud.losesMessagesWithCrashes();
    }
    cloud.faults().dieAfter(n);
    String key = UUID.randomUUID().toString();
    String body = cloud.bookedBy(cloud.bookable());
    Answer accepted = cloud.post("/v1/plan", body, "Idempotency-Key", key);
    if (accepted.status() != 202) {
      accepted = cloud.post("/v1/plan", body, "Idempotency-Key", key).expect(202);
    }
    Trip trip = cloud.trip(accepted);
    cloud.work();
    cloud.minutesUntilRest(trip, 2);
    assertEquals("waiting_approval", trip.state(), () -> "effect " + n);
    if (trip.approve().status() != 200) {
      trip.approve().expect(200);
    }
    cloud.work();
    cloud.minutesUntilRest(trip, 2);
    trip.ended("completed");
    BookingScenarios.eachOnce(trip, cloud.bookable());
    return cloud.faults().effects() >= n;
  }

  @Test
  void everyMessageIsDeliveredThreeTimes(TestCloud cloud) {
    cloud.copies(2);
    Trip trip = Scenarios.waiting(cloud, cloud.bookable());
    trip.approve().expect(200);
    trip.approve().expect(200);
    cloud.work();
    Answer done = trip.ended("completed");
    BookingScenarios.eachOnce(trip, cloud.bookable());
    done.at("/tasks").forEach(task -> assertEquals(1, task.get("attempts").asInt(), task::toString));
    assertEquals(0, cloud.bookable().ledger().calls("cancel"));
  }

  @Test
  void sendsAreLost(TestCloud cloud) {
    Scenarios.everySendIsLostOnce(cloud);
  }
}
