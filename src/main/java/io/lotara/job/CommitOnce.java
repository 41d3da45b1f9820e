package io.lotara.job;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Of a job and all its changes one is committed. The item of the first of them says which: it is approved itself, or names the change that
 * is committed in its place. Both are conditional writes of that one item, so of any number who try one wins. Who was committed and then
 * failed or was cancelled leaves the place to the others; so does one that had completed before the change was asked for, when nothing of it
 * is booked.
 */
@Singleton
public class CommitOnce {
  private static final int TRIES = 20;

  /** Changes of changes that are looked at, at the most. */
  private static final int MOST = 50;

  private final JobStore store;
  private final Transitions transitions;

  public CommitOnce(JobStore store, Transitions transitions) {
    this.store = store;
    this.transitions = transitions;
  }

  /** Whether this job leaves the place to one that was made then. */
  static boolean leaves(Job job, Instant made) {
    return switch (job.state()) {
      case FAILED, CANCELLED -> true;
      case COMPLETED -> !made.isBefore(job.completedAt().truncatedTo(ChronoUnit.MILLIS)) && !booked(job);
      default -> false;
    };
  }

  private static boolean booked(Job job) {
    return job.effects().values().stream().anyMatch(e -> e.state().undoable() || e.state() == EffectState.NEEDS_RECONCILE);
  }

  /**
   * Takes the place for a job that is about to be committed. The first of the line is cancelled when it waits for its approval. May be called
   * more than once: the job that has the place keeps it.
   *
   * @return the job that has the place, when it is another one
   * @throws JobStore.Unavailable when it is not known who has it
   */
  public Optional<String> take(Job job) {
    if (job.lineage().first() == null) {
      // Its own writes decide.
      return Optional.empty();
    }
    JobKey first = new JobKey(job.key().tenant(), job.lineage().first());
    for (int i = 0; i < TRIES; i++) {
      Optional<Job> read = store.read(first);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      String holder = read.get().lineage().committedBy();
      if (job.key().id().equals(holder)) {
        return Optional.empty();
      }
      Optional<Job> other = holder == null ? Optional.empty() : store.read(new JobKey(first.tenant(), holder));
      if (other.isPresent() && !leaves(other.get(), job.createdAt())) {
        return Optional.of(holder);
      }
      Decision decision = transitions.apply(first, new JobEvent.Superseded(job.key().id(), holder, job.createdAt())).orElse(null);
      if (!(decision instanceof Decision.Refused refused)) {
        return Optional.empty();
      }
      if (refused.job().lineage().committedBy() == null) {
        return Optional.of(first.id());
      }
      // Another change came first: look at that one.
    }
    throw new JobStore.Unavailable("the changes of job " + first.id() + " are committed by too many at once", null);
  }

  /** Cancels the others of the line that still wait for an approval which they cannot get any more. */
  public void dismissOthers(Job committed) {
    for (Job other : line(committed)) {
      if (!other.key().equals(committed.key()) && other.state() == JobState.WAITING_APPROVAL) {
        transitions.apply(other.key(), new JobEvent.Superseded(committed.key().id(), other.lineage().committedBy(), committed.createdAt()));
      }
    }
  }

  /** The job, what it is a change of, and the latest changes of these. Others of the line may be left out: nothing names them. */
  public List<Job> line(Job job) {
    Map<String, Job> line = new LinkedHashMap<>();
    line.put(job.key().id(), job);
    Deque<Job> open = new ArrayDeque<>(List.of(job));
    while (!open.isEmpty() && line.size() < MOST) {
      Lineage next = open.poll().lineage();
      Stream.of(next.revises(), next.revisedBy(), next.first(), next.committedBy())
          .filter(Objects::nonNull)
          .filter(id -> !line.containsKey(id))
          .distinct()
          .toList()
          .forEach(
              id ->
                  store
                      .read(new JobKey(job.key().tenant(), id))
                      .ifPresent(
                          found -> {
                            line.put(id, found);
                            open.add(found);
                          }));
    }
    return List.copyOf(line.values());
  }
}
