package io.lotara.erasure;

import io.lotara.interleave.JobsOnALine;
import io.lotara.interleave.Stored;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobState;
import io.lotara.job.UserJobs;
import io.lotara.job.memory.InMemoryTable;
import io.lotara.suggestion.InMemoryWatches;
import io.lotara.suggestion.WatchOfAUser;
import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A user's job and watch, what is booked for it, somebody else's job, and the erasure. */
final class ErasureWorld implements Stored<ErasureWorld> {
  static final String TENANT = "acme";
  static final String USER = "ada";
  static final String OTHER = "bob";
  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  final InMemoryTable table;
  final InMemoryWatches watches;

  /** Jobs for which something is booked. */
  final Set<String> booked;

  Instant now = NOON;
  int ticks;

  /** The user's job, or null. */
  @Nullable JobKey trip;

  /** The latest erasure. */
  JobKey erasure;

  /** How many keys of jobs were taken. */
  int keys;

  /** Whether the user has begun another job, which is new, and stays. */
  boolean back;

  /** Whether the user's job came to its end. */
  boolean completed;

  /** Whether a job went, or what belongs to it, that had not ended. */
  boolean tornOut;

  private List<JobKey> running = List.of();

  private ErasureWorld(InMemoryTable table, InMemoryWatches watches, Set<String> booked) {
    this.table = table;
    this.watches = watches;
    this.booked = booked;
  }

  static ErasureWorld empty() {
    return new ErasureWorld(new InMemoryTable(), new InMemoryWatches(), new TreeSet<>());
  }

  List<Job> jobs(String user) {
    return table.page(TENANT, user, null, UserJobs.MOST).jobs();
  }

  Job erasing() {
    return table.read(erasure).orElseThrow();
  }

  /** Whether the user's job has not ended. */
  boolean runs() {
    return table.read(trip).filter(j -> !j.state().terminal()).isPresent();
  }

  /** Whether a message for a step of the erasure may be delivered: it is owed, and not put off. */
  boolean delivered(String step) {
    Instant again = erasing().owed().get(step);
    return again != null && !now.isBefore(again.minus(JobsOnALine.TIMING.resendAfter()));
  }

  /** Whether the erasure takes everything for stopped. */
  boolean stopped() {
    return erasing().task(StopJobs.STEP).state().ended();
  }

  boolean watched() {
    return watches.readOwing(WatchOfAUser.due(TENANT, USER, NOON).key()).isPresent();
  }

  /** Whether what was booked for the user's job is to be undone now. */
  boolean toUndo() {
    return table.compensation(trip).filter(c -> !c.dueAt().isAfter(now)).isPresent();
  }

  /** Everything that is still there of the user, but for what was begun since. */
  List<String> left() {
    Predicate<String> counts = id -> trip == null || id.equals(trip.id());
    List<String> left = new ArrayList<>(table.orphans(counts));
    jobs(USER).stream().filter(j -> counts.test(j.key().id())).forEach(j -> left.add("job " + j.key().id() + " " + j.state().wire()));
    // What a trip that was completed has booked is no more ours to undo.
    booked.stream().filter(id -> trip != null && id.equals(trip.id()) && !completed).forEach(id -> left.add("booking of " + id));
    if (watched()) {
      left.add("watch");
    }
    jobs(ErasureJobKind.owner(TENANT, USER)).stream().filter(j -> requested(j.key())).forEach(j -> left.add("whose data it was"));
    return left;
  }

  boolean requested(JobKey job) {
    try {
      return table.request(job).length > 0;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Override
  public ErasureWorld copy() {
    ErasureWorld copy = new ErasureWorld(table.copy(), watches.copy(), new TreeSet<>(booked));
    copy.now = now;
    copy.ticks = ticks;
    copy.trip = trip;
    copy.erasure = erasure;
    copy.keys = keys;
    copy.back = back;
    copy.completed = completed;
    copy.tornOut = tornOut;
    copy.running = running;
    return copy;
  }

  @Override
  public Object image() {
    return List.of(table.contents(), watches.contents(), booked, now, keys, back, completed, tornOut);
  }

  @Override
  public void changed() {
    tornOut |= running.stream().anyMatch(j -> table.read(j).isEmpty() || !requested(j));
    completed |= trip != null && table.read(trip).filter(j -> j.state() == JobState.COMPLETED).isPresent();
    back |= trip != null && jobs(USER).stream().anyMatch(j -> !j.key().equals(trip));
    running = jobs(USER).stream().filter(j -> !j.state().terminal()).map(Job::key).toList();
  }
}
