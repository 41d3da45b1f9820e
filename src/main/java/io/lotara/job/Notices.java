package io.lotara.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which changes of a job are told, and to whom. */
final class Notices {
  private Notices() {}

  /**
   * The notices that a change owes.
   *
   * @param logged length of the log before it
   * @param due when they are sent again
   */
  static List<FollowUp.Notice> of(Job job, int logged, Instant due) {
    List<FollowUp.Notice> notices = new ArrayList<>();
    for (Subscription subscription : job.policy().subscriptions()) {
      for (int i = logged; i < job.log().size(); i++) {
        if (told(job, i, subscription)) {
          notices.add(new FollowUp.Notice(job.key(), subscription.subscriber(), Integer.toString(i + 1), due, 0));
        }
      }
    }
    return notices;
  }

  private static boolean told(Job job, int index, Subscription subscription) {
    return switch (job.log().get(index).type()) {
      case COMPLETE, CANCELLED, ERROR -> true;
      case APPROVAL_REQUIRED -> !subscription.endOnly();
      // That a job came about is news only when nobody asked for it.
      case STATE -> index == 0 && job.mode() == Mode.PROACTIVE && !subscription.endOnly();
      case TASK_START, TASK_COMPLETE, OUTPUT, VALIDATION, APPROVAL_REMINDER -> false;
    };
  }
}
