package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Workers that die. Only effects are counted (writes, outputs, sends, calls to a provider): to die after a read is to die after the effect
 * before it. A trip dies several times, at places that are far from each other: what is proved is that there is nothing a function does
 * after which it has not died, the third time that it does it as well as the first.
 */
// The longest of all, on a cloud of its own beside the others.
@Order(1)
@ExtendWith(OnCloud.class)
class CrashTest {
  /** Fewer would mean that the count has missed a port. */
  private static final int EFFECTS_AT_LEAST = 35;

  /** Effects between two deaths of a trip: it heals before it dies again. */
  private static final int APART = 14;

  @Test
  void aWorkerDiesBetweenEachPairOfStepsAndItsMessageComesAgain(TestCloud cloud) {
    everywhere(cloud, false);
  }

  @Test
  void aWorkerDiesBetweenEachPairOfStepsAndItsMessageIsLost(TestCloud cloud) {
    everywhere(cloud, true);
  }

  private static void everywhere(TestCloud cloud, boolean lost) {
    List<String> undisturbed = numbered(trip(cloud, Set.of(), lost));
    assertTrue(undisturbed.size() >= EFFECTS_AT_LEAST, () -> "only " + undisturbed.size() + " effects");
    Set<String> died = new TreeSet<>();
    for (int n = 1; n <= APART; n++) {
      Set<Integer> deaths = new TreeSet<>();
      // Past the end too: what was lost with a death is made anew, so that there are more effects than in an undisturbed trip.
      for (int at = n; at <= undisturbed.size() + APART; at += APART) {
        deaths.add(at);
      }
      List<String> made = numbered(trip(cloud, deaths, lost));
      deaths.stream().filter(at -> at <= made.size()).forEach(at -> died.add(made.get(at - 1)));
    }
    // A trip that has died makes some effects anew, so that the later ones have moved: each of those is died after by itself.
    for (int at = 1; at <= undisturbed.size(); at++) {
      if (!died.contains(undisturbed.get(at - 1))) {
        trip(cloud, Set.of(at), lost);
      }
    }
  }

  /** Effects with how often there was such a one before: a name that is the same in every trip. */
  private static List<String> numbered(List<String> effects) {
    Map<String, Integer> seen = new HashMap<>();
    return effects.stream().map(effect -> effect + " " + seen.merge(effect, 1, Integer::sum)).toList();
  }

  /** A whole trip in which these effects are the last that their function makes; returns all that were made. */
  private static List<String> trip(TestCloud cloud, Set<Integer> deaths, boolean lost) {
    cloud.clear();
    cloud.faults().byHand();
    if (lost) {
      cloud.losesMessagesWithCrashes();
    }
    cloud.faults().dieAfter(deaths);
    String key = UUID.randomUUID().toString();
    String body = cloud.bookedBy(cloud.bookable());
    Answer accepted = cloud.post("/v1/plan", body, "Idempotency-Key", key);
    if (accepted.status() != 202) {
      accepted = cloud.post("/v1/plan", body, "Idempotency-Key", key).expect(202);
    }
    Trip trip = cloud.trip(accepted);
    int minutes = 2 * Math.max(1, deaths.size());
    cloud.work();
    cloud.minutesUntilRest(trip, minutes);
    assertEquals("waiting_approval", trip.state(), () -> "effects " + deaths);
    if (trip.approve().status() != 200) {
      trip.approve().expect(200);
    }
    cloud.work();
    cloud.minutesUntilRest(trip, minutes);
    trip.ended("completed");
    BookingScenarios.eachOnce(trip, cloud.bookable());
    return cloud.faults().made();
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
