package io.lotara.job;

import io.lotara.job.LogEntry.Type;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** What must hold of every write of a job, whatever led to it: the job before and the job after. */
public enum Invariant {
  VERSION_COUNTS((before, after) -> after.version() == before.version() + 1),

  /** Ids of events are positions in the log: they stay as they are and have no gaps. */
  LOG_ONLY_GROWS(
      (before, after) ->
          after.log().size() >= before.log().size()
              && after.log().subList(0, before.log().size()).equals(before.log())),

  ONE_START_FOR_EACH_STEP((before, after) -> once(after, Type.TASK_START)),

  ONE_END_FOR_EACH_STEP(
      (before, after) ->
          once(after, Type.TASK_COMPLETE)
              && after.log().stream()
                  .filter(e -> e.type() == Type.TASK_COMPLETE)
                  .allMatch(e -> position(after, Type.TASK_START, e) < after.log().indexOf(e))),

  /** When a job is over, each step that was said to have started was said to have ended. */
  EVERY_START_HAS_ITS_END(
      (before, after) ->
          !after.state().terminal()
              || of(after, Type.TASK_START).allMatch(e -> position(after, Type.TASK_COMPLETE, e) >= 0)),

  /** The end is told once, and last. */
  END_IS_LAST(
      (before, after) -> {
        long ends = after.log().stream().filter(e -> last(e.type())).count();
        return after.state().terminal() ? ends == 1 && last(after.log().getLast().type()) : ends == 0;
      }),

  /** A final job stays as it is, but for whether it is kept and what is a change of it, and, unless it was completed, for its effects. */
  END_IS_FINAL(
      (before, after) ->
          !before.state().terminal()
              || (before.state() == after.state()
                  && before.tasks().equals(after.tasks())
                  && before.log().equals(after.log())
                  && Objects.equals(before.approval(), after.approval())
                  && Objects.equals(before.completedAt(), after.completedAt())
                  && Objects.equals(before.error(), after.error())
                  && (before.state() != JobState.COMPLETED || before.effects().equals(after.effects())))),

  /** Whatever is not final will be looked at. */
  DUE_UNTIL_THE_END((before, after) -> (after.dueAt() == null) == after.state().terminal()),

  END_HAS_ITS_MARKS(
      (before, after) ->
          (after.completedAt() != null) == after.state().terminal()
              && (after.error() != null) == (after.state() == JobState.FAILED)
              && (!after.state().terminal() || after.owed().isEmpty())
              && (after.question() != null) == (after.state() == JobState.WAITING_INPUT)),

  COMPLETED_MEANS_ALL(
      (before, after) ->
          after.state() != JobState.COMPLETED || after.tasks().values().stream().allMatch(t -> t.state().ended())),

  /** Nothing runs, or is about to, before what it waits for has ended. */
  ORDER_IS_KEPT(
      (before, after) ->
          after.plan().steps().stream()
              .filter(s -> !after.state().terminal())
              .filter(s -> after.owed().containsKey(s.id()) || after.task(s.id()).state() == TaskState.RUNNING)
              .flatMap(s -> s.after().stream())
              .allMatch(id -> after.task(id).state().ended())),

  /** A person who must be asked is asked before money is committed. */
  MONEY_NEEDS_A_WORD(
      (before, after) ->
          after.approval() == null
              || after.approval().clears()
              || after.plan().steps().stream()
                  .filter(s -> s.role() == Role.EXECUTION && !after.state().terminal())
                  .noneMatch(
                      s -> after.owed().containsKey(s.id()) || after.task(s.id()).state() == TaskState.RUNNING)),

  /** Whoever is asked is reminded once, while it is still open. */
  ONE_REMINDER_FOR_EACH_QUESTION(
      (before, after) -> {
        int open = 1;
        for (LogEntry entry : after.log()) {
          open += entry.type() == Type.APPROVAL_REQUIRED ? 1 - open : entry.type() == Type.APPROVAL_REMINDER ? -1 : 0;
          if (open < 0) {
            return false;
          }
        }
        boolean reminds = reminders(after) > reminders(before) && !after.state().terminal();
        return !reminds || after.state() == JobState.WAITING_APPROVAL && after.approval().open();
      }),

  /** Whoever is not reminded yet will be, at half time. */
  A_REMINDER_IS_DUE(
      (before, after) ->
          after.state() != JobState.WAITING_APPROVAL
              || LogEntry.reminded(after.log())
              || !after.dueAt().isAfter(after.policy().remindAt(after.approval().expiresAt()))),

  /** What was decided stays decided until another plan is shown. */
  A_DECISION_STANDS(
      (before, after) ->
          before.approval() == null
              || before.approval().decision() == null
              || before.approval().equals(after.approval())
              || (after.approval() == null
                  ? after.answers() > before.answers()
                  : after.approvalRounds() > before.approvalRounds())),

  /** Only a person's word turns a required approval into one. */
  CANCELLED_MEANS_NOT_APPROVED(
      (before, after) ->
          after.log().isEmpty()
              || after.log().getLast().type() != Type.CANCELLED
              || !after.log().getLast().args().getFirst().equals("approval_expired")
              || Approval.EXPIRED.equals(after.approval().decision()));

  private final BiPredicate<Job, Job> rule;

  Invariant(BiPredicate<Job, Job> rule) {
    this.rule = rule;
  }

  /** The first that does not hold. */
  public static Optional<Invariant> broken(Job before, Job after) {
    return Stream.of(values()).filter(i -> !i.rule.test(before, after)).findFirst();
  }

  /** Whether each step that can run in an active job is owed: else only the deadline would move it. */
  public static boolean readyIsOwed(Job job) {
    return !job.state().active()
        || job.plan().steps().stream()
            .filter(s -> !job.task(s.id()).state().ended() && job.task(s.id()).state() != TaskState.FAILED)
            .filter(s -> s.after().stream().allMatch(id -> job.task(id).state().ended()))
            .filter(s -> s.role() != Role.EXECUTION || job.approval() == null || job.approval().clears())
            .allMatch(s -> job.owed().containsKey(s.id()));
  }

  private static boolean last(Type type) {
    return Set.of(Type.COMPLETE, Type.CANCELLED, Type.ERROR).contains(type);
  }

  private static Stream<LogEntry> of(Job job, Type type) {
    return job.log().stream().filter(e -> e.type() == type);
  }

  private static long reminders(Job job) {
    return of(job, Type.APPROVAL_REMINDER).count();
  }

  private static boolean once(Job job, Type type) {
    List<String> steps = of(job, type).map(e -> e.args().getFirst()).toList();
    return Set.copyOf(steps).size() == steps.size();
  }

  /** Where the log says {@code type} of the step that {@code entry} is about. */
  private static int position(Job job, Type type, LogEntry entry) {
    String step = entry.args().getFirst();
    for (int i = 0; i < job.log().size(); i++) {
      LogEntry e = job.log().get(i);
      if (e.type() == type && e.args().getFirst().equals(step)) {
        return i;
      }
    }
    return type == Type.TASK_START ? Integer.MAX_VALUE : -1;
  }
}
