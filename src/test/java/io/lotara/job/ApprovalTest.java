package io.lotara.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a person must agree, who wins when several speak, and what a new price does. */
class ApprovalTest {
  private static final JobEvent APPROVE = new JobEvent.Decided(true, null, null);
  private static final JobEvent REJECT = new JobEvent.Decided(false, null, null);
  private static final JobEvent CANCEL = new JobEvent.CancelRequested("user");

  private static Decision.Reason refused(Decision decision) {
    return assertInstanceOf(Decision.Refused.class, decision).reason();
  }

  private static JobScript waiting() {
    JobScript script = JobScript.trip().reviewed("2000.01");
    assertEquals(JobState.WAITING_APPROVAL, script.job.state());
    return script;
  }

  @ParameterizedTest
  @CsvSource({
    "2000.00,         , 1,     ''",
    "2000.01,         , 1,     cost_over_threshold",
    "2000.004,        , 1,     ''",
    "1500,       1500, 1,     ''",
    "1500,    1499.99, 1,     over_budget",
    "5000,       4000, 1,     'cost_over_threshold,over_budget'",
    "300000,         , 0.0067, 'cost_over_threshold'",
    "290000,         , 0.0067, ''",
  })
  void aPersonIsAskedForWhatThePlanCostsByItsOwnLines(String total, String budget, BigDecimal rate, String reasons) {
    JobScript script = JobScript.trip().run("intake", "flights", "stays", "activities", "itinerary");
    StepFacts facts = JobScript.bill(total, budget, "plan-1", false);
    Bill bill = new Bill(facts.bill().lines(), "USD", facts.bill().budget(), rate);
    script.run("review", new StepFacts(1.0, List.of(), true, bill, "plan-1", false, Map.of()));
    Approval approval = script.job.approval();
    assertEquals(reasons, String.join(",", approval.reasons()));
    assertEquals(!reasons.isEmpty(), approval.required());
    assertEquals(0, new BigDecimal(total).compareTo(approval.total()));
    if (approval.required()) {
      assertEquals(JobState.WAITING_APPROVAL, script.job.state());
      assertEquals(script.now.plus(Duration.ofHours(24)), approval.expiresAt());
      assertEquals(script.now.plus(Duration.ofHours(12)), script.job.dueAt(), "at half time the person is reminded");
      assertEquals(Map.of(), script.job.owed());
      assertEquals(LogEntry.Type.APPROVAL_REQUIRED, script.job.log().getLast().type());
      assertEquals(
          List.of(
              approval.total().toPlainString(),
              "USD",
              "2000",
              "USD",
              "plan-1",
              approval.expiresAt().toString(),
              reasons),
          script.job.log().getLast().args());
    } else {
      assertEquals(Set.of("execution"), script.job.owed().keySet());
      assertNull(approval.expiresAt());
      assertEquals(Decision.Reason.NOT_AWAITING_APPROVAL, refused(script.apply(APPROVE)));
    }
  }

  @Test
  void anApprovalLetsTheExecutionRun() {
    JobScript script = waiting().pass(Duration.ofHours(5));
    Decision.Next next = script.move(new JobEvent.Decided(true, "plan-1", "go"));
    assertTrue(next.beforeDeadline(), "the deadline is part of the write's condition");
    assertEquals(Set.of("execution"), next.send());
    assertEquals(JobState.EXECUTING, script.job.state());
    assertEquals(Approval.APPROVED, script.job.approval().decision());
    assertEquals("go", script.job.approval().notes());
    assertEquals(script.now.plus(Timing.standard().activeTime()), script.job.deadline());
    script.run("execution");
    assertEquals(JobState.COMPLETED, script.job.state());
  }

  @Test
  void aRefusalCancels() {
    JobScript script = waiting();
    assertTrue(script.move(REJECT).beforeDeadline());
    assertEquals(JobState.CANCELLED, script.job.state());
    assertEquals(List.of("rejected"), script.job.log().getLast().args());
    assertEquals(TaskState.SKIPPED, script.job.task("execution").state());
  }

  @Test
  void nobodyWaitsForADecisionBeforeTheReview() {
    assertEquals(Decision.Reason.NOT_AWAITING_APPROVAL, refused(JobScript.trip().apply(APPROVE)));
    assertEquals(Decision.Reason.NOT_AWAITING_APPROVAL, refused(JobScript.trip().apply(REJECT)));
  }

  @Test
  void aDecisionOnAnotherPlanIsRefused() {
    JobScript script = waiting();
    assertEquals(Decision.Reason.PLAN_CHANGED, refused(script.apply(new JobEvent.Decided(true, "plan-0", null))));
    assertEquals(Decision.Reason.PLAN_CHANGED, refused(script.apply(new JobEvent.Decided(false, "plan-0", null))));
    script.move(new JobEvent.Decided(true, "plan-1", null));
    assertEquals(Decision.Reason.PLAN_CHANGED, refused(script.apply(new JobEvent.Decided(true, "plan-0", null))));
  }

  @Test
  void theSameDecisionAgainIsNoNewsAndTheOppositeOneHasLost() {
    for (boolean approved : List.of(true, false)) {
      JobScript script = waiting();
      JobEvent mine = new JobEvent.Decided(approved, null, "first");
      JobEvent other = new JobEvent.Decided(!approved, null, "second");
      script.move(mine);
      for (int i = 0; i < 3; i++) {
        assertInstanceOf(Decision.Unchanged.class, script.apply(mine));
        assertEquals(Decision.Reason.ALREADY_DECIDED, refused(script.apply(other)));
        assertEquals("first", script.job.approval().notes());
        if (approved && i == 0) {
          script.run("execution");
        }
        script.pass(Duration.ofDays(3));
      }
    }
  }

  @Test
  void nothingIsDecidedAfterTheTimeIsUpEvenBeforeTheSweep() {
    JobScript script = waiting().pass(Duration.ofHours(24));
    assertEquals(Decision.Reason.ALREADY_DECIDED, refused(script.apply(APPROVE)));
    assertEquals(Decision.Reason.ALREADY_DECIDED, refused(script.apply(REJECT)));
    script.move(new JobEvent.Swept());
    assertEquals(JobState.CANCELLED, script.job.state());
    assertEquals(Approval.EXPIRED, script.job.approval().decision());
    assertEquals(List.of("approval_expired"), script.job.log().getLast().args());
    assertEquals(Decision.Reason.ALREADY_DECIDED, refused(script.apply(APPROVE)));
    assertEquals(Decision.Reason.ALREADY_DECIDED, refused(script.apply(REJECT)));
  }

  @Test
  void aCancelledQuestionIsDecided() {
    JobScript script = waiting();
    script.move(CANCEL);
    assertEquals(Approval.CANCELLED, script.job.approval().decision());
    assertEquals(Decision.Reason.ALREADY_DECIDED, refused(script.apply(APPROVE)));
    assertEquals(Decision.Reason.ALREADY_DECIDED, refused(script.apply(REJECT)));
    assertInstanceOf(Decision.Unchanged.class, script.apply(CANCEL));
  }

  private static long reminders(JobScript script) {
    return script.job.log().stream().filter(e -> e.type() == LogEntry.Type.APPROVAL_REMINDER).count();
  }

  @Test
  void atHalfTimeThePersonIsRemindedOnce() {
    JobScript script = waiting();
    Approval asked = script.job.approval();
    script.pass(Duration.ofHours(12).minusMillis(1));
    assertInstanceOf(Decision.Unchanged.class, script.apply(new JobEvent.Swept()), "not before half time");
    script.pass(Duration.ofMillis(1));
    script.move(new JobEvent.Swept());
    assertEquals(LogEntry.Type.APPROVAL_REMINDER, script.job.log().getLast().type());
    assertEquals(asked, script.job.approval(), "nothing else changes");
    assertEquals(asked.expiresAt(), script.job.dueAt());
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(Decision.Unchanged.class, script.apply(new JobEvent.Swept()), "a sweep may come twice");
      script.pass(Duration.ofHours(2));
    }
    script.move(new JobEvent.Decided(true, "plan-1", null));
    assertEquals(1, reminders(script));
  }

  @Test
  void whoeverHasDecidedIsNotReminded() {
    JobScript script = waiting();
    script.move(APPROVE);
    script.pass(Duration.ofMinutes(1));
    script.run("execution");
    assertInstanceOf(Decision.Unchanged.class, script.pass(Duration.ofHours(12)).apply(new JobEvent.Swept()));
    assertEquals(0, reminders(script));
  }

  @Test
  void aSweepThatComesAfterTheEndOnlyEnds() {
    JobScript script = waiting().pass(Duration.ofHours(24));
    script.move(new JobEvent.Swept());
    assertEquals(JobState.CANCELLED, script.job.state());
    assertEquals(0, reminders(script));
  }

  @Test
  void everyNewQuestionHasItsReminder() {
    JobScript script = JobScript.trip().reviewed("2500");
    script.pass(Duration.ofHours(13)).move(new JobEvent.Swept());
    script.move(APPROVE);
    script.run("execution", JobScript.bill("2600", null, "plan-2", true));
    assertEquals(script.now.plus(Duration.ofHours(12)), script.job.dueAt());
    script.pass(Duration.ofHours(13)).move(new JobEvent.Swept());
    assertEquals(2, reminders(script));
    assertInstanceOf(Decision.Unchanged.class, script.apply(new JobEvent.Swept()));
  }

  @Test
  void twoRemindersWouldBeNoticed() {
    JobScript script = waiting().pass(Duration.ofHours(12));
    script.move(new JobEvent.Swept());
    Job once = script.job;
    List<LogEntry> log = new ArrayList<>(once.log());
    log.add(log.getLast());
    Job twice =
        new Job(
            once.key(), once.kind(), once.userId(), once.mode(), once.plan(), once.policy(), once.state(), once.version() + 1,
            once.createdAt(), once.updatedAt(), null, once.deadline(), once.tasks(), once.owed(), once.approval(),
            once.approvalRounds(), null, once.answers(), once.effects(), log, null, once.lineage(), once.dueAt());
    assertEquals(Optional.of(Invariant.ONE_REMINDER_FOR_EACH_QUESTION), Invariant.broken(once, twice));
  }

  private static JobScript repriced(String shown, String found) {
    JobScript script = JobScript.trip().reviewed(shown);
    if (script.job.state() == JobState.WAITING_APPROVAL) {
      script.move(APPROVE);
    }
    return script.run("execution", JobScript.bill(found, null, "plan-2", true));
  }

  @ParameterizedTest
  @CsvSource({
    "2500, 2550.00, cost_over_threshold",
    "2500, 2550.01, 'cost_over_threshold,price_changed'",
    "2500, 1900,    ''",
    "1000, 1500,    ''",
    "1000, 2100,    cost_over_threshold",
  })
  void aNewPriceIsAskedForAgainWhereAPersonMustKnow(String shown, String found, String reasons) {
    JobScript script = repriced(shown, found);
    assertEquals(reasons, String.join(",", script.job.approval().reasons()));
    assertEquals("plan-2", script.job.approval().planHash());
    assertEquals(1, script.job.approvalRounds());
    assertEquals(2, script.job.task("execution").revision());
    if (reasons.isEmpty()) {
      assertEquals(Set.of("execution"), script.job.owed().keySet());
    } else {
      assertEquals(JobState.WAITING_APPROVAL, script.job.state());
      assertEquals(Decision.Reason.PLAN_CHANGED, refused(script.apply(new JobEvent.Decided(true, "plan-1", null))));
      assertEquals(Set.of("execution"), script.move(new JobEvent.Decided(true, "plan-2", null)).send());
    }
    script.run("execution");
    assertEquals(JobState.COMPLETED, script.job.state());
    assertEquals(2, script.job.task("execution").revision());
  }

  @Test
  void pricesThatNeverStandStillEndTheJob() {
    JobScript script = JobScript.trip().reviewed("2100");
    for (int round = 1; round <= 5; round++) {
      script.move(APPROVE);
      script.run("execution", JobScript.bill(Integer.toString(2100 + round * 100), null, "plan-" + round, true));
      assertEquals(round, script.job.approvalRounds());
      assertTrue(script.job.approval().open());
    }
    script.move(APPROVE);
    script.run("execution", JobScript.bill("9000", null, "plan-9", true));
    assertEquals(JobState.FAILED, script.job.state());
    assertEquals("PRICE_UNSTABLE", script.job.error().code());
  }

  @Test
  void aNewPriceIsOfNoUseOnceBookingHasBegun() {
    JobScript script = JobScript.trip().reviewed("2500");
    script.move(APPROVE);
    Approval approved = script.job.approval();
    script.claim("execution");
    Map<String, Effect> begun = Map.of("flight", JobScript.effect("flight", EffectState.INTENDED));
    script.move(new JobEvent.EffectsNoted("execution", 1, 1, begun));
    Decision.Next next = script.move(script.done("execution", JobScript.bill("9000", null, "plan-2", true)));
    assertEquals(approved, script.job.approval());
    assertEquals(Set.of("execution"), next.send());
    assertEquals(2, script.job.task("execution").revision());
    script.run("execution", JobScript.booked(Map.of("flight", JobScript.effect("flight", EffectState.BOOKED))));
    assertEquals(JobState.COMPLETED, script.job.state());
  }

  /** Of any words said at once one wins: each is decided on the same job, and the version lets one through. */
  @Test
  void inEveryOrderOneWordWins() {
    List<JobEvent> words = List.of(APPROVE, REJECT, CANCEL, new JobEvent.Swept());
    for (JobEvent first : words) {
      for (JobEvent second : words) {
        JobScript script = waiting();
        boolean late = first instanceof JobEvent.Swept || second instanceof JobEvent.Swept;
        script.pass(late ? Duration.ofHours(24) : Duration.ZERO);
        Decision won = script.apply(first);
        JobState state = script.job.state();
        String decision = script.job.approval().decision();
        Decision lost = script.apply(second);
        if (decision != null) {
          assertEquals(decision, script.job.approval().decision(), first + " before " + second);
          boolean stops = second == CANCEL && state == JobState.EXECUTING;
          assertEquals(stops, lost instanceof Decision.Next, first + " before " + second);
        }
        assertFalse(won instanceof Decision.Next next && next.beforeDeadline() && late);
      }
    }
  }
}
