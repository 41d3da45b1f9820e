package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A job while one event is applied to it: what the transitions have in common. */
final class Draft {
  final Job before;
  final Instant now;
  final Timing timing;
  final Map<String, Task> tasks;
  final Map<String, Instant> owed;
  final Map<String, Effect> effects;
  final List<LogEntry> log;
  final Set<String> send = new LinkedHashSet<>();
  JobState state;
  Instant deadline;
  @Nullable Instant completedAt;
  @Nullable Approval approval;
  int approvalRounds;
  @Nullable Question question;
  int answers;
  @Nullable JobError error;
  Lineage lineage;
  @Nullable FollowUp.Compensation undo;
  @Nullable Answer answer;
  boolean beforeDeadline;
  boolean pinned;

  /** Until when somebody else than who tells may be calling outside. */
  Instant busyUntil;

  Draft(Job job, Timing timing, Instant now) {
    this.before = job;
    this.now = now;
    this.busyUntil = now;
    this.timing = timing;
    tasks = new LinkedHashMap<>(job.tasks());
    owed = new LinkedHashMap<>(job.owed());
    effects = new LinkedHashMap<>(job.effects());
    log = new ArrayList<>(job.log());
    state = job.state();
    deadline = job.deadline();
    completedAt = job.completedAt();
    approval = job.approval();
    approvalRounds = job.approvalRounds();
    question = job.question();
    answers = job.answers();
    error = job.error();
    pinned = job.pinned();
    lineage = job.lineage();
  }

  void log(LogEntry.Type type, String... args) {
    log.add(LogEntry.of(type, now, args));
  }

  /** Enters a state that is not final; a job that starts to move again has the full time for it. */
  void enter(JobState next) {
    if (state == next) {
      return;
    }
    if (!state.active() && next.active()) {
      deadline = now.plus(timing.activeTime());
    }
    state = next;
    log(LogEntry.Type.STATE, next.wire());
  }

  /** Ends a step and says so once, however often it ran. */
  void end(String step, TaskState how, @Nullable Double confidence, @Nullable String why) {
    Task task = tasks.get(step);
    tasks.put(step, task.ended(how, now, confidence, why));
    owed.remove(step);
    boolean said =
        log.stream().anyMatch(e -> e.type() == LogEntry.Type.TASK_COMPLETE && e.args().getFirst().equals(step));
    if (!said && task.startedAt() != null) {
      log(
          LogEntry.Type.TASK_COMPLETE,
          step,
          how.wire(),
          Integer.toString(task.revision()),
          confidence == null ? "" : Double.toString(confidence));
    }
  }

  /** Owes every step that can run now, or ends the job when there is none left. */
  void release() {
    for (StepSpec spec : before.plan().steps()) {
      Task task = tasks.get(spec.id());
      boolean open = task.state() == TaskState.PENDING || task.state() == TaskState.RUNNING;
      if (open && !owed.containsKey(spec.id()) && ready(spec)) {
        tasks.put(spec.id(), task.again(task.error()));
        owe(spec.id(), now.plus(timing.resendAfter()));
      }
    }
    if (tasks.values().stream().allMatch(t -> t.state().ended())) {
      finish(JobState.COMPLETED);
      log(LogEntry.Type.COMPLETE);
    }
  }

  void owe(String step, Instant again) {
    owed.put(step, again);
    send.add(step);
  }

  /** Whether the approval that is open now was reminded of. */
  boolean reminded() {
    return LogEntry.reminded(log);
  }

  private boolean ready(StepSpec spec) {
    boolean cleared = spec.role() != Role.EXECUTION || approval == null || approval.clears();
    return cleared && spec.after().stream().allMatch(id -> tasks.get(id).state().ended());
  }

  /** A step that cannot end well: an optional one is left out, any other ends the job. */
  void giveUp(String step, JobError why) {
    if (before.plan().step(step).optional()) {
      end(step, TaskState.SKIPPED, null, why.message());
      release();
    } else {
      end(step, TaskState.FAILED, null, why.message());
      fail(why);
    }
  }

  void fail(JobError why) {
    error = why;
    finish(JobState.FAILED);
    log(LogEntry.Type.ERROR, why.message());
  }

  void cancel(String reason) {
    finish(JobState.CANCELLED);
    log(LogEntry.Type.CANCELLED, reason);
  }

  private void finish(JobState last) {
    if (last != JobState.COMPLETED) {
      compensateAfterLeases();
      for (StepSpec spec : before.plan().steps()) {
        TaskState state = tasks.get(spec.id()).state();
        if (state == TaskState.PENDING || state == TaskState.RUNNING) {
          end(spec.id(), TaskState.SKIPPED, null, "the job is " + last.wire());
        }
      }
    }
    owed.clear();
    question = null;
    completedAt = now;
    enter(last);
  }

  /** A worker whose lease runs may be in the middle of a call: nothing is looked up or undone before it has ended. */
  private void compensateAfterLeases() {
    if (effects.values().stream().anyMatch(e -> e.state().undoable())) {
      Instant quiet =
          tasks.values().stream()
              .filter(t -> t.state() == TaskState.RUNNING && t.leaseUntil() != null)
              .map(Task::leaseUntil)
              .filter(busyUntil::isBefore)
              .max(Instant::compareTo)
              .orElse(busyUntil);
      undo = new FollowUp.Compensation(before.key(), quiet, 0);
    }
  }

  Decision.Next next() {
    Job job =
        new Job(
            before.key(),
            before.kind(),
            before.userId(),
            before.mode(),
            before.plan(),
            before.policy(),
            state,
            before.version() + 1,
            before.createdAt(),
            now,
            completedAt,
            deadline,
            tasks,
            owed,
            approval,
            approvalRounds,
            question,
            answers,
            effects,
            log,
            error,
            lineage,
            dueAt(),
            pinned);
    send.retainAll(owed.keySet());
    List<FollowUp> followUps =
        new ArrayList<>(Notices.of(job, before.log().size(), now.plus(timing.resendAfter())));
    if (undo != null) {
      followUps.add(undo);
    }
    if (new Lifetimes(timing).changed(before, job)) {
      followUps.add(KeepParts.owed(job, now.plus(timing.resendAfter())));
    }
    return new Decision.Next(job, Set.copyOf(send), followUps, answer, beforeDeadline);
  }

  /**
   * When the sweeper must look. While the job runs, an earlier time that is already in the index is left alone: moving an index entry costs
   * more than one idle look.
   */
  private @Nullable Instant dueAt() {
    if (state.terminal()) {
      return null;
    }
    Stream<Instant> rest =
        switch (state) {
          case WAITING_APPROVAL ->
              Stream.of(reminded() ? approval.expiresAt() : before.policy().remindAt(approval.expiresAt()));
          case WAITING_INPUT -> Stream.of(question.expiresAt());
          default -> Stream.of(deadline);
        };
    Instant needed = Stream.concat(owed.values().stream(), rest).min(Instant::compareTo).orElseThrow();
    Instant indexed = before.dueAt();
    boolean keep = state.active() && indexed != null && indexed.isAfter(now) && !indexed.isAfter(needed);
    return keep ? indexed : needed;
  }
}
