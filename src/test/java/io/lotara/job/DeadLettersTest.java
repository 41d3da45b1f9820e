package io.lotara.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.job.memory.InMemoryQueue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that nobody could work on. */
class DeadLettersTest {
  private final Workshop shop = new Workshop(new Mortal(Integer.MAX_VALUE, false));

  private JobKey accepted(String query) {
    return ((AcceptJob.Outcome.Accepted) shop.accept(null, query)).job().key();
  }

  private static WorkMessage message(JobKey key, String step) {
    return new WorkMessage(key.tenant(), key.id(), step, 1);
  }

  @Test
  void aMessageIsParkedAndItsJobFailsWithAReason() {
    JobKey key = accepted("Hue");
    JobKey other = accepted("Hoi An");
    shop.queue.drain();
    String told = shop.deadLetters.park("m-1", "{}", message(key, "intake"), 5);
    assertEquals(told, shop.deadLetters.park("m-1", "{}", message(key, "intake"), 5));
    Job failed = shop.table.read(key).orElseThrow();
    assertEquals(JobState.FAILED, failed.state());
    String reason = "The message for the step 'intake' was received 5 times without success and was set aside as m-1.";
    assertEquals(new JobError("DEAD_LETTER", reason, "intake", 0, null), failed.error());
    assertEquals(reason, told);
    assertEquals(reason, shop.table.find("m-1").orElseThrow().reason());
    assertEquals(JobState.STARTED, shop.table.read(other).orElseThrow().state());
    assertEquals(DeadLetters.Redrive.POINTLESS, shop.deadLetters.redrive("m-1", message(key, "intake")));
  }

  @Test
  void whatCannotBeReadIsParkedAndFailsNothing() {
    shop.deadLetters.park("m-2", "not json", null, 7);
    assertEquals("not json", shop.table.find("m-2").orElseThrow().body());
    assertTrue(shop.table.find("m-2").orElseThrow().reason().startsWith("A message that names no step was received 7"));
    assertEquals(DeadLetters.Redrive.POINTLESS, shop.deadLetters.redrive("m-2", null));
    assertEquals(DeadLetters.Redrive.UNKNOWN, shop.deadLetters.redrive("m-3", null));
  }

  @Test
  void aMessageOfAJobThatGoesOnCanBeSentAgain() {
    JobKey key = accepted("Hue");
    shop.queue.drain();
    WorkMessage early = message(key, "review");
    shop.deadLetters.park("m-4", "{}", early, 5);
    assertEquals(JobState.STARTED, shop.table.read(key).orElseThrow().state());
    assertEquals(DeadLetters.Redrive.SENT, shop.deadLetters.redrive("m-4", early));
    assertEquals(List.of(new InMemoryQueue.Sent(early, Duration.ZERO)), shop.queue.drain());
    assertEquals(shop.clock.instant(), shop.table.find("m-4").orElseThrow().redrivenAt());
  }

  @Test
  void whatUndoesIsSentAgainForAJobThatIsOver() {
    JobKey key = accepted("Hue");
    shop.transitions.apply(key, new JobEvent.CancelRequested("user"));
    shop.queue.drain();
    WorkMessage undo = message(key, WorkMessage.COMPENSATION);
    shop.deadLetters.park("m-5", "{}", undo, 5);
    assertEquals(JobState.CANCELLED, shop.table.read(key).orElseThrow().state());
    assertEquals(DeadLetters.Redrive.SENT, shop.deadLetters.redrive("m-5", undo));
    assertEquals(List.of(new InMemoryQueue.Sent(undo, Duration.ZERO)), shop.queue.drain());
  }

  @Test
  void aMessageForNoJobOrNoStepCanNeverBeWorkedOn() {
    JobKey key = accepted("Hue");
    assertThrows(
        IllegalArgumentException.class, () -> shop.runStep.run(message(new JobKey("acme", "gone"), "intake")));
    assertThrows(IllegalArgumentException.class, () -> shop.runStep.run(message(key, "yachts")));
  }

  @Test
  void messagesThatComeTwiceAndLateAreWorkedOnOnce() {
    JobKey key = accepted("Hue");
    for (int i = 0; i < 3; i++) {
      for (String step : List.of("intake", "flights", "stays", "review", "execution")) {
        shop.deliver(message(key, step));
        shop.deliver(message(key, step));
      }
      shop.transitions.apply(key, new JobEvent.Decided(true, null, null));
    }
    assertEquals(JobState.COMPLETED, shop.settle(key).state());
    assertEquals(1, shop.provider.made);
    shop.table.read(key).orElseThrow().tasks().values().forEach(t -> assertEquals(1, t.attempt()));
  }
}
