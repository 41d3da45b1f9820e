package io.lotara.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lotara.job.LogEntry.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A job can be stopped at any moment, and what was done outside is undone. */
class CancelTest {
  private static final Duration LEASE = Timing.standard().lease();
  private static final JobEvent CANCEL = new JobEvent.CancelRequested("user");

  /** A whole trip, with a question and a new price, one write after the other. */
  private static List<Consumer<JobScript>> writes() {
    List<Consumer<JobScript>> writes = new ArrayList<>();
    writes.add(s -> s.claim("intake"));
    writes.add(s -> s.move(new JobEvent.StepAsks("intake", 1, 1, null, "Where to?", List.of())));
    writes.add(s -> s.move(new JobEvent.Answered(new Answer("Hue", null))));
    for (String step : List.of("intake", "flights", "stays", "activities", "itinerary", "review", "execution")) {
      writes.add(s -> s.claim(step));
      writes.add(s -> s.move(s.done(step, facts(step))));
      if (step.equals("review")) {
        writes.add(s -> s.move(new JobEvent.Decided(true, null, null)));
      }
    }
    writes.add(s -> s.move(new JobEvent.Decided(true, null, null)));
    writes.add(s -> s.claim("execution"));
    writes.add(s -> s.move(noted(s, EffectState.INTENDED)));
    writes.add(s -> s.move(noted(s, EffectState.BOOKED)));
    writes.add(s -> s.move(s.done("execution", JobScript.booked(effects(EffectState.BOOKED)))));
    return writes;
  }

  private static StepFacts facts(String step) {
    return switch (step) {
      case "review" -> JobScript.bill("3000", null, "plan-1", false);
      case "execution" -> JobScript.bill("3500", null, "plan-2", true);
      default -> StepFacts.found(0.8, List.of(step));
    };
  }

  private static Map<String, Effect> effects(EffectState state) {
    return Map.of("flight", JobScript.effect("flight", state));
  }

  private static JobEvent noted(JobScript script, EffectState state) {
    Task task = script.job.task("execution");
    return new JobEvent.EffectsNoted("execution", task.revision(), task.attempt(), effects(state));
  }

  private static Decision.Reason refused(Decision decision) {
    return assertInstanceOf(Decision.Refused.class, decision).reason();
  }

  @Test
  void afterAnyWriteACancelStopsTheJobForGood() {
    List<Consumer<JobScript>> writes = writes();
    for (int done = 0; done < writes.size(); done++) {
      JobScript script = JobScript.trip();
      writes.subList(0, done).forEach(w -> w.accept(script));
      Job before = script.job;
      Decision.Next next = script.move(CANCEL);
      assertEquals(JobState.CANCELLED, script.job.state());
      assertNull(script.job.dueAt());
      assertEquals(List.of("user"), script.job.log().getLast().args());
      boolean undo = before.effects().values().stream().anyMatch(e -> e.state().undoable());
      assertEquals(undo, !next.followUps().isEmpty(), "after " + done + " writes");
      nothingMovesIt(script);
    }
  }

  @Test
  void aCompletedJobIsNotCancelled() {
    JobScript script = JobScript.trip();
    writes().forEach(w -> w.accept(script));
    assertEquals(JobState.COMPLETED, script.job.state());
    assertInstanceOf(Decision.Unchanged.class, script.apply(CANCEL));
    assertInstanceOf(
        Decision.Unchanged.class, script.apply(new JobEvent.EffectsSettled(effects(EffectState.COMPENSATED))));
    nothingMovesIt(script);
  }

  /** Everything that can still arrive, arrives. */
  private static void nothingMovesIt(JobScript script) {
    Job end = script.job;
    for (Duration later : List.of(Duration.ZERO, LEASE, Duration.ofDays(9))) {
      script.pass(later);
      assertInstanceOf(Decision.Unchanged.class, script.apply(CANCEL));
      assertInstanceOf(Decision.Unchanged.class, script.apply(new JobEvent.Swept()));
      for (StepSpec step : end.plan().steps()) {
        Task task = end.task(step.id());
        for (int attempt = 1; attempt <= 2; attempt++) {
          StepFacts found = StepFacts.found(1, List.of());
          for (JobEvent late :
              List.of(
                  new JobEvent.Claimed(step.id(), task.revision()),
                  new JobEvent.StepDone(step.id(), task.revision(), attempt, found),
                  new JobEvent.StepAsks(step.id(), task.revision(), attempt, null, "?", List.of()),
                  new JobEvent.EffectsNoted(step.id(), task.revision(), attempt, effects(EffectState.INTENDED)),
                  new JobEvent.StepFailed(
                      step.id(), task.revision(), attempt, "X", "x", null, true, Duration.ZERO))) {
            assertEquals(Decision.Reason.TERMINAL, refused(script.apply(late)));
          }
        }
        JobEvent parked = new JobEvent.DeadLettered(step.id(), task.revision(), "late");
        assertInstanceOf(Decision.Unchanged.class, script.apply(parked));
      }
      assertInstanceOf(Decision.Refused.class, script.apply(new JobEvent.Answered(new Answer("Rome", null))));
      script.apply(new JobEvent.Decided(true, null, null));
      script.apply(new JobEvent.Decided(false, null, null));
      assertEquals(end, script.job);
    }
  }

  private static JobScript booking() {
    JobScript script = JobScript.trip().reviewed("10").claim("execution");
    script.move(noted(script, EffectState.INTENDED));
    return script;
  }

  @Test
  void undoingWaitsForTheWorkerThatMayBeCalling() {
    JobScript script = booking().pass(Duration.ofSeconds(10));
    FollowUp due = script.move(CANCEL).followUps().getFirst();
    assertEquals(new FollowUp.Compensation(script.job.key(), script.now.minusSeconds(10).plus(LEASE), 0), due);
    JobScript late = booking().pass(LEASE.plusSeconds(5));
    assertEquals(late.now, late.move(CANCEL).followUps().getFirst().dueAt());
  }

  @Test
  void undoingWaitsForTheWorkerWhenAMessageOfItsStepIsSetAside() {
    JobScript script = booking();
    FollowUp due = script.move(new JobEvent.DeadLettered("execution", 1, "received 5 times")).followUps().getFirst();
    assertEquals(script.now.plus(LEASE), due.dueAt());
  }

  @Test
  void whatWasBookedIsUndoneWhenTheExecutionFails() {
    JobScript script = booking();
    script.move(noted(script, EffectState.BOOKED));
    Decision.Next next = script.move(script.failed("execution", false));
    assertEquals(JobState.FAILED, script.job.state());
    assertEquals(List.of(new FollowUp.Compensation(script.job.key(), script.now, 0)), next.followUps());
  }

  @Test
  void nothingNewIsBegunPastTheLease() {
    JobScript script = JobScript.trip().reviewed("10").claim("execution").pass(LEASE);
    assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(noted(script, EffectState.INTENDED))));
    JobScript known = booking().pass(LEASE);
    known.move(noted(known, EffectState.BOOKED));
    assertEquals(EffectState.BOOKED, known.job.effects().get("flight").state());
  }

  @Test
  void aKeyThatWasRecordedIsNotLostToAnotherOne() {
    JobScript script = booking().pass(LEASE).claim("execution");
    Effect other = new Effect("tables", "job-1:flight:plan-2", EffectState.INTENDED, null);
    assertInstanceOf(
        Decision.Unchanged.class,
        script.apply(new JobEvent.EffectsNoted("execution", 1, 2, Map.of("flight", other))));
    assertEquals(JobScript.effect("flight", EffectState.INTENDED), script.job.effects().get("flight"));
  }

  @Test
  void whatWasNotBookedMayBeBegunAnewUnderAnotherKey() {
    JobScript script = JobScript.trip().reviewed("10").claim("execution");
    script.move(noted(script, EffectState.NOT_BOOKED));
    Effect other = new Effect("tables", "job-1:flight:plan-2", EffectState.INTENDED, null);
    JobEvent again = new JobEvent.EffectsNoted("execution", 1, 1, Map.of("flight", other));
    assertEquals(Decision.Reason.NOT_YOURS, refused(script.reducer.next(script.job, again, script.now.plus(LEASE))));
    script.move(again);
    assertEquals(other, script.job.effects().get("flight"));
  }

  @Test
  void anEffectThatIsKnownIsNotForgotten() {
    JobScript script = booking();
    assertInstanceOf(Decision.Unchanged.class, script.apply(noted(script, EffectState.INTENDED)));
    script.move(noted(script, EffectState.BOOKED));
    assertInstanceOf(Decision.Unchanged.class, script.apply(noted(script, EffectState.INTENDED)));
    assertEquals(EffectState.BOOKED, script.job.effects().get("flight").state());
  }

  @Test
  void whatBecameOfEffectsIsTakenAfterTheEnd() {
    JobScript script = booking();
    script.move(CANCEL);
    Decision.Next undone = script.move(new JobEvent.EffectsSettled(effects(EffectState.COMPENSATED)));
    assertEquals(List.of(), undone.followUps());
    assertEquals(EffectState.COMPENSATED, script.job.effects().get("flight").state());
    assertInstanceOf(
        Decision.Unchanged.class, script.apply(new JobEvent.EffectsSettled(effects(EffectState.COMPENSATED))));
    assertInstanceOf(
        Decision.Unchanged.class, script.apply(new JobEvent.EffectsSettled(effects(EffectState.BOOKED))));
    assertEquals(Type.CANCELLED, script.job.log().getLast().type());
  }

  @Test
  void aLateWordOfABookingMakesItDueToBeUndone() {
    for (EffectState known : List.of(EffectState.INTENDED, EffectState.NEEDS_RECONCILE)) {
      JobScript script = booking();
      script.move(CANCEL);
      if (known == EffectState.NEEDS_RECONCILE) {
        Effect lost = new Effect("tables", "job-1:flight:plan-1", known, null);
        assertEquals(List.of(), script.move(new JobEvent.EffectsSettled(Map.of("flight", lost))).followUps());
      }
      script.pass(Duration.ofSeconds(7));
      Decision.Next next = script.move(new JobEvent.EffectsSettled(effects(EffectState.BOOKED)));
      assertEquals(List.of(new FollowUp.Compensation(script.job.key(), script.now, 0)), next.followUps());
      assertEquals("R-flight", script.job.effects().get("flight").ref());
    }
  }

  @Test
  void effectsOfARunningJobAreSettledByItsStepsAlone() {
    JobScript script = booking();
    assertInstanceOf(
        Decision.Unchanged.class, script.apply(new JobEvent.EffectsSettled(effects(EffectState.COMPENSATED))));
    JobScript other = JobScript.trip();
    other.move(CANCEL);
    assertInstanceOf(
        Decision.Unchanged.class, other.apply(new JobEvent.EffectsSettled(effects(EffectState.BOOKED))));
  }
}
