package io.lotara.job;

import java.time.Instant;
import java.util.Optional;

/** What must still go out after changes of jobs. Created by {@link JobStore#create} and {@link JobStore#write}. */
public interface FollowUps {

  /** The compensation that is due for a job, read consistently. */
  Optional<FollowUp.Compensation> compensation(JobKey job);

  /** A notice that is still owed, read consistently. */
  Optional<FollowUp.Notice> notice(JobKey job, String subscriber, String about);

  /** Owes a notice outside of a job's change, unless one of the same identity is there. May be called more than once. */
  void owe(FollowUp.Notice notice);

  /**
   * Puts it off and counts the try, on condition that it was not put off since it was read.
   *
   * @return false when somebody else has it
   */
  boolean postpone(FollowUp read, Instant until);

  /** Removes what is done, unless it was put off or made anew since it was read: then it stays. May be called more than once. */
  void remove(FollowUp done);
}
