package io.lotara.job;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what is owed to be told. */
@Singleton
public class TellNotice {
  private static final Logger LOG = LoggerFactory.getLogger(TellNotice.class);

  /** What is to be tried again sooner than this is sent at once, to be delivered then; the sweeper comes once a minute. */
  private static final Duration SOON = Duration.ofMinutes(15);

  private final FollowUps followUps;
  private final List<Subscriber> subscribers;
  private final NoticeQueue queue;
  private final JobReducer reducer;
  private final Clock clock;

  public TellNotice(
      FollowUps followUps, List<Subscriber> subscribers, NoticeQueue queue, JobReducer reducer, Clock clock) {
    this.followUps = followUps;
    this.subscribers = subscribers;
    this.queue = queue;
    this.reducer = reducer;
    this.clock = clock;
  }

  /**
   * Takes a message. May be called more than once with the same one, and late: a notice that is owed no more is left alone.
   *
   * @param sent the notice as it was sent; only its identity counts
   * @throws JobStore.Unavailable when the message should be delivered again
   * @throws IllegalArgumentException when nobody of that name tells anything
   */
  public void run(FollowUp.Notice sent) {
    FollowUp.Notice notice = followUps.notice(sent.job(), sent.subscriber(), sent.about()).orElse(null);
    if (notice == null) {
      return;
    }
    Subscriber subscriber =
        subscribers.stream()
            .filter(s -> s.name().equals(notice.subscriber()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("nobody is called " + notice.subscriber()));
    switch (subscriber.tell(notice)) {
      case Subscriber.Told.Done done -> followUps.remove(notice);
      case Subscriber.Told.Later later -> again(notice, later.after());
      case Subscriber.Told.Kept kept -> LOG.debug("notice {} of job {} is kept", notice.about(), notice.job().id());
    }
  }

  private void again(FollowUp.Notice notice, Duration after) {
    boolean soon = after.compareTo(SOON) <= 0;
    // What is sent now is due only when it should have arrived.
    Instant due = clock.instant().plus(after).plus(soon ? reducer.timing().resendAfter() : Duration.ZERO);
    if (followUps.postpone(notice, due) && soon) {
      queue.send(List.of(notice), after);
    }
  }
}
