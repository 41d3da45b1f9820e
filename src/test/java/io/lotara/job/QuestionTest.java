package io.lotara.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the person is asked, and what becomes of the answer. */
class QuestionTest {
  private static final Answer TOKYO = new Answer("Tokyo", null);

  private static JobEvent.StepAsks asks(JobScript script) {
    Task intake = script.job.task("intake");
    return new JobEvent.StepAsks(
        "intake", intake.revision(), intake.attempt(), "destination", "Where to?", List.of("Tokyo", "Rome"));
  }

  private static JobScript asked() {
    JobScript script = JobScript.trip().claim("intake");
    script.move(asks(script));
    return script;
  }

  private static Decision.Reason refused(Decision decision) {
    return assertInstanceOf(Decision.Refused.class, decision).reason();
  }

  @Test
  void aJobRestsWithItsQuestion() {
    JobScript script = asked();
    assertEquals(JobState.WAITING_INPUT, script.job.state());
    assertEquals(
        new Question("destination", "Where to?", List.of("Tokyo", "Rome"), script.now.plus(Duration.ofHours(24))),
        script.job.question());
    assertEquals(Map.of(), script.job.owed());
    assertEquals(script.job.question().expiresAt(), script.job.dueAt());
    assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(asks(script))));
    assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(new JobEvent.Claimed("intake", 1))));
  }

  @Test
  void anAnswerLetsTheStepRunAnewAndIsStoredWithTheChange() {
    JobScript script = asked().pass(Duration.ofHours(23));
    Decision.Next next = script.move(new JobEvent.Answered(TOKYO));
    assertEquals(TOKYO, next.answer());
    assertEquals(Set.of("intake"), next.send());
    assertEquals(JobState.PLANNING, script.job.state());
    assertNull(script.job.question());
    assertEquals(1, script.job.answers());
    assertEquals(2, script.job.task("intake").revision());
    assertEquals(0, script.job.task("intake").attempt());
    assertEquals(Timing.standard().activeTime(), Duration.between(script.now, script.job.deadline()));
    assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(new JobEvent.Claimed("intake", 1))));
    assertEquals(Decision.Reason.NOT_AWAITING_ANSWER, refused(script.apply(new JobEvent.Answered(TOKYO))));
    script.reviewed("10").run("execution");
    assertEquals(JobState.COMPLETED, script.job.state());
  }

  @Test
  void nobodyIsAskedForAnAnswer() {
    assertEquals(
        Decision.Reason.NOT_AWAITING_ANSWER, refused(JobScript.trip().apply(new JobEvent.Answered(TOKYO))));
    JobScript cancelled = asked();
    cancelled.move(new JobEvent.CancelRequested("user"));
    assertEquals(Decision.Reason.NOT_AWAITING_ANSWER, refused(cancelled.apply(new JobEvent.Answered(TOKYO))));
  }

  @Test
  void aQuestionThatIsNotAnsweredInTimeCancelsTheJob() {
    JobScript script = asked().pass(Duration.ofHours(24).minusMillis(1));
    assertInstanceOf(Decision.Unchanged.class, script.apply(new JobEvent.Swept()));
    script.pass(Duration.ofMillis(1));
    assertEquals(Decision.Reason.NOT_AWAITING_ANSWER, refused(script.apply(new JobEvent.Answered(TOKYO))));
    script.move(new JobEvent.Swept());
    assertEquals(JobState.CANCELLED, script.job.state());
    assertEquals(List.of("question_unanswered"), script.job.log().getLast().args());
  }

  @Test
  void questionsEndAfterFiveAnswers() {
    JobScript script = JobScript.trip();
    for (int round = 1; round <= 5; round++) {
      script.claim("intake").move(asks(script));
      script.move(new JobEvent.Answered(TOKYO));
      assertEquals(round, script.job.answers());
    }
    script.claim("intake").move(asks(script));
    assertEquals(JobState.FAILED, script.job.state());
    assertEquals("NOT_UNDERSTOOD", script.job.error().code());
  }

  /** A question may also come up late: when a step that runs beside others asks, what they find meanwhile is of no use. */
  @Test
  void whatWasFoundForAnotherUnderstandingIsFoundAnew() {
    JobPlan plan =
        new JobPlan(
            List.of(
                new StepSpec("intake", "", Role.INTAKE, List.of(), false),
                new StepSpec("flights", "", Role.WORK, List.of(), false),
                new StepSpec("stays", "", Role.WORK, List.of("flights"), false),
                new StepSpec("weather", "", Role.WORK, List.of("intake"), false)));
    JobScript script = new JobScript(plan, Timing.standard()).run("flights").claim("stays").claim("intake");
    JobEvent late = script.done("stays", StepFacts.found(1, List.of()));
    script.move(asks(script));
    assertTrue(script.apply(late) instanceof Decision.Next, "its work is still its own");
    assertEquals(JobState.WAITING_INPUT, script.job.state());
    Decision.Next next = script.move(new JobEvent.Answered(TOKYO));
    assertEquals(Set.of("intake", "flights"), next.send());
    assertEquals(2, script.job.task("stays").revision());
    assertEquals(1, script.job.task("weather").revision());
    assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(late)));
    script.run("flights", "stays", "intake", "weather");
    assertEquals(JobState.COMPLETED, script.job.state());
  }
}
