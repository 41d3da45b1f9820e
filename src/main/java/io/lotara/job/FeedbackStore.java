package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** What travellers thought of a job. */
public interface FeedbackStore {

  /** Most on a page. */
  int MOST = 100;

  /**
   * Keeps feedback; one for the same job is replaced. May be called more than once.
   *
   * @param until when it goes, as {@link Lifetimes#ofPart} says; null for never
   */
  void put(Job job, Feedback feedback, @Nullable Instant until);

  /** The feedback of a job. */
  Optional<Feedback> get(JobKey job);

  /**
   * A tenant's feedback on the jobs that were made in a month (UTC), in the order in which they were made.
   *
   * @param after where the page before ended, or null for the first
   * @param limit 1 to {@link #MOST}
   */
  Listing given(String tenant, YearMonth month, @Nullable String after, int limit);

  /**
   * A page.
   *
   * @param next where it ended, as {@link UserJobs#place} writes it; null on the last one
   */
  record Listing(List<Given> given, @Nullable String next) {
    public Listing {
      given = List.copyOf(given);
    }
  }

  /** What was thought of a job. */
  record Given(JobKey job, Feedback feedback) {}

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
