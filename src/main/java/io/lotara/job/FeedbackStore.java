package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What travellers thought of a job. */
public interface FeedbackStore {

  /** Keeps feedback; one for the same job is replaced. May be called more than once. */
  void put(JobKey job, Feedback feedback);

  /** The feedback of a job. */
  Optional<Feedback> get(JobKey job);

  /**
   * Feedback.
   *
   * @param rating 1 to 5
   * @param comment up to 1,000 characters, or null
   * @param helpfulAspects up to 20 of up to 200 characters
   * @param improvementAreas likewise
   * @param at when it was given
   */
  record Feedback(
      int rating, @Nullable String comment, List<String> helpfulAspects, List<String> improvementAreas, Instant at) {}
}
