package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lotara.job.WorkMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What can happen to trips and must do no harm. Each fails when the protection that it is about is off. */
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

  /** Twenty decide at once, each having read the job before any has written: one wins, all answers agree with it, and so does the ledger. */
  static void racingDecisions(TestCloud cloud) throws Exception {
    Trip trip = waiting(cloud, cloud.bookable());
    int racers = 20;
    CyclicBarrier allHaveRead = new CyclicBarrier(racers);
    AtomicInteger reads = new AtomicInteger();
    cloud.faults().hook(
        (function, place, job) -> {
          if (function.equals("ApproveHandler") && place.equals("after read") && reads.incrementAndGet() <= racers) {
            AtOnce.await(allHaveRead);
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

  /** A message arrives twice, the second time while the first is being worked on. */
  static void duplicateWhileRunning(TestCloud cloud) throws Exception {
    Trip trip = searching(cloud);
    WorkMessage flights = taken(cloud, trip, "flights");
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    cloud.bookable().beforeTransport(
        () -> {
          if (first.getAndSet(false)) {
            running.countDown();
            AtOnce.await(go);
          }
        });
    try (AtOnce.Running worker = AtOnce.start(() -> cloud.deliver(List.of(flights)))) {
      AtOnce.await(running);
      assertEquals(List.of(), cloud.deliver(List.of(flights)), "a duplicate is acknowledged");
      int attempts = trip.task("flights").get("attempts").asInt();
      go.countDown();
      worker.end();
      assertEquals(1, attempts, "the step is taken up once");
    } finally {
      go.countDown();
    }
    assertEquals(1, trip.task("flights").get("attempts").asInt());
  }

  /** A worker that was taken for dead reports a failure while its successor is at work. */
  static void lateFailure(TestCloud cloud) throws Exception {
    Trip trip = searching(cloud);
    WorkMessage flights = taken(cloud, trip, "flights");
    CountDownLatch[] running = {new CountDownLatch(1), new CountDownLatch(1)};
    CountDownLatch[] go = {new CountDownLatch(1), new CountDownLatch(1)};
    AtomicInteger questions = new AtomicInteger();
    cloud.bookable().beforeTransport(
        () -> {
          int number = questions.getAndIncrement();
          if (number < 2) {
            running[number].countDown();
            AtOnce.await(go[number]);
            if (number == 0) {
              throw new IllegalStateException("the old worker's connection broke");
            }
          }
        });
    try (AtOnce.Running old = AtOnce.start(() -> cloud.deliver(List.of(flights)))) {
      AtOnce.await(running[0]);
      // It asks for both directions at once; only then is the next question the successor's.
      AtOnce.await(running[1]);
      CountDownLatch third = new CountDownLatch(1);
      CountDownLatch goThird = new CountDownLatch(1);
      AtomicBoolean hold = new AtomicBoolean(true);
      cloud.bookable().beforeTransport(
          () -> {
            if (hold.getAndSet(false)) {
              third.countDown();
              AtOnce.await(goThird);
            }
          });
      cloud.clock().advance(Duration.ofMinutes(1));
      cloud.sweep();
      WorkMessage again = taken(cloud, trip, "flights");
      try (AtOnce.Running successor = AtOnce.start(() -> cloud.deliver(List.of(again)))) {
        AtOnce.await(third);
        go[0].countDown();
        go[1].countDown();
        old.end();
        List<String> sent = cloud.faults().take().stream().map(WorkMessage::step).toList();
        goThird.countDown();
        successor.end();
        assertFalse(sent.contains("flights"), "the failure of the old worker is nobody's any more");
        JsonNode task = trip.task("flights");
        assertEquals("completed", task.get("status").asText());
        assertEquals(2, task.get("attempts").asInt());
      } finally {
        goThird.countDown();
      }
    } finally {
      go[0].countDown();
      go[1].countDown();
    }
  }

  /** A worker that was taken for dead stores its output after its successor, which found something else. */
  static void lateOutput(TestCloud cloud) throws Exception {
    Trip trip = searching(cloud);
    WorkMessage flights = taken(cloud, trip, "flights");
    CountDownLatch holding = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    cloud.faults().hook(
        (function, place, job) -> {
          if (place.equals("before output flights") && first.getAndSet(false)) {
            holding.countDown();
            AtOnce.await(go);
          }
        });
    try (AtOnce.Running old = AtOnce.start(() -> cloud.deliver(List.of(flights)))) {
      AtOnce.await(holding);
      cloud.bookable().percent(150);
      cloud.clock().advance(Duration.ofMinutes(1));
      cloud.sweep();
      cloud.deliver(List.of(taken(cloud, trip, "flights")));
      JsonNode told = trip.status().at("/current_output/flights");
      assertEquals(180.0, told.at("/0/price/amount").asDouble());
      go.countDown();
      old.end();
      assertEquals(told, trip.status().at("/current_output/flights"), "what was told stays");
    } finally {
      go.countDown();
    }
  }

  /** Two of three steps have ended, and the message of one of them comes again. */
  static void duplicateEndBeforeTheLast(TestCloud cloud) {
    Trip trip = searching(cloud);
    List<WorkMessage> three = cloud.faults().take();
    WorkMessage stays = three.stream().filter(m -> m.step().equals("stays")).findFirst().orElseThrow();
    for (WorkMessage message : three) {
      if (!message.equals(stays)) {
        cloud.deliver(List.of(message));
        cloud.deliver(List.of(message));
      }
    }
    assertEquals(List.of(), cloud.faults().take(), "nothing goes on before the third has ended");
    cloud.deliver(List.of(stays));
    cloud.work();
    assertEquals("waiting_approval", trip.state());
    assertEquals(1, trip.task("itinerary").get("attempts").asInt());
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

  /** A message that can never be worked on lies between two that can. */
  static void poisonInABatch(TestCloud cloud) {
    cloud.faults().byHand();
    Trip one = cloud.plan();
    Trip two = cloud.plan();
    List<String> bodies = new ArrayList<>(cloud.faults().take().stream().map(cloud::bodyOf).toList());
    bodies.add(1, "{\"v\":1,\"nonsense\":true}");
    assertEquals(List.of(1), cloud.deliverBodies(bodies), "the poison comes again, its neighbours do not");
    cloud.work();
    assertEquals("waiting_approval", one.state());
    assertEquals("waiting_approval", two.state());
  }

  /** A dead letter is kept with its body and the reason. */
  static void deadLetterIsKept(TestCloud cloud) {
    String body = "{\"nonsense\":\"%s\"}".formatted(UUID.randomUUID());
    assertEquals(List.of(), cloud.deliverDeadLetters(List.of(body)));
    assertEquals(1, cloud.parked(body).size(), "the message is parked");
    assertTrue(cloud.parked(body).getFirst().get("reason").s().contains("5 times"));
  }

  /** The message of a step could not be delivered. */
  static void deadLetterFailsItsJob(TestCloud cloud) {
    Trip trip = searching(cloud);
    WorkMessage flights = taken(cloud, trip, "flights");
    assertEquals(List.of(), cloud.deliverDeadLetters(List.of(cloud.bodyOf(flights))));
    Answer failed = trip.ended("failed");
    assertEquals("DEAD_LETTER", failed.text("/error/code"));
    assertTrue(failed.text("/error/message").contains("'flights'"), () -> failed.at("/error").toString());
    assertEquals("flights", failed.text("/error/details/step"));
  }

  /** An agent fails whenever it is tried. */
  static void agentAlwaysFails(TestCloud cloud) {
    cloud.bookable().beforeTransport(
        () -> {
          throw new IllegalStateException("broken");
        });
    Trip trip = searching(cloud);
    for (int i = 0; i < 10; i++) {
      cloud.faults().take().forEach(message -> cloud.deliver(List.of(message)));
    }
    Answer failed = trip.ended("failed");
    assertEquals("AGENT_FAILED", failed.text("/error/code"));
    assertEquals(4, failed.at("/error/details/attempts").asInt());
  }

  /** Nobody works for more than an hour. */
  static void nobodyWorks(TestCloud cloud) {
    cloud.faults().byHand();
    cloud.faults().lose(message -> true);
    Trip trip = cloud.plan();
    cloud.clock().advance(Duration.ofMinutes(59));
    cloud.sweep();
    assertFalse(trip.terminal());
    cloud.clock().advance(Duration.ofMinutes(2));
    cloud.sweep();
    assertEquals("DEADLINE_EXCEEDED", trip.ended("failed").text("/error/code"));
  }

  /** A trip that waits for an approval. */
  static Trip waiting(TestCloud cloud, BookableTravel provider) {
    cloud.faults().byHand();
    Trip trip = cloud.planWith(provider);
    cloud.work();
    assertEquals("waiting_approval", trip.state(), () -> trip.status().body().toPrettyString());
    return trip;
  }

  /** A trip whose three searches are about to be delivered. */
  private static Trip searching(TestCloud cloud) {
    cloud.faults().byHand();
    Trip trip = cloud.planWith(cloud.bookable());
    cloud.faults().take().forEach(message -> cloud.deliver(List.of(message)));
    return trip;
  }

  private static WorkMessage taken(TestCloud cloud, Trip trip, String step) {
    return cloud.faults().take().stream()
        .filter(m -> m.jobId().equals(trip.id()) && m.step().equals(step))
        .findFirst()
        .orElseThrow();
  }
}
