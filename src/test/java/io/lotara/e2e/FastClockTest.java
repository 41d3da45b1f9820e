package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Everything at once and nothing by hand: real queues, the sweeper by its schedule on a fast clock, workers and senders that die. */
class FastClockTest {
  private static final int TRIPS = 6;
  private static final int DEATHS = 12;

  @Test
  void tripsSurviveDyingWorkersAndLostMessages() {
    try (TestCloud cloud = TestCloud.startAtSpeed(20)) {
      // The first trip makes the functions, which takes longer than a lease here.
      cloud.plan().await("waiting_approval");
      Set<String> lost = new HashSet<>();
      cloud.faults().lose(message -> message.step().equals("itinerary") && once(lost, message.jobId()));
      cloud.faults().dieEvery(13, DEATHS);
      List<Trip> trips = new ArrayList<>();
      for (int i = 0; i < TRIPS; i++) {
        String key = "trip-" + i;
        String body = cloud.bookedBy(cloud.bookable());
        trips.add(cloud.trip(insist(202, () -> cloud.post("/v1/plan", body, "Idempotency-Key", key))));
      }
      for (Trip trip : trips) {
        trip.await("waiting_approval");
        insist(200, trip::approve);
      }
      for (Trip trip : trips) {
        trip.await("completed");
        trip.ended("completed");
      }
      assertTrue(cloud.faults().effects() >= 13 * DEATHS, () -> "only " + cloud.faults().effects() + " effects");
      List<Ledger.Effect> made = cloud.bookable().ledger().all();
      assertEquals(TRIPS * BookingScenarios.ITEMS, made.size(), made::toString);
      assertEquals(made, cloud.bookable().ledger().standing());
      assertEquals(TRIPS, lost.size(), "the first message of each itinerary was lost");
    }
  }

  /** Asks again as a client does: the function that dies may be the one that answers, and more than once in a row. */
  private static Answer insist(int status, Supplier<Answer> request) {
    Answer answer = request.get();
    for (int i = 0; i < DEATHS && answer.status() == 500; i++) {
      answer = request.get();
    }
    return answer.expect(status);
  }

  private static boolean once(Set<String> seen, String id) {
    synchronized (seen) {
      return seen.add(id);
    }
  }
}
