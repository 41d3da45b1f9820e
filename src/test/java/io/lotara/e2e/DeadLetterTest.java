package io.lotara.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.handler.LotaraFunction;
import io.lotara.handler.RedriveHandler;
import io.lotara.job.WorkMessage;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Messages that cannot be worked on, through the queue and its dead letter queue. */
@SharedCloud
class DeadLetterTest {

  @Test
  void poisonIsParkedItsJobFailsAndItsNeighboursSucceed(TestCloud cloud) throws Exception {
    cloud.local().pause(TestCloud.QUEUE);
    Trip poisoned;
    Trip one;
    Trip two;
    String poison;
    try {
      cloud.faults().lose(message -> true);
      poisoned = cloud.plan();
      cloud.faults().lose(message -> false);
      one = cloud.plan();
      poison = cloud.bodyOf(new WorkMessage("open", poisoned.id(), "poison", 1));
      cloud.local().sqs().sendMessage(m -> m.queueUrl(cloud.local().queueUrl(TestCloud.QUEUE)).messageBody(poison));
      two = cloud.plan();
    } finally {
      cloud.local().resume(TestCloud.QUEUE);
    }
    one.await("waiting_approval");
    two.await("waiting_approval");
    poisoned.await("failed");
    Answer failed = poisoned.ended("failed");
    assertEquals("DEAD_LETTER", failed.text("/error/code"));
    assertTrue(failed.text("/error/message").contains("received 5 times"), () -> failed.at("/error").toString());
    assertEquals(failed.text("/error/message"), poisoned.events().getLast().at("/data/message").asText());
    assertEquals(1, cloud.parked(poison).size());
    String parked = cloud.parked(poison).getFirst().get("pk").s().substring("PARKED#".length());
    assertTrue(failed.text("/error/message").endsWith(" set aside as " + parked + "."), "the job says where its message is");
    one.sound();
    two.sound();
    one.approve().expect(200);
    one.await("completed");
  }

  @Test
  void parkedWorkIsRedriven(TestCloud cloud) {
    cloud.faults().byHand();
    Trip trip = cloud.plan();
    WorkMessage intake = cloud.faults().take().getFirst();
    cloud.deliver(List.of(intake));
    // A late copy of a message whose step is done: parked all the same, and no reason to fail the job.
    assertEquals(List.of(), cloud.deliverDeadLetters(List.of(cloud.bodyOf(intake))));
    Map<String, AttributeValue> parked = cloud.parked(cloud.bodyOf(intake)).getFirst();
    assertFalse(trip.terminal());
    cloud.work();
    assertEquals("waiting_approval", trip.state());

    String id = parked.get("pk").s().substring("PARKED#".length());
    try (IdleQueue queue = new IdleQueue(cloud);
        ApplicationContext context = LotaraFunction.contextFor(RedriveHandler.class).properties(cloud.properties(queue.url())).start()) {
      RedriveHandler redrive = new RedriveHandler(context);
      assertEquals(Map.of("outcome", "sent"), redrive.handleRequest(Map.of("id", id), new NoContext()));
      assertEquals(1, queue.depth());
      assertTrue(cloud.parked(cloud.bodyOf(intake)).getFirst().containsKey("redriven"));
      long version = trip.status().at("/version").asLong();
      cloud.deliver(List.of(intake));
      assertEquals(version, trip.status().at("/version").asLong(), "a step that is done is not done again");
      trip.cancel().expect(200);
      assertEquals(Map.of("outcome", "pointless"), redrive.handleRequest(Map.of("id", id), new NoContext()));
    }
  }

  @Test
  void aMessageThatNobodyCanReadIsParked(TestCloud cloud) {
    WorkerScenarios.deadLetterIsKept(cloud);
  }

  @Test
  void aJobIsToldOfItsDeadLetter(TestCloud cloud) {
    WorkerScenarios.deadLetterFailsItsJob(cloud);
  }
}
