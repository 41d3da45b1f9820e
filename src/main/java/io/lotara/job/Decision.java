package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.util.List;
import java.util.Set;

/** What an event means for a job. */
public sealed interface Decision {

  /**
   * The job moves on.
   *
   * @param job as it is to be written; its version is one more
   * @param send steps whose messages should go out now; losing them loses time only, they are owed
   * @param followUps what must go out after the change, to be created in the same transaction
   * @param answer an answer to be stored in the same transaction, or null
   * @param beforeDeadline whether the write is only good while the approval's time has not run out
   */
  record Next(
      Job job, Set<String> send, List<FollowUp> followUps, @Nullable Answer answer, boolean beforeDeadline)
      implements Decision {
    public Next {
      followUps = List.copyOf(followUps);
    }

    /** What must be told. */
    public List<FollowUp.Notice> notices() {
      return followUps.stream()
          .filter(FollowUp.Notice.class::isInstance)
          .map(FollowUp.Notice.class::cast)
          .toList();
    }
  }

  /** Nothing to do: it has happened already, or there is nothing due. */
  record Unchanged(Job job) implements Decision {}

  /**
   * The event cannot be taken.
   *
   * @param by id of the other job that stands against it, or null
   */
  record Refused(Job job, Reason reason, @Nullable String by) implements Decision {
    Refused(Job job, Reason reason) {
      this(job, reason, null);
    }
  }

  /** Why an event was refused. */
  enum Reason {
    /** The step is somebody else's, or done, or of another revision: drop the message. */
    NOT_YOURS,
    /** The job is over. */
    TERMINAL,
    /** No decision is due and none was taken. */
    NOT_AWAITING_APPROVAL,
    /** Another decision has won. */
    ALREADY_DECIDED,
    /** Of the job and its changes another one is committed. */
    SUPERSEDED,
    /** The plan is not the one that was shown. */
    PLAN_CHANGED,
    /** No question is open. */
    NOT_AWAITING_ANSWER,
    /** The job is not over yet. */
    NOT_OVER
  }

  /** A step of the job. */
  static Next of(Job job, List<String> send) {
    return new Next(job, Set.copyOf(send), List.of(), null, false);
  }
}
