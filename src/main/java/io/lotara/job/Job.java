package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job: one item, always whole. Values only; {@link JobReducer} alone says how one becomes the next.
 *
 * @param key tenant and id
 * @param kind which {@link JobKind} it is
 * @param userId whose it is
 * @param mode who began it
 * @param plan its steps, as they were when it was accepted
 * @param policy what was agreed when it was accepted
 * @param state where it stands
 * @param version 1 for the first write, one more for each after it
 * @param createdAt when it was accepted
 * @param updatedAt last write
 * @param completedAt when it became final, or null
 * @param deadline when it fails unless it rests before
 * @param tasks every step of the plan, in its order
 * @param owed steps whose message must reach a worker, and when it is sent again; an entry leaves only in the write that completes the step
 * @param approval or null while no bill is known
 * @param approvalRounds how often a person was asked to approve
 * @param question the open question, or null
 * @param answers how many answers were taken
 * @param effects what was done outside, by item
 * @param log what happened, never trimmed and bounded by the rounds and steps there can be
 * @param error why it failed, or null
 * @param lineage which job it is a change of, and which is a change of it
 * @param dueAt when the sweeper must look at it at the latest; null exactly when it is final
 * @param pinned whether it is kept for good after its end
 */
public record Job(
    JobKey key,
    String kind,
    String userId,
    Mode mode,
    JobPlan plan,
    Policy policy,
    JobState state,
    long version,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant completedAt,
    Instant deadline,
    Map<String, Task> tasks,
    Map<String, Instant> owed,
    @Nullable Approval approval,
    int approvalRounds,
    @Nullable Question question,
    int answers,
    Map<String, Effect> effects,
    List<LogEntry> log,
    @Nullable JobError error,
    Lineage lineage,
    @Nullable Instant dueAt,
    boolean pinned) {

  public Job {
    tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    owed = Collections.unmodifiableMap(new LinkedHashMap<>(owed));
    effects = Collections.unmodifiableMap(new LinkedHashMap<>(effects));
    log = List.copyOf(log);
  }

  /** One that is not pinned. */
  public Job(
      JobKey key,
      String kind,
      String userId,
      Mode mode,
      JobPlan plan,
      Policy policy,
      JobState state,
      long version,
      Instant createdAt,
      Instant updatedAt,
      @Nullable Instant completedAt,
      Instant deadline,
      Map<String, Task> tasks,
      Map<String, Instant> owed,
      @Nullable Approval approval,
      int approvalRounds,
      @Nullable Question question,
      int answers,
      Map<String, Effect> effects,
      List<LogEntry> log,
      @Nullable JobError error,
      Lineage lineage,
      @Nullable Instant dueAt) {
    this(
        key, kind, userId, mode, plan, policy, state, version, createdAt, updatedAt, completedAt, deadline, tasks, owed, approval, approvalRounds,
        question, answers, effects, log, error, lineage, dueAt, false);
  }

  /** The step of that id. */
  public Task task(String step) {
    Task task = tasks.get(step);
    if (task == null) {
      throw new IllegalArgumentException("no step " + step);
    }
    return task;
  }

  /** Steps that have ended, skipped ones included. */
  public int tasksCompleted() {
    return (int) tasks.values().stream().filter(t -> t.state().ended()).count();
  }
}
