package io.lotara.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a job and what belongs to it are kept, wherever somebody dies. */
class LifetimesTest {
  private static JobScript script(int retentionDays, int approvalHours) {
    JobScript script = new JobScript(JobScript.TRIP, Timing.standard().keptFor(Duration.ofDays(retentionDays)));
    Policy policy = new Policy(new BigDecimal("2000"), "USD", Duration.ofHours(approvalHours));
    script.job = script.reducer.start(script.job.key(), "trip", "ada", Mode.REACTIVE, JobScript.TRIP, policy, script.now);
    return script;
  }

  /** Whatever its life: nothing goes before its job, and what is more than two days late is given its time anew, with two days left for it. */
  @ParameterizedTest
  @CsvSource({"1,1", "1,720", "7,24", "30,24", "30,720", "90,24", "365,720", "3650,1"})
  void nothingGoesBeforeItsJobNorLongAfterIt(int retentionDays, int approvalHours) {
    Duration longest = Timing.standard().longestLife(Duration.ofHours(approvalHours));
    for (int part = 0; part <= 100; part++) {
      JobScript script = script(retentionDays, approvalHours);
      Lifetimes lifetimes = script.reducer.lifetimes();
      Instant given = lifetimes.ofPart(script.job);
      assertNull(lifetimes.expires(script.job), "a job that runs does not go");
      script.pass(longest.multipliedBy(part).dividedBy(100));
      List<FollowUp.Notice> owed = script.move(new JobEvent.CancelRequested("user")).notices();
      Instant end = script.now.plus(Duration.ofDays(retentionDays));
      assertEquals(end, lifetimes.expires(script.job));
      assertEquals(end, lifetimes.ofPart(script.job), "what is written after the end");
      boolean close = !given.isBefore(end) && !given.isAfter(end.plus(Lifetimes.SLACK));
      assertEquals(close ? 0 : 1, owed.size(), () -> "ended at " + script.now + ", given " + given + ": " + owed);
      assertFalse(given.isBefore(script.now.plus(Lifetimes.SLACK)), "there is time to do what is owed");
    }
  }

  @Test
  void aJobThatEndsInTimeOwesNothing() {
    JobScript script = script(30, 24).pass(Duration.ofHours(47));
    assertEquals(List.of(), script.move(new JobEvent.CancelRequested("user")).followUps());
  }

  @Test
  void pinningOwesItEachTimeUnderAnotherName() {
    JobScript script = script(30, 24);
    script.move(new JobEvent.CancelRequested("user"));
    String pinned = script.move(new JobEvent.Pinned(true)).notices().getFirst().about();
    assertNull(script.reducer.lifetimes().expires(script.job));
    assertNull(script.reducer.lifetimes().ofPart(script.job));
    String unpinned = script.move(new JobEvent.Pinned(false)).notices().getFirst().about();
    assertNotEquals(pinned, unpinned, "what an earlier one left undone must not be taken for done");
  }

  /** A job that was planned and ended, and whose client dies when it is pinned, each time a call later. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoeverDiesAJobIsKeptWholeOrNotAtAll(boolean reached) {
    int kept = 0;
    // Up to here nobody has to die; DeathTest looks at that.
    Mortal before = new Mortal(Integer.MAX_VALUE, reached);
    ended(new Workshop(before));
    int last = before.calls().size();
    boolean died = true;
    while (died) {
      Mortal mortal = new Mortal(++last, reached);
      Workshop shop = new Workshop(mortal);
      JobKey key = ended(shop);
      Workshop.mayDie(() -> shop.pin.pin(key, true));
      shop.settle(key);
      boolean pinned = shop.table.read(key).orElseThrow().pinned();
      kept += pinned ? 1 : 0;
      whole(shop, key, pinned);
      Workshop.mayDie(() -> shop.feedback.give(shop.table.read(key).orElseThrow(), feedback(shop)));
      shop.settle(key);
      whole(shop, key, pinned);
      Workshop.mayDie(() -> shop.pin.pin(key, false));
      shop.settle(key);
      whole(shop, key, shop.table.read(key).orElseThrow().pinned());
      died = mortal.died();
    }
    assertTrue(kept > 8, kept + " lives went on after it was pinned");
  }

  private static JobKey ended(Workshop shop) {
    JobKey[] key = new JobKey[1];
    while (key[0] == null) {
      Workshop.mayDie(() -> key[0] = ((AcceptJob.Outcome.Accepted) shop.accept("key-1", "Hue")).job().key());
    }
    shop.settle(key[0]);
    while (!shop.table.read(key[0]).orElseThrow().state().terminal()) {
      Workshop.mayDie(() -> shop.transitions.apply(key[0], new JobEvent.CancelRequested("user")));
    }
    shop.settle(key[0]);
    shop.clock.pass(Duration.ofMinutes(1));
    return key[0];
  }

  private static FeedbackStore.Feedback feedback(Workshop shop) {
    return new FeedbackStore.Feedback(5, null, List.of(), List.of(), shop.clock.instant());
  }

  private static void whole(Workshop shop, JobKey key, boolean pinned) {
    Map<String, Optional<Instant>> expiries = shop.table.expiries(key);
    assertTrue(expiries.size() >= 5, expiries::toString);
    Instant end = shop.table.read(key).orElseThrow().completedAt().plus(Timing.standard().retention());
    for (Map.Entry<String, Optional<Instant>> part : expiries.entrySet()) {
      assertEquals(pinned, part.getValue().isEmpty(), () -> part.getKey() + " of " + expiries);
      part.getValue().ifPresent(at -> assertFalse(at.isBefore(end) || at.isAfter(end.plus(Lifetimes.SLACK)), () -> part + " and " + end));
    }
  }

  /** Somebody who pins is overtaken by somebody who unpins, in the middle of it: the last word holds for everything. */
  @Test
  void theLastWordHolds() {
    Workshop shop = new Workshop(new Mortal(Integer.MAX_VALUE, false));
    JobKey key = ended(shop);
    JobReducer reducer = new JobReducer(Timing.standard());
    boolean[] overtaken = new boolean[1];
    JobRetention slow =
        (job, at) -> {
          if (!overtaken[0]) {
            overtaken[0] = true;
            shop.pin.pin(key, false);
          }
          shop.table.expire(job, at);
        };
    KeepParts parts = new KeepParts(shop.table, slow, reducer, shop.clock);
    new PinJob(shop.transitions, parts, shop.table, reducer).pin(key, true);
    whole(shop, key, false);
  }

  /** An output that a late worker writes is given its time, too: nothing is done before the leases are over. */
  @Test
  void whatIsOwedAtTheEndWaitsForLeases() {
    Workshop shop = new Workshop(new Mortal(Integer.MAX_VALUE, false));
    JobKey key = ended(shop);
    Instant end = shop.table.read(key).orElseThrow().completedAt();
    Workshop.TestClock early = new Workshop.TestClock();
    early.pass(Duration.between(early.instant(), end).plusSeconds(20));
    KeepParts parts = new KeepParts(shop.table, shop.table, new JobReducer(Timing.standard()), early);
    FollowUp.Notice notice = new FollowUp.Notice(key, KeepParts.NAME, "v9", end, 0);
    assertEquals(new Subscriber.Told.Later(Duration.ofSeconds(16)), parts.tell(notice));
    early.pass(Duration.ofSeconds(16));
    assertEquals(new Subscriber.Told.Done(), parts.tell(notice));
    assertEquals(Set.of(Optional.of(end.plus(Duration.ofDays(30)))), Set.copyOf(shop.table.expiries(key).values()));
  }
}
