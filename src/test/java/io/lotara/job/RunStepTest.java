package io.lotara.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micronaut.core.type.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run of a step makes of its agent. */
class RunStepTest {
  private final Workshop shop = new Workshop(new Mortal(Integer.MAX_VALUE, false));
  private JobKey key;

  @BeforeEach
  void accept() {
    key = ((AcceptJob.Outcome.Accepted) shop.accept(null, "Hue")).job().key();
  }

  private Job approved() {
    shop.settle(key);
    shop.transitions.apply(key, new JobEvent.Decided(true, null, null));
    return shop.settle(key);
  }

  @Test
  void anAgentThatThrowsIsTriedAgainAndThenFailsTheJobAndWhatItDidIsUndone() {
    shop.provider.during =
        () -> {
          throw new IllegalStateException("no answer");
        };
    Job job = approved();
    assertEquals(JobState.FAILED, job.state());
    assertEquals("AGENT_FAILED", job.error().code());
    assertEquals(4, job.error().attempts());
    assertEquals(1, shop.provider.made);
    assertEquals(0, shop.provider.active());
    assertEquals(EffectState.COMPENSATED, job.effects().get("flight").state());
  }

  @Test
  void anAgentThatThrowsOnceIsForgiven() {
    shop.provider.during =
        () -> {
          shop.provider.during = () -> {};
          throw new IllegalStateException("no answer");
        };
    assertEquals(JobState.COMPLETED, approved().state());
    assertEquals(1, shop.provider.made);
    assertEquals(2, shop.table.read(key).orElseThrow().task("execution").attempt());
  }

  @Test
  void aStoreThatIsNotThereFailsNothing() {
    shop.provider.during =
        () -> {
          shop.provider.during = () -> {};
          throw new JobStore.Unavailable("throttled", null);
        };
    shop.settle(key);
    shop.transitions.apply(key, new JobEvent.Decided(true, null, null));
    WorkMessage message = shop.queue.drain().getFirst().message();
    assertThrows(JobStore.Unavailable.class, () -> shop.runStep.run(message));
    assertEquals(TaskState.RUNNING, shop.table.read(key).orElseThrow().task("execution").state());
    assertEquals(JobState.COMPLETED, shop.settle(key).state());
    assertEquals(1, shop.provider.made);
  }

  @Test
  void whatAnEarlierAttemptStoredLateDoesNotHideWhatThisOneBooked() {
    Map<String, Effect> nothing = Map.of("flight", new Effect("tables", null, EffectState.NOT_BOOKED, null));
    byte[] late = StoredOutput.write(Workshop.JSON, JobScript.booked(nothing), Map.of());
    shop.provider.during = () -> shop.table.putFirst(key, "execution", 1, late, null);
    Job job = approved();
    assertEquals(JobState.COMPLETED, job.state());
    assertEquals(EffectState.BOOKED, job.effects().get("flight").state());
    assertEquals(1, shop.provider.active());
  }

  private static StepOutcome.Done repriced(String total, String hash) {
    return new StepOutcome.Done(JobScript.bill(total, null, hash, true), Map.of("plan", hash));
  }

  @Test
  void aRevisionFindsThePlanThatWasApprovedLast() {
    List<Optional<String>> plans = new ArrayList<>();
    shop.execution =
        context -> {
          plans.add(context.previous("plan", Argument.STRING));
          return switch (context.job().task("execution").revision()) {
            case 1 -> repriced("3500", "plan-2");
            case 2 -> repriced("1000", "plan-3");
            default -> shop.book(context);
          };
        };
    assertEquals(JobState.WAITING_APPROVAL, approved().state());
    assertEquals(JobState.COMPLETED, approved().state());
    assertEquals(List.of(Optional.empty(), Optional.of("plan-2"), Optional.of("plan-3")), plans);
    assertEquals(1, shop.provider.made);
  }

  @Test
  void aPriceThatCameTooLateToBeAskedForIsPassedOver() {
    StepOutcome.Done late = repriced("3500", "plan-2");
    byte[] output = StoredOutput.write(Workshop.JSON, late.facts(), late.values());
    List<Optional<String>> plans = new ArrayList<>();
    shop.provider.during = () -> shop.table.putFirst(key, "execution", 1, output, null);
    shop.execution =
        context -> {
          plans.add(context.previous("plan", Argument.STRING));
          return shop.book(context);
        };
    Job job = approved();
    assertEquals(JobState.COMPLETED, job.state());
    assertEquals(List.of(Optional.empty(), Optional.empty()), plans);
    assertEquals("plan-1", job.approval().planHash());
    assertEquals(1, shop.provider.made);
    assertEquals(EffectState.BOOKED, job.effects().get("flight").state());
  }
}
