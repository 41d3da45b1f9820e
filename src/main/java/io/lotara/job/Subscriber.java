package io.lotara.job;

import java.time.Duration;
import java.util.Optional;

/** One who tells somebody outside of what becomes of jobs. The class is its own registration. */
public interface Subscriber {

  /** Stable name, kept in each job: lower-case letters. */
  String name();

  /**
   * Whether a job that is about to be accepted is to be told of. Asked in the request, so it must be quick.
   */
  Optional<Subscription> wants(String tenant, JobRequest request);

  /**
   * Tells a notice. May be called more than once and at the same time with the same one: whoever is told must be able to see by its identity
   * that it is the same.
   *
   * @throws JobStore.Unavailable when it should be tried again
   */
  Told tell(FollowUp.Notice notice);

  /**
   * What a notice of feedback is about; empty when nobody wants to know. Called for jobs of which this subscriber tells.
   *
   * @return a name for the notice, which is told like any other
   */
  default Optional<String> feedback(Job job, FeedbackStore.Feedback feedback) {
    return Optional.empty();
  }

  /**
   * Takes back what was told of a job that is about to be erased, or owes it at the erasure. May be called more than once.
   *
   * @param erasure the job that erases
   */
  default void takeBack(JobKey erasure, Job job) {}

  /** What became of a notice. */
  sealed interface Told {
    /** It was told, or there is nothing to tell: it is owed no more. */
    record Done() implements Told {}

    /** It could not be told and stays owed. */
    record Later(Duration after) implements Told {}

    /** The subscriber has written down itself what became of it. */
    record Kept() implements Told {}
  }
}
