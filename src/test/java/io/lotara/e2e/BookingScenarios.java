package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What can happen while a trip is booked: flight out, flight back, stay. Each fails when the protection that it is about is off. */
final class BookingScenarios {
  static final int ITEMS = 3;

  private BookingScenarios() {}

  /** A reservation is made and its answer does not come. */
  static void answerLost(TestCloud cloud, BookableTravel.Fault fault) {
    Trip trip = Scenarios.waiting(cloud, cloud.bookable());
    cloud.bookable().onReserve(BookableTravel.Fault.NONE, fault);
    trip.approve().expect(200);
    cloud.work();
    cloud.minutesUntilRest(trip, 2);
    trip.ended("completed");
    eachOnce(trip, cloud.bookable());
  }

  static void timeout(TestCloud cloud) {
    answerLost(cloud, BookableTravel.Fault.TIMEOUT_AFTER_EFFECT);
  }

  /** The worker dies after its first reservation, and then the traveller cancels. */
  static void cancelAfterCrash(TestCloud cloud) {
    Trip trip = Scenarios.waiting(cloud, cloud.bookable());
    cloud.bookable().onReserve(BookableTravel.Fault.CRASH_AFTER_EFFECT);
    trip.approve().expect(200);
    cloud.work();
    assertEquals("executing", trip.state());
    assertEquals(1, cloud.bookable().ledger().standing().size());
    trip.cancel().expect(200);
    cloud.work();
    cloud.minute();
    trip.ended("cancelled");
    assertEquals(List.of(), cloud.bookable().ledger().standing(), "what was booked is undone");
    assertEquals(List.of("compensated"), trip.effects());
  }

  /** A provider without keys makes a reservation and does not answer: it is called once, and a person is told to look. */
  static void timeoutWithoutKeys(TestCloud cloud) {
    Trip trip = Scenarios.waiting(cloud, cloud.keyless());
    cloud.keyless().onReserve(BookableTravel.Fault.TIMEOUT_AFTER_EFFECT);
    trip.approve().expect(200);
    cloud.work();
    cloud.minutesUntilRest(trip, 2);
    trip.ended("completed");
    assertEquals(ITEMS, cloud.keyless().ledger().calls("reserve"), "each item is called for once");
    assertEquals(ITEMS, cloud.keyless().ledger().all().size());
    assertEquals(1, Collections.frequency(trip.effects(), "needs_reconcile"), () -> trip.effects().toString());
  }

  /** The traveller cancels while a worker is in the middle of a call. */
  static void cancelDuringACall(TestCloud cloud) throws Exception {
    Trip trip = Scenarios.waiting(cloud, cloud.bookable());
    CountDownLatch calling = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    cloud.bookable().beforeReserve(
        () -> {
          if (calls.incrementAndGet() == 2) {
            calling.countDown();
            AtOnce.await(go);
          }
        });
    trip.approve().expect(200);
    try (AtOnce.Running worker =
        AtOnce.start(
            () -> {
              cloud.work();
              return null;
            })) {
      AtOnce.await(calling);
      assertEquals("cancelled", trip.cancel().expect(200).text("/status"));
      go.countDown();
      worker.end();
    } finally {
      go.countDown();
    }
    cloud.minute();
    cloud.minute();
    trip.ended("cancelled");
    assertEquals(List.of(), cloud.bookable().ledger().standing(), "what was booked is undone");
    assertTrue(trip.effects().stream().allMatch("compensated"::equals), () -> trip.effects().toString());
    assertEquals(2, cloud.bookable().ledger().all().size(), "after the cancellation nothing new is begun");
  }

  /** Every item has exactly one effect, and the job says the same as the provider. */
  static void eachOnce(Trip trip, BookableTravel provider) {
    List<Ledger.Effect> standing = provider.ledger().standing();
    assertEquals(ITEMS, provider.ledger().all().size(), () -> provider.ledger().all().toString());
    assertEquals(ITEMS, standing.size());
    assertEquals(ITEMS, new HashSet<>(standing.stream().map(Ledger.Effect::key).toList()).size(), "a key for each item");
    List<String> told = new ArrayList<>();
    trip.status().at("/effects").forEach(e -> told.add(e.get("state").asText() + " " + e.get("ref").asText()));
    List<String> done = standing.stream().map(e -> (e.held() ? "held " : "booked ") + e.ref()).toList();
    assertEquals(done.stream().sorted().toList(), told.stream().sorted().toList());
  }
}
