package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** What can happen to trips and must do no harm. Each scenario fails when the protection that it needs is off. */
final class Scenarios {
  private Scenarios() {}

  /** Twenty decide at once, each having read the job before any has written: one wins, all answers agree with it, and so does the ledger. */
  static void racingDecisions(TestCloud cloud) throws Exception {
    cloud.faults().byHand();
    Trip trip = cloud.planWith(cloud.bookable());
    cloud.work();
    assertEquals("waiting_approval", trip.state());
    int racers = 20;
    CyclicBarrier allHaveRead = new CyclicBarrier(racers);
    AtomicInteger reads = new AtomicInteger();
    cloud.faults().hook(
        (function, place, job) -> {
          if (function.equals("ApproveHandler") && place.equals("after read") && reads.incrementAndGet() <= racers) {
            await(allHaveRead);
          }
        });
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < racers; i++) {
      int kind = i % 3;
      calls.add(() -> kind == 0 ? trip.approve() : kind == 1 ? trip.reject() : trip.cancel());
    }
    List<Answer> answers = AtOnce.run(calls);
    cloud.faults().hook((function, place, job) -> {});
    cloud.work();
    cloud.minute();
    Answer end = trip.status();
    String decision = end.text("/approval/decision");
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
    // Whoever cancels after an approval stops the execution; nothing may be left booked then.
    trip.ended("cancelled");
    assertEquals(List.of(), cloud.bookable().ledger().standing());
    assertTrue(trip.effects().stream().allMatch(s -> s.equals("compensated")), () -> trip.effects().toString());
    assertTrue(approved || cloud.bookable().ledger().calls().isEmpty(), "nothing was called for a plan that was not approved");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(TestCloud.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
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
    assertEquals(1, cloud.faults().take().stream().map(m -> m.jobId()).distinct().count(), "one job is sent");
  }
}
