package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lotara.job.WorkMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What can happen to the messages of a trip and to those who work on them. Each fails when the protection that it is about is off. */
final class WorkerScenarios {
  private WorkerScenarios() {}

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
