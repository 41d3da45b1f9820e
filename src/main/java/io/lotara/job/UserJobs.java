package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.util.List;

/** The jobs of a user. The list may lag behind a creation by moments; each job in it is read consistently. */
public interface UserJobs {
  /** Most jobs on a page. */
  int MOST = 100;

  /**
   * A page of a user's jobs, newest first.
   *
   * @param after where the page before ended, or null for the first
   * @param limit 1 to {@link #MOST}
   * @throws JobStore.Unavailable when the store throttles or cannot be reached
   */
  Page page(String tenant, String userId, @Nullable String after, int limit);

  /**
   * A page.
   *
   * @param next where it ended; null on the last one
   */
  record Page(List<Job> jobs, @Nullable String next) {
    public Page {
      jobs = List.copyOf(jobs);
    }
  }

  /** Where a job stands in the list: texts in the order of creation, of those made in one millisecond in that of their ids. */
  static String place(Job job) {
    return "%013d#%s".formatted(job.createdAt().toEpochMilli(), job.key().id());
  }
}
