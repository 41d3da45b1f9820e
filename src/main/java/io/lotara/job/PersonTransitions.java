package io.lotara.job;


/** What people say. */
final class PersonTransitions {
  /** Why a job was cancelled in favour of a change of it. */
  private static final String SUPERSEDED = "superseded";

  private PersonTransitions() {}

  static Decision decided(Draft draft, JobEvent.Decided event) {
    Job job = draft.before;
    Approval approval = job.approval();
    if (approval == null || !approval.required()) {
      return new Decision.Refused(job, Decision.Reason.NOT_AWAITING_APPROVAL);
    }
    String instead = job.lineage().committedBy();
    if (instead != null && Approval.CANCELLED.equals(approval.decision())) {
      return new Decision.Refused(job, Decision.Reason.SUPERSEDED, instead);
    }
    if (event.planHash() != null && !event.planHash().equals(approval.planHash())) {
      return new Decision.Refused(job, Decision.Reason.PLAN_CHANGED);
    }
    String word = event.approved() ? Approval.APPROVED : Approval.REJECTED;
    if (approval.decision() != null) {
      return word.equals(approval.decision())
          ? new Decision.Unchanged(job)
          : new Decision.Refused(job, Decision.Reason.ALREADY_DECIDED);
    }
    if (job.state() != JobState.WAITING_APPROVAL) {
      return new Decision.Refused(job, Decision.Reason.NOT_AWAITING_APPROVAL);
    }
    if (!draft.now.isBefore(approval.expiresAt())) {
      return new Decision.Refused(job, Decision.Reason.ALREADY_DECIDED);
    }
    draft.approval = approval.decided(word, draft.now, event.notes());
    draft.beforeDeadline = true;
    if (event.approved()) {
      draft.enter(JobState.EXECUTING);
      draft.release();
    } else {
      draft.cancel("rejected");
    }
    return draft.next();
  }

  static Decision answered(Draft draft, JobEvent.Answered event) {
    Job job = draft.before;
    boolean open = job.state() == JobState.WAITING_INPUT && draft.now.isBefore(job.question().expiresAt());
    if (!open) {
      return new Decision.Refused(job, Decision.Reason.NOT_AWAITING_ANSWER);
    }
    draft.answers++;
    draft.answer = event.answer();
    draft.question = null;
    draft.approval = null;
    // What was found for another understanding of the request is of no use: every step that ran, runs anew.
    draft.tasks.replaceAll((id, task) -> task.startedAt() == null ? task : task.anew());
    draft.owed.clear();
    draft.enter(JobState.PLANNING);
    draft.release();
    return draft.next();
  }

  /** The latest change counts; ids are in the order of their making. It may be told at any time, after the end too. */
  static Decision revised(Draft draft, JobEvent.Revised event) {
    Lineage known = draft.before.lineage();
    if (known.revisedBy() != null && known.revisedBy().compareTo(event.by()) >= 0) {
      return new Decision.Unchanged(draft.before);
    }
    draft.lineage = known.revisedBy(event.by());
    return draft.next();
  }

  /** A job that waits for its approval ends; one that is approved stays, and so does what is booked. It may be told after the end too. */
  static Decision superseded(Draft draft, JobEvent.Superseded event) {
    Job job = draft.before;
    String known = job.lineage().committedBy();
    if (event.by().equals(known)) {
      return new Decision.Unchanged(job);
    }
    boolean waits = job.state() == JobState.WAITING_APPROVAL;
    boolean free = known == null ? waits || CommitOnce.leaves(job, event.since()) : known.equals(event.after());
    if (!free) {
      return new Decision.Refused(job, Decision.Reason.SUPERSEDED, known == null ? job.key().id() : known);
    }
    draft.lineage = job.lineage().committedBy(event.by());
    if (waits) {
      draft.approval = draft.approval.decided(Approval.CANCELLED, draft.now, null);
      draft.cancel(SUPERSEDED);
    }
    return draft.next();
  }

  static Decision cancelled(Draft draft, JobEvent.CancelRequested event) {
    Job job = draft.before;
    if (job.state().terminal()) {
      return new Decision.Unchanged(job);
    }
    if (draft.approval != null && draft.approval.open()) {
      draft.approval = draft.approval.decided(Approval.CANCELLED, draft.now, null);
    }
    draft.cancel(event.reason());
    return draft.next();
  }

  static Decision pinned(Draft draft, JobEvent.Pinned event) {
    Job job = draft.before;
    if (!job.state().terminal()) {
      return new Decision.Refused(job, Decision.Reason.NOT_OVER);
    }
    if (job.pinned() == event.on()) {
      return new Decision.Unchanged(job);
    }
    draft.pinned = event.on();
    return draft.next();
  }
}
