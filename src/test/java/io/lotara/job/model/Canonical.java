package io.lotara.job.model;

import io.lotara.job.Approval;
import io.lotara.job.Job;
import io.lotara.job.JobError;
import io.lotara.job.JobState;
import io.lotara.job.LogEntry;
import io.lotara.job.LogEntry.Type;
import io.lotara.job.Question;
import io.lotara.job.Task;
import io.lotara.job.TaskState;
import io.micronaut.core.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One job for all that behave alike. Times are relative to {@link #NOW}; what is past is now, what is far is {@link Scope#FAR} away. */
final class Canonical {
  static final Instant NOW = Instant.EPOCH.plus(Duration.ofDays(1000));
  private static final Instant FAR = NOW.plus(Scope.TICK.multipliedBy(Scope.FAR));
  private static final Instant HALFWAY = NOW.plus(Scope.TICK.multipliedBy(Scope.FAR / 2));
  private static final Task STOPPED = new Task(TaskState.SKIPPED, 1, 1, null, null, NOW, null, null);
  private static final JobError ERROR = new JobError("X", "x", null, 0, null);

  private Canonical() {}

  static Job of(Job job) {
    return shifted(job, Duration.ZERO);
  }

  /** The job as it looks when {@code passed} has passed. */
  static Job shifted(Job job, Duration passed) {
    Map<String, Task> tasks = new LinkedHashMap<>();
    boolean stopped = job.state() == JobState.FAILED || job.state() == JobState.CANCELLED;
    job.tasks().forEach((id, task) -> tasks.put(id, stopped ? STOPPED : task(task, passed)));
    Map<String, Instant> owed = new LinkedHashMap<>();
    // In the plan's order: in which order entries came into the set is of no account.
    job.tasks().keySet().stream()
        .filter(job.owed()::containsKey)
        .forEach(id -> owed.put(id, at(job.owed().get(id), passed)));
    return build(job, tasks, owed, passed);
  }

  /** The job with other tasks. */
  static Job withTasks(Job job, Map<String, Task> tasks) {
    return build(job, tasks, job.owed(), Duration.ZERO);
  }

  /** The job with another owed set and another time at which it is due. */
  static Job withOwed(Job job, Map<String, Instant> owed, @Nullable Instant dueAt) {
    return copy(job, job.version(), owed, dueAt);
  }

  static Job withVersion(Job job, long version) {
    return copy(job, version, job.owed(), job.dueAt());
  }

  private static Job copy(Job job, long version, Map<String, Instant> owed, @Nullable Instant dueAt) {
    return new Job(
        job.key(),
        job.kind(),
        job.userId(),
        job.mode(),
        job.plan(),
        job.policy(),
        job.state(),
        version,
        job.createdAt(),
        job.updatedAt(),
        job.completedAt(),
        job.deadline(),
        job.tasks(),
        owed,
        job.approval(),
        job.approvalRounds(),
        job.question(),
        job.answers(),
        job.effects(),
        job.log(),
        job.error(),
        job.lineage(),
        dueAt,
        job.pinned());
  }

  private static Job build(Job job, Map<String, Task> tasks, Map<String, Instant> owed, Duration passed) {
    boolean over = job.state().terminal();
    return new Job(
        job.key(),
        job.kind(),
        job.userId(),
        job.mode(),
        job.plan(),
        job.policy(),
        job.state(),
        1,
        NOW,
        NOW,
        over ? NOW : null,
        job.state().active() ? at(job.deadline(), passed) : NOW,
        tasks,
        owed,
        job.approval() == null ? null : approval(job.approval(), passed),
        job.approvalRounds(),
        job.question() == null
            ? null
            : new Question(null, "?", List.of(), at(job.question().expiresAt(), passed)),
        job.answers(),
        job.effects(),
        log(job),
        job.state() == JobState.FAILED ? ERROR : null,
        job.lineage(),
        job.dueAt() == null ? null : at(job.dueAt(), passed),
        job.pinned());
  }

  private static Instant at(Instant time, Duration passed) {
    if (time.isAfter(HALFWAY)) {
      return FAR;
    }
    Instant shifted = time.minus(passed);
    return shifted.isBefore(NOW) ? NOW : shifted;
  }

  private static Task task(Task t, Duration passed) {
    Instant started = t.startedAt() == null ? null : NOW;
    return switch (t.state()) {
      case PENDING -> new Task(t.state(), t.revision(), t.attempt(), null, started, null, null, null);
      case RUNNING ->
          new Task(t.state(), t.revision(), t.attempt(), at(t.leaseUntil(), passed), started, null, null, null);
      case COMPLETED -> new Task(t.state(), t.revision(), 1, null, started, NOW, t.confidence(), null);
      case FAILED, SKIPPED -> new Task(t.state(), t.revision(), 1, null, started, NOW, null, null);
    };
  }

  private static Approval approval(Approval a, Duration passed) {
    return new Approval(
        a.required(),
        a.reasons(),
        a.total(),
        a.currency(),
        a.threshold(),
        a.thresholdCurrency(),
        a.planHash(),
        a.expiresAt() == null ? null : a.decision() == null ? at(a.expiresAt(), passed) : NOW,
        a.decision(),
        a.decidedAt() == null ? null : NOW,
        null);
  }

  /** What later decisions look at: which steps were said to have started and ended; or the end. */
  private static List<LogEntry> log(Job job) {
    if (job.state().terminal()) {
      LogEntry last = job.log().getLast();
      return List.of(new LogEntry(last.type(), NOW, last.type() == Type.CANCELLED ? last.args() : List.of()));
    }
    Stream<LogEntry> steps =
        job.log().stream()
            .filter(e -> e.type() == Type.TASK_START || e.type() == Type.TASK_COMPLETE)
            .map(e -> new LogEntry(e.type(), NOW, List.of(e.args().getFirst())))
            .sorted(Comparator.comparing(LogEntry::type).thenComparing(e -> e.args().getFirst()));
    boolean reminded = job.state() == JobState.WAITING_APPROVAL && job.log().getLast().type() == Type.APPROVAL_REMINDER;
    return Stream.concat(steps, reminded ? Stream.of(new LogEntry(Type.APPROVAL_REMINDER, NOW, List.of())) : Stream.of()).toList();
  }

  /** Whether every step that the older log has told of is told of by the newer one. */
  static boolean tells(Job newer, Job older) {
    List<LogEntry> steps = older.log().stream().filter(e -> e.type() != Type.APPROVAL_REMINDER).toList();
    return newer.state().terminal() || newer.log().containsAll(steps);
  }

  /** Whether a task is at its last attempt, or beyond, and has not ended. */
  static boolean spent(Task task, int maxAttempts) {
    return task.attempt() >= maxAttempts
        && (task.state() == TaskState.PENDING || task.state() == TaskState.RUNNING);
  }
}
