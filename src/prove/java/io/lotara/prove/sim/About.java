package io.lotara.prove.sim;

import io.lotara.job.Decision;
import io.lotara.job.FollowUp;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The jobs that a call of a port is about. */
final class About {
  private About() {}

  /** None for a call that is about no job, or about all of them, as a query of what is due. */
  static Set<JobKey> of(Object[] arguments) {
    Set<JobKey> jobs = new HashSet<>();
    for (Object argument : arguments == null ? new Object[0] : arguments) {
      switch (argument) {
        case JobKey key -> jobs.add(key);
        case Job job -> jobs.add(job.key());
        case Decision.Next next -> jobs.add(next.job().key());
        case FollowUp due -> jobs.add(due.job());
        case List<?> several -> jobs.addAll(of(several.toArray()));
        case null, default -> {}
      }
    }
    return jobs;
  }
}
