package io.lotara.job.model;

import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.Role;
import io.lotara.job.StepSpec;
import io.lotara.job.Task;
import io.lotara.job.TaskState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a mutant changes about the reducer: what it is shown, what it is told, and what is kept of its answer. */
final class Alteration {
  private final Scope scope;
  private final Mutant mutant;

  Alteration(Scope scope, Mutant mutant) {
    this.scope = scope;
    this.mutant = mutant;
  }

  /** The job as it is stored. */
  Job store(Job next) {
    if (mutant == Mutant.NO_OWED_SET && !next.state().terminal()) {
      return Canonical.withOwed(next, Map.of(), rest(Canonical.withOwed(next, Map.of(), null)));
    }
    return next;
  }

  /** The job without entries for steps whose messages have been sent. */
  Job sent(Job job, int send) {
    Map<String, Instant> owed = new LinkedHashMap<>(job.owed());
    for (int step = 0; step < scope.plan().steps().size(); step++) {
      if ((send & 1 << step) != 0) {
        owed.remove(scope.step(step).id());
      }
    }
    return Canonical.withOwed(job, owed, job.state().terminal() ? null : rest(Canonical.withOwed(job, owed, null)));
  }

  private static Instant rest(Job job) {
    return switch (job.state()) {
      case WAITING_APPROVAL -> job.approval().expiresAt();
      case WAITING_INPUT -> job.question().expiresAt();
      default -> job.owed().values().stream().min(Instant::compareTo).orElse(job.deadline());
    };
  }

  /** The job as the reducer is shown it. */
  Job read(Job job, JobEvent event) {
    return switch (mutant) {
      case NO_OWED_SET, SENDER_CLEARS_OWED -> event instanceof JobEvent.Swept ? job : believed(job);
      case NO_LEASE_CHECK ->
          event instanceof JobEvent.StepDone d
              ? running(job, d.step())
              : event instanceof JobEvent.StepFailed f ? running(job, f.step()) : job;
      case CLAIM_DESPITE_LEASE -> event instanceof JobEvent.Claimed c ? unleased(job, c.step()) : job;
      default -> job;
    };
  }

  /** Without an owed set whoever has a message believes it, if the step is not somebody's already. */
  private Job believed(Job job) {
    if (!job.state().active()) {
      return job;
    }
    Map<String, Instant> owed = new LinkedHashMap<>(job.owed());
    for (StepSpec spec : scope.plan().steps()) {
      Task task = job.task(spec.id());
      boolean open = task.state() == TaskState.PENDING || task.state() == TaskState.RUNNING;
      boolean ready = spec.after().stream().allMatch(id -> job.task(id).state().ended());
      boolean asked =
          spec.role() != Role.EXECUTION
              || job.approval() == null
              || !job.approval().required()
              || job.approval().decision() != null;
      if (open && ready && asked) {
        owed.putIfAbsent(spec.id(), Canonical.NOW.plus(Scope.TICK));
      }
    }
    return Canonical.withOwed(job, owed, job.dueAt());
  }

  private static Job running(Job job, String step) {
    Task t = job.task(step);
    if (t.state() != TaskState.PENDING || t.attempt() == 0) {
      return job;
    }
    return with(job, step, new Task(TaskState.RUNNING, t.revision(), t.attempt(), Canonical.NOW, t.startedAt(), null, null, null));
  }

  private static Job unleased(Job job, String step) {
    Task t = job.task(step);
    if (t.state() != TaskState.RUNNING) {
      return job;
    }
    return with(job, step, new Task(t.state(), t.revision(), t.attempt(), Canonical.NOW, t.startedAt(), null, null, null));
  }

  private static Job with(Job job, String step, Task task) {
    Map<String, Task> tasks = new LinkedHashMap<>(job.tasks());
    tasks.put(step, task);
    return Canonical.withTasks(job, tasks);
  }

  /** What the reducer is told. */
  JobEvent event(Job job, JobEvent event) {
    if (mutant != Mutant.NO_LEASE_CHECK) {
      return event;
    }
    return switch (event) {
      case JobEvent.StepDone d ->
          new JobEvent.StepDone(d.step(), d.revision(), job.task(d.step()).attempt(), d.facts());
      case JobEvent.StepFailed f ->
          new JobEvent.StepFailed(
              f.step(),
              f.revision(),
              job.task(f.step()).attempt(),
              f.code(),
              f.message(),
              f.details(),
              f.retryable(),
              f.after());
      default -> event;
    };
  }

  /** Ticks until a compensation is due. */
  int undoIn(Event event, int ticks) {
    boolean forgets =
        mutant == Mutant.UNDONE_AT_ONCE
            || mutant == Mutant.DEAD_LETTER_FORGETS_LEASE && event.kind() == Event.Kind.DEAD_LETTER;
    return forgets ? 0 : ticks;
  }
}
