package io.lotara.job;

import java.time.Instant;
import java.util.Optional;

/** What must still go out after the end of jobs. Created by {@link JobStore#write}. */
public interface FollowUps {

  /** The compensation that is due for a job, read consistently. */
  Optional<FollowUp.Compensation> compensation(JobKey job);

  /**
   * Puts it off and counts the try, on condition that it was not put off since it was read.
   *
   * @return false when somebody else has it
   */
  boolean postpone(FollowUp.Compensation read, Instant until);

  /** Removes what is done, unless it was put off or made anew since it was read: then it stays. May be called more than once. */
  void remove(FollowUp.Compensation done);
}
