package io.lotara.job;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives everything that belongs to a job the time at which the job goes, or none when it is pinned. It is owed as a notice, made with the change
 * that makes it needed; so it is done in the end, wherever somebody dies.
 */
@Singleton
public class KeepParts implements Subscriber {
  static final String NAME = "keeping";

  private static final Logger LOG = LoggerFactory.getLogger(KeepParts.class);
  private static final int TRIES = 10;

  private final JobStore store;
  private final JobRetention retention;
  private final JobReducer reducer;
  private final Clock clock;

  public KeepParts(JobStore store, JobRetention retention, JobReducer reducer, Clock clock) {
    this.store = store;
    this.retention = retention;
    this.reducer = reducer;
    this.clock = clock;
  }

  /** The notice of a change; each version has its own, so that no earlier one can take it for done. */
  static FollowUp.Notice owed(Job changed, Instant due) {
    return new FollowUp.Notice(changed.key(), NAME, "v" + changed.version(), due, 0);
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Nobody wants it of a job: it is owed by what happens. */
  @Override
  public Optional<Subscription> wants(String tenant, JobRequest request) {
    return Optional.empty();
  }

  @Override
  public Told tell(FollowUp.Notice notice) {
    Job job = store.read(notice.job()).orElse(null);
    if (job == null || job.completedAt() == null) {
      return new Told.Done();
    }
    // A worker whose lease runs may be writing an output still.
    Duration quiet = Duration.between(clock.instant(), job.completedAt().plus(reducer.timing().lease()));
    if (quiet.isPositive()) {
      return new Told.Later(quiet.plusSeconds(1));
    }
    settle(notice.job());
    return new Told.Done();
  }

  /**
   * Does it now, for a job that is over. May be called more than once, and by several at once: whoever is last has looked at the job after its
   * last write.
   *
   * @throws JobStore.Unavailable when something may be left
   */
  public void settle(JobKey key) {
    Job before = store.read(key).orElse(null);
    for (int i = 0; i < TRIES && before != null && before.completedAt() != null; i++) {
      retention.expire(key, reducer.lifetimes().ofPart(before));
      Job after = store.read(key).orElse(null);
      if (after == null || after.pinned() == before.pinned()) {
        return;
      }
      LOG.debug("job {} was pinned or unpinned meanwhile", key.id());
      before = after;
    }
  }

  /** After something was written that belongs to {@code read}: does it now, if the job was pinned or ended since it was read. */
  public void settleIfChanged(Job read) {
    store
        .read(read.key())
        .filter(now -> now.pinned() != read.pinned() || now.state().terminal() != read.state().terminal())
        .ifPresent(now -> settle(now.key()));
  }
}
