package io.lotara.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Attempts, leases, what is sent again, and how a job ends that cannot go on. */
class RetryTest {
  private static final Timing TIMING = Timing.standard();
  private static final JobEvent SWEPT = new JobEvent.Swept();

  private static Decision.Reason refused(Decision decision) {
    return assertInstanceOf(Decision.Refused.class, decision).reason();
  }

  @Test
  void aMessageThatWasLostIsSentAgain() {
    JobScript script = JobScript.trip();
    assertInstanceOf(Decision.Unchanged.class, script.pass(TIMING.resendAfter().minusMillis(1)).apply(SWEPT));
    script.pass(Duration.ofMillis(1));
    assertEquals(Set.of("intake"), script.move(SWEPT).send());
    assertInstanceOf(Decision.Unchanged.class, script.apply(SWEPT));
    assertEquals(script.now.plus(TIMING.resendAfter()), script.job.dueAt());
    assertEquals(0, script.job.task("intake").attempt());
  }

  @Test
  void aWorkerThatDiedIsFollowedByAnotherWhenItsLeaseIsOver() {
    JobScript script = JobScript.trip().claim("intake");
    Instant lease = script.now.plus(TIMING.lease());
    assertEquals(lease, script.job.owed().get("intake"));
    // The index entry stands where it was; one look there moves it on.
    script.now = script.job.dueAt();
    assertEquals(Set.of(), script.move(SWEPT).send());
    assertEquals(lease, script.job.dueAt());
    script.now = lease;
    assertEquals(Set.of("intake"), script.move(SWEPT).send());
    script.claim("intake");
    assertEquals(2, script.job.task("intake").attempt());
    assertEquals(1, script.job.log().stream().filter(e -> e.type() == LogEntry.Type.TASK_START).count());
  }

  @Test
  void aResultAfterTheLeaseCountsWhileNobodyElseHasTheStep() {
    JobScript script = JobScript.trip().claim("intake").pass(TIMING.lease().plusSeconds(5));
    script.move(script.done("intake", StepFacts.found(1, List.of())));
    assertEquals(TaskState.COMPLETED, script.job.task("intake").state());
  }

  @Test
  void aStepThatFailsIsTriedAgainAfterItsTime() {
    JobScript script = JobScript.trip().claim("intake");
    Decision.Next next = script.move(script.failed("intake", true));
    assertEquals(Set.of("intake"), next.send());
    assertEquals(TaskState.PENDING, script.job.task("intake").state());
    assertEquals("The source did not answer.", script.job.task("intake").error());
    assertEquals(script.now.plusSeconds(4).plus(TIMING.resendAfter()), script.job.owed().get("intake"));
    assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(script.failed("intake", true))));
  }

  @Test
  void triesAreCountedAndEnd() {
    JobScript script = JobScript.trip();
    for (int i = 1; i <= TIMING.maxAttempts(); i++) {
      script.claim("intake");
      assertEquals(i, script.job.task("intake").attempt());
      script.move(script.failed("intake", true));
    }
    assertEquals(JobState.FAILED, script.job.state());
    assertEquals(
        new JobError("SOURCE_DOWN", "The source did not answer.", "intake", 4, "{\"tried\":2}"),
        script.job.error());
    assertEquals(List.of("The source did not answer."), script.job.log().getLast().args());
  }

  @Test
  void workersThatDieOneAfterTheOtherEndTheJobToo() {
    JobScript script = JobScript.trip();
    for (int i = 1; i <= TIMING.maxAttempts(); i++) {
      script.claim("intake").pass(TIMING.lease()).move(SWEPT);
    }
    assertEquals(JobState.FAILED, script.job.state());
    assertEquals("ATTEMPTS_EXHAUSTED", script.job.error().code());
    assertEquals(4, script.job.error().attempts());
  }

  @Test
  void aMessageThatComesAfterTheLastAttemptEndsTheJobWithoutASweep() {
    JobScript script = JobScript.trip();
    for (int i = 1; i <= TIMING.maxAttempts(); i++) {
      script.claim("intake").pass(TIMING.lease());
    }
    script.move(new JobEvent.Claimed("intake", 1));
    assertEquals("ATTEMPTS_EXHAUSTED", script.job.error().code());
  }

  @Test
  void aFailureForGoodIsNotTriedAgain() {
    JobScript script = JobScript.trip().claim("intake");
    script.move(script.failed("intake", false));
    assertEquals(JobState.FAILED, script.job.state());
    assertEquals(1, script.job.error().attempts());
    assertEquals(TaskState.FAILED, script.job.task("intake").state());
    assertEquals(TaskState.SKIPPED, script.job.task("flights").state());
  }

  @Test
  void theJobGoesOnWithoutAnOptionalStepThatWasTriedInVain() {
    JobScript script = JobScript.trip().run("intake", "flights", "stays");
    for (int i = 1; i <= TIMING.maxAttempts(); i++) {
      script.claim("activities").pass(TIMING.lease()).move(SWEPT);
    }
    assertEquals(TaskState.SKIPPED, script.job.task("activities").state());
    script.run("itinerary").run("review", JobScript.bill("10", null, "h", false)).run("execution");
    assertEquals(JobState.COMPLETED, script.job.state());
    assertEquals(7, script.job.tasksCompleted());
  }

  @Test
  void aJobThatNeverRestsFailsAtItsDeadline() {
    JobScript script = JobScript.trip().run("intake").pass(TIMING.activeTime());
    script.move(SWEPT);
    assertEquals(JobState.FAILED, script.job.state());
    assertEquals("DEADLINE_EXCEEDED", script.job.error().code());
    assertEquals("The job did not come to rest within 60 minutes.", script.job.error().message());
  }

  @Test
  void theDeadlineIsMovedWhenTheJobHasRested() {
    JobScript script = JobScript.trip().reviewed("5000").pass(Duration.ofHours(20));
    // At half time the person is reminded.
    script.move(SWEPT);
    assertInstanceOf(Decision.Unchanged.class, script.apply(SWEPT));
    script.move(new JobEvent.Decided(true, null, null));
    script.pass(TIMING.activeTime().minusMillis(1)).claim("execution");
    assertEquals(JobState.EXECUTING, script.job.state());
  }

  @Test
  void sweepsAloneBringEveryJobToItsEnd() {
    for (int claims = 0; claims < 4; claims++) {
      JobScript script = JobScript.trip();
      List.of("intake", "flights", "stays").subList(0, Math.min(claims, 3)).forEach(script::run);
      int sweeps = 0;
      while (!script.job.state().terminal()) {
        script.now = script.job.dueAt();
        script.move(SWEPT);
        assertTrue(++sweeps < 200, "it never ends");
      }
      assertEquals("DEADLINE_EXCEEDED", script.job.error().code());
    }
  }

  @Test
  void aMessageThatIsSetAsideFailsTheJobThatWaitsForIt() {
    JobScript script = JobScript.trip().run("intake").claim("flights");
    script.move(new JobEvent.DeadLettered("flights", 1, "It was received 5 times."));
    assertEquals(new JobError("DEAD_LETTER", "It was received 5 times.", "flights", 1, null), script.job.error());
    assertEquals(TaskState.FAILED, script.job.task("flights").state());
    assertEquals(List.of("It was received 5 times."), script.job.log().getLast().args());
    assertInstanceOf(Decision.Unchanged.class, script.apply(new JobEvent.DeadLettered("flights", 1, "again")));
  }

  @Test
  void aMessageThatIsSetAsideLongAfterItsStepFailsNothing() {
    JobScript script = JobScript.trip().run("intake");
    assertInstanceOf(Decision.Unchanged.class, script.apply(new JobEvent.DeadLettered("intake", 1, "late")));
    assertInstanceOf(Decision.Unchanged.class, script.apply(new JobEvent.DeadLettered("flights", 9, "odd")));
    assertInstanceOf(Decision.Unchanged.class, script.apply(new JobEvent.DeadLettered("review", 1, "early")));
  }

  @Test
  void aMessageForAStepThatThePlanDoesNotHaveFailsItsJob() {
    JobScript script = JobScript.trip();
    script.move(new JobEvent.DeadLettered("yachts", 1, "It was received 5 times."));
    assertEquals("yachts", script.job.error().step());
  }

  @Test
  void whatAnAgentSaysOfItsFailureIsKeptShort() {
    JobScript script = JobScript.trip().claim("intake");
    script.move(
        new JobEvent.StepFailed("intake", 1, 1, "X", "long ".repeat(1000), null, true, Duration.ZERO));
    assertTrue(script.job.task("intake").error().length() <= 200);
  }
}
