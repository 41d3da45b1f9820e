package io.lotara.chat;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * What a conversation is about at the moment. It is what a later turn's "it" means.
 *
 * @param jobId the trip that is spoken of, or null
 * @param shownHash names the plan of that trip that was last shown here for approval, or null
 * @param asked the question that was asked last and is still open, or null
 * @param jobs every trip that was begun here, the oldest first, up to {@link #MOST_JOBS}
 * @param turn number of the turn whose answer showed the plan or asked the question; null until that answer is kept
 */
@Serdeable
public record Focus(@Nullable String jobId, @Nullable String shownHash, @Nullable Asked asked, List<String> jobs, @Nullable Integer turn) {
  static final int MOST_JOBS = 50;

  /** Nothing yet. */
  public static final Focus NONE = new Focus(null, null, null, List.of(), null);

  public Focus {
    jobs = List.copyOf(jobs);
  }

  /**
   * A question that was asked.
   *
   * @param about what the answer is for: the name of the rule that asked
   * @param words everything that was said for it so far
   * @param times how often it was asked
   */
  @Serdeable
  public record Asked(String about, String words, int times) {}

  /** Another trip is spoken of from now on. */
  public Focus on(String job) {
    List<String> all = new java.util.ArrayList<>(jobs);
    if (!all.contains(job)) {
      all.add(job);
    }
    return new Focus(job, null, null, all.size() > MOST_JOBS ? all.subList(all.size() - MOST_JOBS, all.size()) : all, null);
  }

  /** A plan of the trip was shown and can be approved. */
  public Focus shown(String planHash) {
    return new Focus(jobId, planHash, null, jobs, null);
  }

  /** A question was asked; a "yes" is an answer to it, and no longer to a plan that was shown before. */
  public Focus asks(String about, String words) {
    boolean again = asked != null && asked.about().equals(about);
    return new Focus(jobId, null, new Asked(about, words, again ? asked.times() + 1 : 1), jobs, null);
  }

  /** No question is open. */
  public Focus settled() {
    return asked == null ? this : new Focus(jobId, null, null, jobs, null);
  }

  /** The same once the answer of that turn is kept. */
  Focus in(int number) {
    return turn != null || shownHash == null && asked == null ? this : new Focus(jobId, shownHash, asked, jobs, number);
  }
}
