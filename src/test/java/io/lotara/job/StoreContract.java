package io.lotara.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every store of jobs must do, whatever it is made of. */
public abstract class StoreContract extends SideItemsContract {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private JobStore jobs() {
    return port(JobStore.class);
  }

  /** A trip that was created in the store. */
  protected JobScript created() {
    JobScript script = new JobScript(newKey(), JobScript.TRIP, Timing.standard());
    jobs().create(script.job, "{}".getBytes(UTF_8));
    return script;
  }

  /** Writes a decision under a new id. */
  protected boolean write(Decision.Next next, Instant now) {
    return jobs().write(next, UUID.randomUUID().toString(), now);
  }

  /** Leads a script by one event and writes it. */
  private void step(JobScript script, JobEvent event) {
    assertTrue(write(script.move(event), script.now));
  }

  private static JobEvent claimed(String step) {
    return new JobEvent.Claimed(step, 1);
  }

  /** A trip that waits for approval until a day after {@link JobScript#START}. */
  private JobScript waiting() {
    JobScript script = created();
    for (String step : List.of("intake", "flights", "stays", "activities", "itinerary", "review")) {
      step(script, claimed(step));
      StepFacts facts =
          step.equals("review") ? JobScript.bill("4000", null, "plan-1", false) : StepFacts.found(0.5, List.of(step));
      step(script, script.done(step, facts));
    }
    assertEquals(JobState.WAITING_APPROVAL, script.job.state());
    return script;
  }

  @Test
  void whatIsCreatedIsRead() {
    JobScript script = new JobScript(newKey(), JobScript.TRIP, Timing.standard());
    assertEquals(Optional.empty(), jobs().read(script.job.key()));
    assertEquals(script.job, jobs().create(script.job, "{\"query\":\"Hà Nội\"}".getBytes(UTF_8)));
    assertEquals(Optional.of(script.job), jobs().read(script.job.key()));
    assertArrayEquals("{\"query\":\"Hà Nội\"}".getBytes(UTF_8), jobs().request(script.job.key()));
    assertEquals(List.of(), jobs().answers(script.job.key()));
  }

  @Test
  void theFirstCreationStays() {
    JobScript script = created();
    Job first = script.job;
    step(script, claimed("intake"));
    assertEquals(script.job, jobs().create(first, "other".getBytes(UTF_8)));
    assertArrayEquals("{}".getBytes(UTF_8), jobs().request(first.key()));
  }

  @Test
  void anotherTenantsJobIsAMiss() {
    JobKey key = created().job.key();
    assertEquals(Optional.empty(), jobs().read(new JobKey("other", key.id())));
  }

  @Test
  void anyIdMayBeAskedFor() {
    for (String id : List.of("", " ", "nope", "J#1", "é".repeat(3000), UUID.randomUUID().toString())) {
      assertEquals(Optional.empty(), jobs().read(new JobKey("acme", id)), id);
    }
  }

  @Test
  void ofTwoWritesOnOneVersionTheFirstWins() {
    JobScript script = created();
    Decision.Next mine = script.move(claimed("intake"));
    assertTrue(write(mine, script.now));
    assertFalse(write(mine, script.now));
    assertEquals(Optional.of(mine.job()), jobs().read(script.job.key()));
  }

  @Test
  void aWriteOnAJobThatIsNotThereFails() {
    JobScript script = new JobScript(newKey(), JobScript.TRIP, Timing.standard());
    assertFalse(write(script.move(claimed("intake")), script.now));
    assertEquals(Optional.empty(), jobs().read(script.job.key()));
  }

  @Test
  void ourOwnWriteIsKnownAgainUntilAnotherCame() {
    JobScript script = created();
    Decision.Next mine = script.move(claimed("intake"));
    assertTrue(jobs().write(mine, "op-1", script.now));
    assertTrue(jobs().write(mine, "op-1", script.now));
    assertFalse(jobs().write(mine, "op-2", script.now));
    step(script, script.done("intake", StepFacts.found(1, List.of())));
    assertFalse(jobs().write(mine, "op-1", script.now));
  }

  @Test
  void ofManyWritersOneWins() throws Exception {
    JobScript script = created();
    Decision.Next next = script.move(claimed("intake"));
    List<Boolean> won = atOnce(16, i -> write(next, script.now));
    assertEquals(1, won.stream().filter(w -> w).count());
  }

  @Test
  void anApprovalIsOnlyGoodBeforeItsTimeIsUp() {
    JobScript script = waiting();
    Instant expires = script.job.approval().expiresAt();
    script.now = expires.minus(SECOND);
    Decision.Next approve =
        (Decision.Next) script.reducer.next(script.job, new JobEvent.Decided(true, null, null), script.now);
    assertFalse(write(approve, expires));
    assertFalse(write(approve, expires.plus(SECOND)));
    assertTrue(write(approve, expires.minusMillis(1)));
    assertEquals(JobState.EXECUTING, jobs().read(script.job.key()).orElseThrow().state());
  }

  @Test
  void anApprovalWhoseAnswerWasLostIsKnownAgainEvenAfterItsTime() {
    JobScript script = waiting();
    Decision.Next approve = script.move(new JobEvent.Decided(true, null, "go"));
    assertTrue(jobs().write(approve, "op-1", script.now));
    assertTrue(jobs().write(approve, "op-1", script.now.plus(Duration.ofDays(2))));
  }

  @Test
  void answersAreKeptInOrderWithTheChange() {
    JobScript script = created();
    for (String text : List.of("Tokyo", "Kyoto")) {
      step(script, claimedNow(script, "intake"));
      Task intake = script.job.task("intake");
      step(
          script,
          new JobEvent.StepAsks("intake", intake.revision(), intake.attempt(), "destination", "Where to?", List.of()));
      step(script, new JobEvent.Answered(new Answer(text, "{\"city_count\":1}")));
    }
    assertEquals(
        List.of(new Answer("Tokyo", "{\"city_count\":1}"), new Answer("Kyoto", "{\"city_count\":1}")),
        jobs().answers(script.job.key()));
    assertEquals(2, jobs().read(script.job.key()).orElseThrow().answers());
  }

  private static JobEvent claimedNow(JobScript script, String step) {
    return new JobEvent.Claimed(step, script.job.task(step).revision());
  }

  @Test
  void anAnswerWhoseWriteLosesIsNotKept() {
    JobScript script = created();
    step(script, claimed("intake"));
    step(script, new JobEvent.StepAsks("intake", 1, 1, null, "Where to?", List.of("Tokyo", "Rome")));
    Decision.Next late = script.move(new JobEvent.Answered(new Answer("Tokyo", null)));
    Decision.Next cancel =
        (Decision.Next)
            script.reducer.next(
                jobs().read(script.job.key()).orElseThrow(), new JobEvent.CancelRequested("user"), script.now);
    assertTrue(write(cancel, script.now));
    assertFalse(write(late, script.now));
    assertEquals(List.of(), jobs().answers(script.job.key()));
    assertEquals(Optional.of(cancel.job()), jobs().read(script.job.key()));
  }

  /** A trip that is cancelled while its execution may be booking. */
  private JobScript cancelledInExecution() {
    JobScript script = waiting();
    step(script, new JobEvent.Decided(true, "plan-1", null));
    step(script, claimed("execution"));
    step(
        script,
        new JobEvent.EffectsNoted("execution", 1, 1, Map.of("flight", JobScript.effect("flight", EffectState.INTENDED))));
    step(script, new JobEvent.CancelRequested("user"));
    return script;
  }

  @Test
  void aFollowUpIsMadeWithTheTerminalWriteAndDueAfterTheLease() {
    JobScript script = cancelledInExecution();
    JobKey key = script.job.key();
    FollowUp.Compensation due = port(FollowUps.class).compensation(key).orElseThrow();
    assertEquals(new FollowUp.Compensation(key, script.now.plus(Timing.standard().lease()), 0), due);
    assertEquals(Set.of(), dueOf(key, due.dueAt().minusMillis(1)));
    assertEquals(Set.of(new JobStore.Due.OfCompensation(key)), dueOf(key, due.dueAt()));
  }

  @Test
  void aFollowUpIsPutOffByOne() throws Exception {
    JobKey key = cancelledInExecution().job.key();
    FollowUps followUps = port(FollowUps.class);
    FollowUp.Compensation due = followUps.compensation(key).orElseThrow();
    Instant later = due.dueAt().plusSeconds(45);
    List<Boolean> won = atOnce(8, i -> followUps.postpone(due, later));
    assertEquals(1, won.stream().filter(w -> w).count());
    FollowUp.Compensation putOff = new FollowUp.Compensation(key, later, 1);
    assertEquals(Optional.of(putOff), followUps.compensation(key));
    assertEquals(Set.of(), dueOf(key, later.minusMillis(1)));
    followUps.remove(putOff);
    followUps.remove(putOff);
    assertEquals(Optional.empty(), followUps.compensation(key));
    assertFalse(followUps.postpone(putOff, later));
    assertEquals(Set.of(), dueOf(key, later.plusSeconds(1000)));
  }

  @Test
  void aFollowUpThatWasMadeAnewIsNotRemovedByWhoReadTheOldOne() {
    JobScript script = cancelledInExecution();
    JobKey key = script.job.key();
    FollowUps followUps = port(FollowUps.class);
    FollowUp.Compensation read = followUps.compensation(key).orElseThrow();
    script.pass(Duration.ofSeconds(20));
    step(script, new JobEvent.EffectsSettled(Map.of("flight", JobScript.effect("flight", EffectState.BOOKED))));
    followUps.remove(read);
    assertEquals(Optional.of(new FollowUp.Compensation(key, script.now, 0)), followUps.compensation(key));
  }

  private static final Policy TOLD =
      JobScript.POLICY.subscribed(List.of(new Subscription("hook", false), new Subscription("trace", true)));

  private static Set<String> identities(List<FollowUp.Notice> notices) {
    return notices.stream().map(n -> n.subscriber() + " " + n.about()).collect(Collectors.toSet());
  }

  @Test
  void noticesAreMadeWithTheirChange() {
    JobScript script = new JobScript(newKey(), JobScript.TRIP, Timing.standard());
    JobKey key = script.job.key();
    script.job = script.reducer.start(key, "trip", "ada", Mode.PROACTIVE, JobScript.TRIP, TOLD, script.now);
    List<FollowUp.Notice> announced = script.reducer.announced(script.job);
    assertEquals(Set.of("hook 1"), identities(announced), "that it came about is told to who wants to know all");
    assertEquals(script.job, jobs().create(script.job, new byte[] {1}, announced));
    assertEquals(TOLD, jobs().read(key).orElseThrow().policy(), "who is told is kept with the job");
    FollowUps followUps = port(FollowUps.class);
    FollowUp.Notice first = announced.getFirst();
    assertEquals(Optional.of(first), followUps.notice(key, "hook", "1"));
    followUps.remove(first);
    jobs().create(script.job, new byte[] {1}, announced);
    assertEquals(Optional.empty(), followUps.notice(key, "hook", "1"), "a job that is there already owes nothing anew");

    Decision.Next cancelled = script.move(new JobEvent.CancelRequested("user"));
    int end = script.job.log().size();
    assertEquals(Set.of("hook " + end, "trace " + end), identities(cancelled.notices()));
    assertTrue(write(cancelled, script.now));
    Instant due = script.now.plus(Timing.standard().resendAfter());
    String about = Integer.toString(end);
    assertEquals(Set.of(), dueOf(key, due.minusMillis(1)));
    assertEquals(
        Set.of(new JobStore.Due.OfNotice(key, "hook", about), new JobStore.Due.OfNotice(key, "trace", about)), dueOf(key, due));
  }

  @Test
  void aNoticeWhoseChangeLosesIsNotMade() {
    JobScript script = new JobScript(newKey(), JobScript.TRIP, Timing.standard());
    JobKey key = script.job.key();
    script.job = script.reducer.start(key, "trip", "ada", Mode.REACTIVE, JobScript.TRIP, TOLD, script.now);
    jobs().create(script.job, new byte[] {1}, script.reducer.announced(script.job));
    Decision.Next cancelled =
        (Decision.Next) script.reducer.next(script.job, new JobEvent.CancelRequested("user"), script.now);
    assertTrue(write((Decision.Next) script.reducer.next(script.job, claimed("intake"), script.now), script.now));
    assertFalse(write(cancelled, script.now));
    assertEquals(Set.of(), dueOf(key, script.now.plusSeconds(35)).stream().filter(d -> d instanceof JobStore.Due.OfNotice).collect(Collectors.toSet()));
  }

  @Test
  void aNoticeIsPutOffByOneAndGoneWhenItIsTold() throws Exception {
    JobKey key = newKey();
    FollowUps followUps = port(FollowUps.class);
    FollowUp.Notice notice = new FollowUp.Notice(key, "hook", "7#here", JobScript.START, 0);
    followUps.owe(notice);
    followUps.owe(new FollowUp.Notice(key, "hook", "7#here", JobScript.START.plusSeconds(9), 0));
    assertEquals(Optional.of(notice), followUps.notice(key, "hook", "7#here"), "the first stays");
    Instant later = JobScript.START.plusSeconds(45);
    List<Boolean> won = atOnce(8, i -> followUps.postpone(notice, later));
    assertEquals(1, won.stream().filter(w -> w).count());
    followUps.remove(notice);
    FollowUp.Notice putOff = new FollowUp.Notice(key, "hook", "7#here", later, 1);
    assertEquals(Optional.of(putOff), followUps.notice(key, "hook", "7#here"), "who has read the old one does not remove it");
    assertEquals(Set.of(new JobStore.Due.OfNotice(key, "hook", "7#here")), dueOf(key, later));
    followUps.remove(putOff);
    followUps.remove(putOff);
    assertEquals(Optional.empty(), followUps.notice(key, "hook", "7#here"));
    assertFalse(followUps.postpone(putOff, later.plusSeconds(1)));
  }

  @Test
  void aJobIsDueFromItsTimeUntilItsEnd() {
    JobScript script = created();
    JobKey key = script.job.key();
    Instant due = script.job.dueAt();
    assertEquals(Set.of(), dueOf(key, due.minusMillis(1)));
    assertEquals(Set.of(new JobStore.Due.OfJob(key)), dueOf(key, due));
    step(script, new JobEvent.CancelRequested("user"));
    assertEquals(Set.of(), dueOf(key, due.plus(Duration.ofDays(400))));
  }

  @Test
  void everythingThatIsDueIsFoundPageByPage() {
    // Far in the past, so that the entries of other tests are not in the way.
    Instant then = Instant.parse("2001-01-01T00:00:00Z");
    Set<JobStore.Due> made = new HashSet<>();
    for (int i = 0; i < 405; i++) {
      JobKey key = newKey();
      Job job =
          new JobReducer(Timing.standard())
              .start(key, "trip", "ada", Mode.REACTIVE, JobScript.TRIP, JobScript.POLICY, then.plusMillis(i % 7));
      jobs().create(job, new byte[] {1});
      made.add(new JobStore.Due.OfJob(key));
    }
    Instant now = then.plus(Duration.ofMinutes(1));
    List<JobStore.Due> found = new ArrayList<>();
    int pages = 0;
    for (int shard = 0; shard < jobs().shards(); shard++) {
      String cursor = null;
      do {
        JobStore.DuePage page = jobs().due(shard, now, cursor);
        found.addAll(page.entries());
        cursor = page.next();
        pages++;
      } while (cursor != null);
    }
    assertEquals(made, new HashSet<>(found));
    assertEquals(made.size(), found.size(), "none twice");
    assertTrue(pages > jobs().shards(), "a shard of four has more than a page of a hundred");
  }

  @Test
  void aUsersJobsAreListedNewestFirst() {
    String user = "user " + UUID.randomUUID();
    List<Job> made = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      // Some were made in one millisecond.
      made.addFirst(madeFor("acme", user, JobScript.START.plusMillis(i / 3)));
    }
    made.sort(Comparator.comparing(UserJobs::place).reversed());
    madeFor("acme", user + "2", JobScript.START);
    madeFor("other", user, JobScript.START);
    for (int limit : new int[] {1, 7, 23, UserJobs.MOST}) {
      List<Job> found = new ArrayList<>();
      String after = null;
      do {
        UserJobs.Page page = port(UserJobs.class).page("acme", user, after, limit);
        assertTrue(page.jobs().size() <= limit);
        found.addAll(page.jobs());
        after = page.next();
      } while (after != null);
      assertEquals(made, found);
    }
    assertEquals(new UserJobs.Page(List.of(), null), port(UserJobs.class).page("acme", "nobody", null, 5));
    assertEquals(1, port(UserJobs.class).page("other", user, null, 5).jobs().size());
  }

  @Test
  void aListedJobIsAsItIsNow() {
    String user = "user " + UUID.randomUUID();
    JobScript script = new JobScript(newKey(), JobScript.TRIP, Timing.standard());
    Job made = madeFor("acme", user, script.now);
    Decision.Next cancelled =
        (Decision.Next) script.reducer.next(made, new JobEvent.CancelRequested("user"), script.now.plusSeconds(1));
    assertTrue(write(cancelled, script.now));
    assertEquals(List.of(cancelled.job()), port(UserJobs.class).page("acme", user, null, 5).jobs());
  }

  private Job madeFor(String tenant, String user, Instant at) {
    JobKey key = new JobKey(tenant, newKey().id());
    Job job = new JobReducer(Timing.standard()).start(key, "trip", user, Mode.REACTIVE, JobScript.TRIP, JobScript.POLICY, at);
    return jobs().create(job, new byte[] {1});
  }

  private Set<JobStore.Due> dueOf(JobKey key, Instant now) {
    Set<JobStore.Due> due = new HashSet<>();
    for (int shard = 0; shard < jobs().shards(); shard++) {
      String cursor = null;
      do {
        JobStore.DuePage page = jobs().due(shard, now, cursor);
        page.entries().stream().filter(d -> d.job().equals(key)).forEach(due::add);
        cursor = page.next();
      } while (cursor != null);
    }
    return due;
  }

  @Test
  void aJobWithoutRequestIsADefect() {
    assertThrows(IllegalStateException.class, () -> jobs().request(newKey()));
  }
}
