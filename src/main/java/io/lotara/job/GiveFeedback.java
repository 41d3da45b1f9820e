package io.lotara.job;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps what somebody thought of a job, and owes it to those who want to know. */
@Singleton
public class GiveFeedback {
  private final FeedbackStore feedbacks;
  private final FollowUps followUps;
  private final List<Subscriber> subscribers;
  private final NoticeQueue queue;
  private final KeepParts parts;
  private final JobReducer reducer;
  private final Clock clock;

  public GiveFeedback(
      FeedbackStore feedbacks,
      FollowUps followUps,
      List<Subscriber> subscribers,
      NoticeQueue queue,
      KeepParts parts,
      JobReducer reducer,
      Clock clock) {
    this.feedbacks = feedbacks;
    this.followUps = followUps;
    this.subscribers = subscribers;
    this.queue = queue;
    this.parts = parts;
    this.reducer = reducer;
    this.clock = clock;
  }

  /**
   * Keeps feedback; one for the same job is replaced. May be called more than once: who crashed in the middle has not answered, and is asked
   * again.
   *
   * @throws JobStore.Unavailable when it may not have been kept
   */
  public void give(Job job, FeedbackStore.Feedback feedback) {
    feedbacks.put(job, feedback, reducer.lifetimes().ofPart(job));
    parts.settleIfChanged(job);
    Instant due = clock.instant().plus(reducer.timing().resendAfter());
    List<FollowUp.Notice> owed = new ArrayList<>();
    for (Subscription subscription : job.policy().subscriptions()) {
      subscribers.stream()
          .filter(s -> s.name().equals(subscription.subscriber()))
          .flatMap(s -> s.feedback(job, feedback).stream())
          .forEach(about -> owed.add(new FollowUp.Notice(job.key(), subscription.subscriber(), about, due, 0)));
    }
    owed.forEach(followUps::owe);
    if (!owed.isEmpty()) {
      queue.send(owed, Duration.ZERO);
    }
  }
}
