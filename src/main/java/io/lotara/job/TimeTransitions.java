package io.lotara.job;

import java.util.List;

/** What becomes of a job when time passes, or when its message could not be delivered. */
final class TimeTransitions {
  private TimeTransitions() {}

  static Decision swept(Draft draft) {
    Job job = draft.before;
    if (job.state().terminal()) {
      return new Decision.Unchanged(job);
    }
    if (lapsed(draft) || reminds(draft)) {
      return draft.next();
    }
    for (String step : List.copyOf(draft.owed.keySet())) {
      if (!draft.state.terminal() && !draft.now.isBefore(draft.owed.get(step))) {
        sendAgain(draft, step);
      }
    }
    Decision.Next next = draft.next();
    boolean same = next.send().isEmpty() && next.job().owed().equals(job.owed()) && job.dueAt().equals(next.job().dueAt());
    return same ? new Decision.Unchanged(job) : next;
  }

  private static boolean lapsed(Draft draft) {
    Job job = draft.before;
    switch (job.state()) {
      case WAITING_APPROVAL -> {
        if (draft.now.isBefore(job.approval().expiresAt())) {
          return false;
        }
        draft.approval = job.approval().decided(Approval.EXPIRED, draft.now, null);
        draft.cancel("approval_expired");
        return true;
      }
      case WAITING_INPUT -> {
        if (draft.now.isBefore(job.question().expiresAt())) {
          return false;
        }
        draft.cancel("question_unanswered");
        return true;
      }
      default -> {
        if (draft.now.isBefore(job.deadline())) {
          return false;
        }
        draft.fail(
            new JobError(
                "DEADLINE_EXCEEDED",
                "The job did not come to rest within %d minutes.".formatted(draft.timing.activeTime().toMinutes()),
                null,
                0,
                null));
        return true;
      }
    }
  }

  /** Half of the time for an approval is over: the person is reminded, once in each round. */
  private static boolean reminds(Draft draft) {
    Job job = draft.before;
    boolean due =
        job.state() == JobState.WAITING_APPROVAL
            && !draft.reminded()
            && !draft.now.isBefore(job.policy().remindAt(job.approval().expiresAt()));
    if (due) {
      draft.log(LogEntry.Type.APPROVAL_REMINDER);
    }
    return due;
  }

  private static void sendAgain(Draft draft, String step) {
    Task task = draft.tasks.get(step);
    if (task.attempt() >= draft.timing.maxAttempts()) {
      draft.giveUp(step, StepTransitions.exhausted(step, task));
      return;
    }
    draft.tasks.put(step, task.again(task.error()));
    draft.owe(step, draft.now.plus(draft.timing.resendAfter()));
  }

  static Decision deadLettered(Draft draft, JobEvent.DeadLettered event) {
    Job job = draft.before;
    Task task = job.tasks().get(event.step());
    boolean past = task != null && (task.revision() != event.revision() || !job.owed().containsKey(event.step()));
    if (job.state().terminal() || past) {
      return new Decision.Unchanged(job);
    }
    int attempts = task == null ? 0 : task.attempt();
    JobError why = new JobError("DEAD_LETTER", event.reason(), event.step(), attempts, null);
    if (task != null) {
      if (StepTransitions.leased(task, draft.now)) {
        draft.busyUntil = task.leaseUntil();
      }
      draft.end(event.step(), TaskState.FAILED, null, event.reason());
    }
    draft.fail(why);
    return draft.next();
  }
}
