package io.lotara.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a job and its changes one is committed, whoever is approved first, and whoever dies. */
class CommitOnceTest {
  private static final JobEvent.Decided APPROVE = new JobEvent.Decided(true, null, null);
  private Workshop shop = new Workshop(new Mortal(Integer.MAX_VALUE, false));

  private JobKey waiting() {
    JobKey key = ((AcceptJob.Outcome.Accepted) shop.accept(null, "Hue")).job().key();
    assertEquals(JobState.WAITING_APPROVAL, shop.settle(key).state());
    return key;
  }

  /** A change that waits for its approval. */
  private JobKey change(JobKey of) {
    shop.clock.pass(Duration.ofSeconds(1));
    Job before = job(of);
    JobRequest request = new JobRequest("ada", "longer", "{}", null, null);
    AcceptJob.Outcome made = shop.accept.accept("acme", "trip", Mode.REACTIVE, request, "revise", null, new byte[0], before);
    JobKey key = ((AcceptJob.Outcome.Accepted) made).job().key();
    shop.transitions.apply(of, new JobEvent.Revised(key.id()));
    assertEquals(JobState.WAITING_APPROVAL, shop.settle(key).state());
    return key;
  }

  private Job job(JobKey key) {
    return shop.table.read(key).orElseThrow();
  }

  private Decision decide(JobKey key) {
    return shop.decide.decide(key, APPROVE).orElseThrow();
  }

  private void refused(JobKey key, JobKey by) {
    Decision.Refused refused = assertInstanceOf(Decision.Refused.class, decide(key));
    assertEquals(Decision.Reason.SUPERSEDED, refused.reason());
    assertEquals(by.id(), refused.by());
  }

  private static String reason(Job job) {
    LogEntry last = job.log().getLast();
    assertEquals(LogEntry.Type.CANCELLED, last.type());
    return last.args().getFirst();
  }

  @Test
  void whoApprovesTheChangeEndsThePlanBefore() {
    JobKey before = waiting();
    JobKey change = change(before);
    assertInstanceOf(Decision.Next.class, decide(change));
    assertEquals(JobState.CANCELLED, job(before).state());
    assertEquals("superseded", reason(job(before)));
    refused(before, change);
    assertInstanceOf(Decision.Unchanged.class, decide(change), "the same word again");
    assertEquals(JobState.COMPLETED, shop.settle(change).state());
    assertEquals(1, shop.provider.active());
  }

  @Test
  void whoApprovesThePlanBeforeEndsTheChange() {
    JobKey before = waiting();
    JobKey change = change(before);
    assertInstanceOf(Decision.Next.class, decide(before));
    refused(change, before);
    assertEquals(JobState.WAITING_APPROVAL, job(change).state(), "should the plan before fail, the change may be approved still");
    assertEquals(JobState.COMPLETED, shop.settle(before).state());
    assertEquals("superseded", reason(job(change)));
    refused(change, before);
    assertEquals(1, shop.provider.active());
  }

  @Test
  void whatCameToNothingLeavesThePlace() {
    JobKey before = waiting();
    JobKey failed = change(before);
    shop.transitions.apply(failed, new JobEvent.CancelRequested("user"));
    assertInstanceOf(Decision.Next.class, decide(before), "a change that was cancelled is in nobody's way");

    before = waiting();
    JobKey one = change(before);
    JobKey other = change(before);
    decide(one);
    refused(other, one);
    shop.transitions.apply(one, new JobEvent.CancelRequested("user"));
    assertInstanceOf(Decision.Next.class, decide(other), "the one before was cancelled");
    assertEquals(other.id(), job(before).lineage().committedBy());
    assertEquals(JobState.COMPLETED, shop.settle(other).state());
  }

  @Test
  void aChangeOfAChangeTakesTheSamePlace() {
    JobKey before = waiting();
    JobKey one = change(before);
    JobKey two = change(one);
    assertEquals(before.id(), job(two).lineage().first());
    decide(two);
    refused(one, two);
    refused(before, two);
    assertEquals(JobState.COMPLETED, shop.settle(two).state());
    assertEquals("superseded", reason(job(one)));
    assertEquals("superseded", reason(job(before)));
    assertEquals(1, shop.provider.active());
  }

  @Test
  void anApprovalThatIsNoneEndsNothing() {
    JobKey before = waiting();
    JobKey change = change(before);
    Decision wrong = shop.decide.decide(change, new JobEvent.Decided(true, "another plan", null)).orElseThrow();
    assertEquals(Decision.Reason.PLAN_CHANGED, assertInstanceOf(Decision.Refused.class, wrong).reason());
    shop.decide.decide(change, new JobEvent.Decided(false, null, null));
    assertEquals(JobState.WAITING_APPROVAL, job(before).state());
    assertNull(job(before).lineage().committedBy());
    assertEquals(Optional.empty(), shop.decide.decide(new JobKey("acme", "nobody"), APPROVE));
  }

  @Test
  void aTripThatIsBookedIsNotBookedAgainByAChange() {
    JobKey before = waiting();
    decide(before);
    shop.settle(before);
    JobKey change = change(before);
    refused(change, before);
    assertEquals(1, shop.provider.active());
  }

  @Test
  void aTripThatIsDoneAndNotBookedMayBeChanged() {
    shop.execution = context -> new StepOutcome.Done(StepFacts.found(1.0, List.of()), Map.of());
    JobKey before = waiting();
    decide(before);
    shop.settle(before);
    JobKey change = change(before);
    assertInstanceOf(Decision.Next.class, decide(change));
    assertEquals(JobState.COMPLETED, job(before).state());
    assertEquals(JobState.COMPLETED, shop.settle(change).state());
  }

  /** No approval is needed, or it was taken before anybody looked at the others: the execution looks itself. */
  @Test
  void whoeverIsExecutedLooksFirst() {
    JobKey before = waiting();
    JobKey change = change(before);
    shop.transitions.apply(before, APPROVE);
    shop.transitions.apply(change, APPROVE);
    Job first = shop.settle(before);
    Job second = shop.settle(change);
    assertEquals(JobState.COMPLETED, first.state());
    assertEquals(JobState.FAILED, second.state());
    assertEquals("SUPERSEDED", second.error().code());
    assertEquals(1, shop.provider.active());
  }

  @Test
  void ofThoseWhoApproveAtOnceOneWins() throws InterruptedException {
    for (int round = 0; round < 60; round++) {
      shop = new Workshop(new Mortal(Integer.MAX_VALUE, false));
      JobKey before = waiting();
      List<JobKey> line = List.of(before, change(before), change(before));
      List<Thread> racers = line.stream().map(key -> Thread.ofPlatform().unstarted(() -> decide(key))).toList();
      racers.forEach(Thread::start);
      for (Thread racer : racers) {
        racer.join();
      }
      long approved = line.stream().filter(key -> Approval.APPROVED.equals(job(key).approval().decision())).count();
      assertEquals(1, approved, () -> line.stream().map(k -> job(k).approval().decision() + "").toList().toString());
      line.forEach(shop::settle);
      assertEquals(1, shop.provider.active());
      assertEquals(1, line.stream().filter(key -> job(key).state() == JobState.COMPLETED).count());
    }
  }

  /** Whoever approves dies at each call in turn, and the person then approves the other one. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereverSomebodyDiesOneIsCommitted(boolean reached) {
    int deaths = 0;
    for (int last = 1; last < 1000; last++) {
      Mortal mortal = new Mortal(last, reached);
      shop = new Workshop(mortal);
      JobKey[] line = new JobKey[2];
      if (!Workshop.mayDie(
          () -> {
            line[0] = waiting();
            line[1] = change(line[0]);
          })) {
        continue;
      }
      for (JobKey key : new JobKey[] {line[1], line[0], line[1]}) {
        Workshop.mayDie(() -> decide(key));
      }
      shop.settle(line[0]);
      shop.settle(line[1]);
      List<JobState> ends = List.of(job(line[0]).state(), job(line[1]).state());
      assertEquals(1, ends.stream().filter(s -> s == JobState.COMPLETED).count(), () -> ends + " after " + mortal.calls());
      assertEquals(1, shop.provider.active());
      if (!mortal.died()) {
        assertTrue(deaths > 10, "only " + deaths + " deaths");
        return;
      }
      deaths++;
    }
    throw new AssertionError("it takes more calls than it should");
  }
}
