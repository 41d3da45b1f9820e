package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What workers tell. */
final class StepTransitions {
  private StepTransitions() {}

  static Decision claimed(Draft draft, JobEvent.Claimed event) {
    Job job = draft.before;
    if (job.state().terminal()) {
      return new Decision.Refused(job, Decision.Reason.TERMINAL);
    }
    Task task = job.tasks().get(event.step());
    boolean mine =
        job.state().active()
            && task != null
            && task.revision() == event.revision()
            && job.owed().containsKey(event.step())
            && !leased(task, draft.now);
    if (!mine) {
      return new Decision.Refused(job, Decision.Reason.NOT_YOURS);
    }
    if (task.attempt() >= draft.timing.maxAttempts()) {
      draft.giveUp(event.step(), exhausted(event.step(), task));
      return draft.next();
    }
    draft.enter(stateWhileRunning(draft, event.step()));
    if (task.startedAt() == null) {
      draft.log(LogEntry.Type.TASK_START, event.step());
    }
    Instant lease = draft.now.plus(draft.timing.lease());
    draft.tasks.put(event.step(), task.claimed(draft.now, lease));
    draft.owed.put(event.step(), lease);
    return draft.next();
  }

  private static JobState stateWhileRunning(Draft draft, String step) {
    return draft.before.plan().step(step).role() == Role.INTAKE ? JobState.PLANNING : JobState.EXECUTING;
  }

  static boolean leased(Task task, Instant now) {
    return task.state() == TaskState.RUNNING && task.leaseUntil() != null && task.leaseUntil().isAfter(now);
  }

  static JobError exhausted(String step, Task task) {
    String last = task.error() == null ? "it never answered in time" : task.error();
    return new JobError(
        "ATTEMPTS_EXHAUSTED",
        "The step '%s' was tried %d times without success: %s".formatted(step, task.attempt(), last),
        step,
        task.attempt(),
        null);
  }

  static Decision done(Draft draft, JobEvent.StepDone event) {
    Decision refusal = refuseUnlessOwned(draft.before, event.step(), event.revision(), event.attempt());
    if (refusal != null) {
      return refusal;
    }
    StepFacts facts = event.facts();
    draft.effects.putAll(facts.effects());
    if (facts.bill() != null) {
      return facts.repriced() ? repriced(draft, event) : reviewed(draft, event);
    }
    end(draft, event);
    onward(draft);
    return draft.next();
  }

  private static void end(Draft draft, JobEvent.StepDone event) {
    draft.end(event.step(), TaskState.COMPLETED, event.facts().confidence(), null);
    logOutputs(draft, event);
  }

  private static void logOutputs(Draft draft, JobEvent.StepDone event) {
    String revision = Integer.toString(event.revision());
    event.facts().keys().forEach(key -> draft.log(LogEntry.Type.OUTPUT, key, event.step(), revision));
    if (event.facts().validated()) {
      draft.log(LogEntry.Type.VALIDATION, event.step(), revision);
    }
  }

  private static void onward(Draft draft) {
    boolean understood =
        draft.before.plan().steps().stream()
            .filter(s -> s.role() == Role.INTAKE)
            .allMatch(s -> draft.tasks.get(s.id()).state().ended());
    if (understood && draft.state == JobState.PLANNING) {
      draft.enter(JobState.EXECUTING);
    }
    if (draft.state.active()) {
      draft.release();
    }
  }

  private static Decision reviewed(Draft draft, JobEvent.StepDone event) {
    end(draft, event);
    assess(draft, event.facts(), null);
    if (draft.approval.open()) {
      ask(draft);
    } else {
      onward(draft);
    }
    return draft.next();
  }

  /** The re-check found other prices than were shown: the step runs anew, after a person's word where one is needed. */
  private static Decision repriced(Draft draft, JobEvent.StepDone event) {
    Approval shown = draft.approval;
    if (draft.approvalRounds >= Timing.MAX_ROUNDS) {
      draft.giveUp(
          event.step(),
          new JobError(
              "PRICE_UNSTABLE",
              "The price rose again after each approval; please plan again.",
              event.step(),
              event.attempt(),
              null));
      return draft.next();
    }
    draft.tasks.put(event.step(), draft.tasks.get(event.step()).anew());
    draft.owed.remove(event.step());
    draft.approvalRounds++;
    if (draft.effects.values().stream().anyMatch(e -> e.state().undoable())) {
      // Another attempt has begun to book what was approved: that stands, and the step runs anew to see it through.
      onward(draft);
      return draft.next();
    }
    logOutputs(draft, event);
    assess(draft, event.facts(), shown);
    if (draft.approval.open()) {
      ask(draft);
    } else {
      onward(draft);
    }
    return draft.next();
  }

  private static void assess(Draft draft, StepFacts facts, @Nullable Approval shown) {
    Bill bill = facts.bill();
    Policy policy = draft.before.policy();
    BigDecimal total = bill.total();
    List<String> reasons = new ArrayList<>();
    if (bill.totalForThreshold().compareTo(policy.threshold()) > 0) {
      reasons.add("cost_over_threshold");
    }
    if (bill.budget() != null && total.compareTo(bill.budget()) > 0) {
      reasons.add("over_budget");
    }
    if (shown != null && shown.required() && policy.dearer(total, shown.total())) {
      reasons.add("price_changed");
    }
    boolean required = !reasons.isEmpty();
    draft.approval =
        new Approval(
            required,
            reasons,
            total,
            bill.currency(),
            policy.threshold(),
            policy.currency(),
            facts.planHash() == null ? "" : facts.planHash(),
            required ? draft.now.plus(policy.approvalTime()) : null,
            null,
            null,
            null);
  }

  private static void ask(Draft draft) {
    Approval approval = draft.approval;
    draft.enter(JobState.WAITING_APPROVAL);
    draft.log(
        LogEntry.Type.APPROVAL_REQUIRED,
        approval.total().toPlainString(),
        approval.currency(),
        approval.threshold().toPlainString(),
        approval.thresholdCurrency(),
        approval.planHash(),
        approval.expiresAt().toString(),
        String.join(",", approval.reasons()));
  }

  static Decision asks(Draft draft, JobEvent.StepAsks event) {
    Decision refusal = refuseUnlessOwned(draft.before, event.step(), event.revision(), event.attempt());
    if (refusal != null) {
      return refusal;
    }
    if (draft.answers >= Timing.MAX_ROUNDS) {
      draft.giveUp(
          event.step(),
          new JobError(
              "NOT_UNDERSTOOD",
              "After %d answers it is still not clear: %s".formatted(draft.answers, event.text()),
              event.step(),
              event.attempt(),
              null));
      return draft.next();
    }
    draft.tasks.put(event.step(), draft.tasks.get(event.step()).again(null));
    draft.owed.clear();
    draft.question =
        new Question(event.field(), event.text(), event.options(), draft.now.plus(draft.timing.questionTime()));
    draft.enter(JobState.WAITING_INPUT);
    return draft.next();
  }

  static Decision failed(Draft draft, JobEvent.StepFailed event) {
    Decision refusal = refuseUnlessOwned(draft.before, event.step(), event.revision(), event.attempt());
    if (refusal != null) {
      return refusal;
    }
    if (event.retryable() && event.attempt() < draft.timing.maxAttempts()) {
      draft.tasks.put(event.step(), draft.tasks.get(event.step()).again(event.message()));
      draft.owe(event.step(), draft.now.plus(event.after()).plus(draft.timing.resendAfter()));
    } else {
      draft.giveUp(
          event.step(), new JobError(event.code(), event.message(), event.step(), event.attempt(), event.details()));
    }
    return draft.next();
  }

  /** A result counts only from the attempt that owns the step now. */
  static @Nullable Decision refuseUnlessOwned(Job job, String step, int revision, int attempt) {
    if (job.state().terminal()) {
      return new Decision.Refused(job, Decision.Reason.TERMINAL);
    }
    Task task = job.tasks().get(step);
    boolean owned =
        task != null && task.state() == TaskState.RUNNING && task.revision() == revision && task.attempt() == attempt;
    return owned ? null : new Decision.Refused(job, Decision.Reason.NOT_YOURS);
  }
}
