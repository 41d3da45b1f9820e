package io.lotara.job;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after what is overdue: sends again what was owed and not taken up, ends what has lapsed. */
@Singleton
public class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  /** How long a compensation that was sent has before it is sent again. */
  private static final Duration COMPENSATION_TIME = Duration.ofSeconds(45);

  /** How long a notice that was sent has before it is sent again, the first time; then twice as long each time, up to an hour. */
  private static final Duration NOTICE_TIME = Duration.ofSeconds(45);

  private static final Duration NOTICE_TIME_AT_MOST = Duration.ofHours(1);

  /** Some three weeks; after so many tries it is given up. */
  private static final int MAX_NOTICE_ATTEMPTS = 500;

  private final JobStore store;
  private final FollowUps followUps;
  private final Transitions transitions;
  private final WorkQueue queue;
  private final NoticeQueue notices;
  private final Clock clock;

  public Sweep(
      JobStore store, FollowUps followUps, Transitions transitions, WorkQueue queue, NoticeQueue notices, Clock clock) {
    this.store = store;
    this.followUps = followUps;
    this.transitions = transitions;
    this.queue = queue;
    this.notices = notices;
    this.clock = clock;
  }

  /**
   * What a sweep did.
   *
   * @param looked entries found due in the index
   * @param failed entries that could not be looked after and are due still
   */
  public record Swept(int looked, int failed) {}

  /**
   * One sweep over every shard. May be called more than once and by several at once.
   *
   * @param stopAt when to leave the rest to the next sweep
   */
  public Swept sweep(Instant stopAt) {
    int looked = 0;
    int failed = 0;
    for (int shard = 0; shard < store.shards(); shard++) {
      String cursor = null;
      do {
        JobStore.DuePage page = store.due(shard, clock.instant(), cursor);
        for (JobStore.Due due : page.entries()) {
          if (!clock.instant().isBefore(stopAt)) {
            return new Swept(looked, failed);
          }
          looked++;
          failed += JobLog.during(due.job(), () -> lookAfter(due)) ? 0 : 1;
        }
        cursor = page.next();
      } while (cursor != null);
    }
    return new Swept(looked, failed);
  }

  /**
   * How many jobs and follow-ups should have been looked after long ago and were not: up to a page of each shard. None, unless sweeps fail
   * or do not keep up.
   *
   * @param late how long ago they were due at the least
   */
  public int stuck(Duration late) {
    Instant then = clock.instant().minus(late);
    int stuck = 0;
    for (int shard = 0; shard < store.shards(); shard++) {
      stuck += store.due(shard, then, null).entries().size();
    }
    return stuck;
  }

  /** One entry that cannot be looked after must not keep the others waiting. */
  private boolean lookAfter(JobStore.Due due) {
    try {
      switch (due) {
        case JobStore.Due.OfJob job -> transitions.apply(job.job(), new JobEvent.Swept());
        case JobStore.Due.OfCompensation job -> compensate(job.job());
        case JobStore.Due.OfNotice notice -> tell(notice);
      }
      return true;
    } catch (RuntimeException e) {
      LOG.warn("job {} could not be looked after", due.job().id(), e);
      return false;
    }
  }

  private void compensate(JobKey key) {
    followUps
        .compensation(key)
        .filter(c -> !clock.instant().isBefore(c.dueAt()))
        .filter(c -> followUps.postpone(c, clock.instant().plus(COMPENSATION_TIME)))
        .ifPresent(
            c ->
                queue.send(
                    List.of(new WorkMessage(key.tenant(), key.id(), WorkMessage.COMPENSATION, 1)), Duration.ZERO));
  }

  private void tell(JobStore.Due.OfNotice due) {
    FollowUp.Notice notice =
        followUps
            .notice(due.job(), due.subscriber(), due.about())
            .filter(n -> !clock.instant().isBefore(n.dueAt()))
            .orElse(null);
    if (notice == null) {
      return;
    }
    if (notice.attempts() >= MAX_NOTICE_ATTEMPTS) {
      LOG.error("a notice of job {} to {} is given up after {} tries", due.job().id(), due.subscriber(), notice.attempts());
      followUps.remove(notice);
      return;
    }
    Duration wait = NOTICE_TIME.multipliedBy(1L << Math.min(10, notice.attempts()));
    Duration time = wait.compareTo(NOTICE_TIME_AT_MOST) > 0 ? NOTICE_TIME_AT_MOST : wait;
    if (followUps.postpone(notice, clock.instant().plus(time))) {
      notices.send(List.of(notice), Duration.ZERO);
    }
  }
}
