package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.e2e.BookableTravel.Fault;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trips that a provider books: one effect for each item, whatever goes wrong. */
@SharedCloud
class BookingTest {

  @Test
  void flightsAreHeldAndStaysBooked(TestCloud cloud) {
    Trip trip = Scenarios.waiting(cloud, cloud.bookable());
    assertEquals(List.of(), cloud.bookable().ledger().calls(), "nothing is called before the approval");
    trip.approve(trip.planHash()).expect(200);
    cloud.work();
    trip.ended("completed");
    BookingScenarios.eachOnce(trip, cloud.bookable());
    assertEquals(2, Collections.frequency(trip.effects(), "held"));
    assertEquals(1, Collections.frequency(trip.effects(), "booked"));
  }

  @ParameterizedTest
  @EnumSource(names = {"FAIL", "TIMEOUT_AFTER_EFFECT", "CRASH_AFTER_EFFECT", "GARBLED_AFTER_EFFECT"})
  void whatBecameOfACallIsFoundOut(Fault fault, TestCloud cloud) {
    BookingScenarios.answerLost(cloud, fault);
  }

  @Test
  void theLookUpMayFailToo(TestCloud cloud) {
    cloud.bookable().onFind(Fault.FAIL);
    BookingScenarios.answerLost(cloud, Fault.TIMEOUT_AFTER_EFFECT);
    assertEquals(2, cloud.bookable().ledger().calls("find") - 1, "one look-up failed, one found it, one was for the first item");
  }

  @Test
  void whatAProviderRefusesUndoesTheRest(TestCloud cloud) {
    Trip trip = Scenarios.waiting(cloud, cloud.bookable());
    cloud.bookable().onReserve(Fault.NONE, Fault.NONE, Fault.REFUSE);
    trip.approve().expect(200);
    cloud.work();
    Answer failed = trip.ended("failed");
    assertEquals("BOOKING_REFUSED", failed.text("/error/code"));
    assertTrue(failed.text("/error/message").contains("sold out"));
    cloud.minute();
    assertEquals(List.of(), cloud.bookable().ledger().standing());
    assertEquals(2, cloud.bookable().ledger().all().size());
    assertEquals(List.of("compensated", "compensated", "not_booked"), trip.effects().stream().sorted().toList());
  }

  /** A refusal that was noted by a worker who then died is no part of a complete trip. */
  @Test
  void whatWasRefusedStaysRefusedWheneverItsWorkerDies(TestCloud cloud) {
    int effects = refused(cloud, Set.of());
    assertTrue(effects > 5, () -> "only " + effects + " effects");
    // The refusal, and all that comes of it.
    for (int at = effects - 5; at <= effects; at++) {
      refused(cloud, Set.of(at));
    }
  }

  private static int refused(TestCloud cloud, Set<Integer> deaths) {
    cloud.clear();
    Trip trip = Scenarios.waiting(cloud, cloud.bookable());
    cloud.bookable().onReserve(Fault.NONE, Fault.NONE, Fault.REFUSE);
    trip.approve().expect(200);
    cloud.faults().dieAfter(deaths);
    cloud.work();
    int effects = cloud.faults().effects();
    cloud.minutesUntilRest(trip, 4);
    assertEquals("BOOKING_REFUSED", trip.ended("failed").text("/error/code"), () -> "died after effects " + deaths);
    cloud.minute();
    cloud.minute();
    assertEquals(List.of(), cloud.bookable().ledger().standing(), () -> "died after effects " + deaths);
    return effects;
  }

  @Test
  void cancellationUndoesWhatWasBegun(TestCloud cloud) throws Exception {
    BookingScenarios.cancelDuringACall(cloud);
  }

  @Test
  void undoingIsTriedAgain(TestCloud cloud) {
    Trip trip = Scenarios.waiting(cloud, cloud.bookable());
    cloud.bookable().onReserve(Fault.NONE, Fault.NONE, Fault.CRASH_AFTER_EFFECT);
    cloud.bookable().onCancel(Fault.FAIL, Fault.TIMEOUT_AFTER_EFFECT, Fault.NONE, Fault.CRASH_AFTER_EFFECT);
    trip.approve().expect(200);
    cloud.work();
    trip.cancel().expect(200);
    for (int minute = 0; minute < 4; minute++) {
      cloud.minute();
    }
    trip.ended("cancelled");
    assertEquals(List.of(), cloud.bookable().ledger().standing());
    assertEquals(List.of("compensated", "compensated", "compensated"), trip.effects());
    assertEquals(4, cloud.bookable().ledger().calls("cancel"), "a cancellation that failed is tried again, one that was done is found");
    long calls = cloud.bookable().ledger().calls().size();
    cloud.minute();
    assertEquals(calls, cloud.bookable().ledger().calls().size(), "and then it is over");
  }

  @Test
  void withoutKeysAtMostOneCall(TestCloud cloud) {
    BookingScenarios.timeoutWithoutKeys(cloud);
  }

  @Test
  void withoutKeysAtMostOneCallAfterACrash(TestCloud cloud) {
    Trip trip = Scenarios.waiting(cloud, cloud.keyless());
    cloud.keyless().onReserve(Fault.NONE, Fault.CRASH_AFTER_EFFECT);
    trip.approve().expect(200);
    cloud.work();
    cloud.minutesUntilRest(trip, 2);
    trip.ended("completed");
    assertEquals(BookingScenarios.ITEMS, cloud.keyless().ledger().calls("reserve"));
    assertEquals(List.of("booked", "held", "needs_reconcile"), trip.effects().stream().sorted().toList());
  }

  @Test
  void withoutKeysAPersonIsToldToLookAfterACancellation(TestCloud cloud) {
    Trip trip = Scenarios.waiting(cloud, cloud.keyless());
    cloud.keyless().onReserve(Fault.NONE, Fault.CRASH_AFTER_EFFECT);
    trip.approve().expect(200);
    cloud.work();
    trip.cancel().expect(200);
    cloud.work();
    cloud.minute();
    trip.ended("cancelled");
    assertEquals(List.of("compensated", "needs_reconcile"), trip.effects().stream().sorted().toList());
  }

  @Test
  void aHigherPriceIsShownAgain(TestCloud cloud) {
    Scenarios.priceRises(cloud);
  }

  @Test
  void aSlightlyHigherPriceIsNot(TestCloud cloud) {
    Trip trip = Scenarios.waiting(cloud, cloud.bookable());
    cloud.bookable().percent(101);
    trip.approve().expect(200);
    cloud.work();
    trip.ended("completed");
    BookingScenarios.eachOnce(trip, cloud.bookable());
  }

  @Test
  void anOfferThatIsGoneFailsTheJob(TestCloud cloud) {
    Trip trip = Scenarios.waiting(cloud, cloud.bookable());
    cloud.bookable().soldOut(true);
    trip.approve().expect(200);
    cloud.work();
    Answer failed = trip.ended("failed");
    assertEquals("OFFER_GONE", failed.text("/error/code"));
    assertTrue(failed.text("/error/message").contains("no longer on sale"));
    assertEquals(List.of(), cloud.bookable().ledger().calls());
  }

  @Test
  void aSourceThatCannotAnswerAtTheReCheckIsAskedAgain(TestCloud cloud) {
    Trip trip = Scenarios.waiting(cloud, cloud.bookable());
    cloud.bookable().searchFails(true);
    trip.approve().expect(200);
    cloud.faults().take().forEach(message -> cloud.deliver(List.of(message)));
    assertEquals("executing", trip.state());
    cloud.bookable().searchFails(false);
    cloud.work();
    trip.ended("completed");
    BookingScenarios.eachOnce(trip, cloud.bookable());
  }
}
