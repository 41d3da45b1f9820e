package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.job.WorkMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What can happen to decisions, sends and writes and must do no harm. Each fails when the protection that it is about is off. */
final class Scenarios {
  private Scenarios() {}

  /** The first message of every step is lost after the write that owed it. */
  static void everySendIsLostOnce(TestCloud cloud) {
    cloud.faults().byHand();
    Set<String> seen = ConcurrentHashMap.newKeySet();
    cloud.faults().lose(message -> seen.add(message.step()));
    Trip trip = cloud.plan();
    cloud.work();
    assertEquals("started", trip.state(), "nothing has reached a worker");
    // Four times in a row the next step, or the next three together, waits for a sweep.
    cloud.minutesUntilRest(trip, 4);
    assertEquals("waiting_approval", trip.state());
    trip.approve().expect(200);
    cloud.work();
    cloud.minutesUntilRest(trip, 1);
    trip.ended("completed");
    assertEquals(Set.of("intake", "flights", "stays", "activities", "itinerary", "review", "execution"), seen);
  }

  /** Every write is applied, its answer is lost, and it is tried again. */
  static void answersOfWritesAreLost(TestCloud cloud) {
    cloud.faults().loseAnswers();
    Trip trip = waiting(cloud, cloud.bookable());
    trip.approve().expect(200);
    cloud.work();
    trip.ended("completed");
    BookingScenarios.eachOnce(trip, cloud.bookable());
    trip.status().at("/tasks").forEach(task -> assertEquals(1, task.get("attempts").asInt(), task::toString));
  }

  /** Twenty decide at once, each having read the job before any has written: one wins, and all answers and the ledger agree. */
  static void racingDecisions(TestCloud cloud) throws Exception {
    Trip trip = waiting(cloud, cloud.bookable());
    int racers = 20;
    CyclicBarrier allHaveDecided = new CyclicBarrier(racers);
    AtomicInteger writes = new AtomicInteger();
    cloud.faults().hook(
        (function, place, job) -> {
          if (function.equals("ApproveHandler") && place.equals("before write") && writes.incrementAndGet() <= racers) {
            AtOnce.await(allHaveDecided);
          }
        });
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < racers; i++) {
      int kind = i % 3;
      calls.add(() -> kind == 0 ? trip.approve() : kind == 1 ? trip.reject() : trip.cancel());
    }
    List<Answer> answers = AtOnce.run(calls);
    cloud.work();
    cloud.minute();
    String decision = trip.status().text("/approval/decision");
    boolean approved = decision.equals("approved");
    for (int i = 0; i < racers; i++) {
      int expected =
          switch (i % 3) {
            case 0 -> approved ? 200 : 409;
            case 1 -> decision.equals("rejected") ? 200 : 409;
            default -> 200;
          };
      Answer answer = answers.get(i);
      assertEquals(expected, answer.status(), () -> decision + ", and one was told " + answer.body());
    }
    // Who cancels after an approval stops the execution; nothing may be left booked then.
    trip.ended("cancelled");
    assertEquals(List.of(), cloud.bookable().ledger().standing());
    assertTrue(trip.effects().stream().allMatch("compensated"::equals), () -> trip.effects().toString());
    assertTrue(approved || cloud.bookable().ledger().calls().isEmpty(), "nothing was called for a plan that was not approved");
  }

  /** The deadline of an approval passes between the look at it and the write. */
  static void approvalWrittenTooLate(TestCloud cloud) {
    Trip trip = waiting(cloud, cloud.bookable());
    cloud.clock().advance(Duration.ofHours(24).minusMinutes(5));
    AtomicInteger looks = new AtomicInteger(-1);
    cloud.faults().hook(
        (function, place, job) -> {
          if (function.equals("ApproveHandler")) {
            if (place.equals("after read")) {
              looks.compareAndSet(-1, 0);
            } else if (place.equals("before clock") && looks.get() >= 0 && looks.incrementAndGet() == 2) {
              cloud.clock().advance(Duration.ofMinutes(10));
            }
          }
        });
    trip.approve().problem(409, "Conflict");
    assertTrue(looks.get() >= 2, "the clock was looked at for the write");
    cloud.sweep();
    cloud.work();
    assertEquals("expired", trip.ended("cancelled").text("/approval/decision"));
    assertEquals(List.of(), cloud.bookable().ledger().calls());
  }

  /** The price rises after the approval: the plan is shown again, and a decision on the old one is not good for the new one. */
  static void priceRises(TestCloud cloud) {
    Trip trip = waiting(cloud, cloud.bookable());
    Answer shown = trip.status();
    String old = shown.text("/approval/plan_hash");
    cloud.bookable().percent(130);
    trip.approve(old).expect(200);
    cloud.work();
    Answer again = trip.status();
    assertEquals("waiting_approval", again.text("/status"));
    assertTrue(again.at("/approval/reasons").toString().contains("price_changed"), () -> again.at("/approval").toString());
    assertTrue(again.at("/approval/total").decimalValue().compareTo(shown.at("/approval/total").decimalValue()) > 0);
    assertEquals(0, again.at("/approval/total").decimalValue().compareTo(again.at("/cost/total").decimalValue()), "the new total is shown");
    assertNotEquals(old, again.text("/approval/plan_hash"));
    assertTrue(again.at("/approval/decision").isNull());
    assertEquals(List.of(), cloud.bookable().ledger().calls(), "nothing is booked at a price that nobody has seen");
    trip.approve(old).problem(409, "Conflict");
    trip.approve(again.text("/approval/plan_hash")).expect(200);
    cloud.work();
    trip.ended("completed");
    assertEquals(3, cloud.bookable().ledger().all().size());
  }

  /** The same request sixteen times in parallel under one key. */
  static void sameKeyManyTimes(TestCloud cloud) throws Exception {
    cloud.faults().byHand();
    String key = UUID.randomUUID().toString();
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      calls.add(() -> cloud.post("/v1/plan", TestCloud.body("3 days in Da Nang", "{}"), "Idempotency-Key", key));
    }
    List<Answer> answers = AtOnce.run(calls);
    answers.forEach(answer -> answer.expect(202));
    assertEquals(1, new HashSet<>(answers.stream().map(Answer::body).toList()).size(), "all are told the same");
    assertEquals(1, cloud.faults().take().stream().map(WorkMessage::jobId).distinct().count(), "one job is sent");
  }

  /** A trip that waits for an approval. */
  static Trip waiting(TestCloud cloud, BookableTravel provider) {
    cloud.faults().byHand();
    Trip trip = cloud.planWith(provider);
    cloud.work();
    assertEquals("waiting_approval", trip.state(), () -> trip.status().body().toPrettyString());
    return trip;
  }
}
