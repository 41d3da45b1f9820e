package io.lotara.job.model;

import io.lotara.job.Invariant;
import io.lotara.job.Job;
import io.lotara.job.JobState;
import io.lotara.job.Role;
import io.lotara.job.Task;
import io.lotara.job.TaskState;
import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a decision gets into the store: at once, or later, or never; and what goes with it. */
final class Writes {
  private final Scope scope;
  private final Mutant mutant;
  private final Jobs jobs;
  private final Alteration alteration;
  private final List<Outcome> pending = new ArrayList<>();
  private final Map<Outcome, Integer> numbers = new HashMap<>();

  Writes(Scope scope, Mutant mutant, Jobs jobs) {
    this.scope = scope;
    this.mutant = mutant;
    this.jobs = jobs;
    this.alteration = new Alteration(scope, mutant);
  }

  /** What a write would break. */
  record Broken(Property property, String detail) {}

  private int number(Outcome outcome) {
    return numbers.computeIfAbsent(
        outcome,
        o -> {
          pending.add(o);
          return pending.size();
        });
  }

  Outcome pending(World world) {
    return pending.get(world.pending() - 1);
  }

  /** The write under way a tick later. */
  int later(World world) {
    if (world.pending() == 0) {
      return 0;
    }
    Outcome o = pending(world);
    int undoIn = o.undoIn() > 0 ? o.undoIn() - 1 : o.undoIn();
    return number(new Outcome(o.event(), jobs.later(o.job()), o.send(), undoIn, o.told(), o.guarded(), o.reason(), o.broken()));
  }

  /**
   * Puts a write on its way: what is decided now arrives later.
   *
   * @param actor index of the worker whose write it is, or -1
   */
  void begin(World world, Outcome outcome, int actor, Sink sink) {
    if (world.pending() != 0 || !scope.late()) {
      return;
    }
    World waiting = actor < 0 ? world : world.withWorker(actor, world.worker(actor).busy(true));
    World begun = mutant == Mutant.NOTICE_BEFORE_THE_WRITE ? Telling.owed(waiting, outcome.told(), mutant) : waiting;
    sink.next(Move.BEGIN.label(kind(outcome), 0), false, begun.withPending(number(outcome)));
  }

  static int kind(Outcome outcome) {
    return Event.kind(outcome.event()).ordinal();
  }

  /** Whether the store takes the write that is under way. */
  boolean taken(World world, Outcome outcome) {
    boolean open = Jobs.undecided(jobs.job(world.job()));
    return !outcome.guarded() || open || mutant == Mutant.DEADLINE_OUTSIDE_CONDITION;
  }

  /** What an applied write would break, or null. */
  @Nullable Broken breaks(World world, Outcome outcome) {
    if (outcome.broken() != null) {
      return new Broken(Property.INVARIANT, outcome.broken().name());
    }
    Job stored = jobs.job(world.job());
    Job next = jobs.job(outcome.job());
    boolean may =
        switch (Event.kind(outcome.event())) {
          case SETTLE_BOOKED, SETTLE_UNDONE, SETTLE_UNKNOWN, PIN, UNPIN, REVISE, SUPERSEDE -> true;
          default -> false;
        };
    if (stored.state().terminal() && (!may || stored.state() != next.state())) {
      return new Broken(Property.END_IS_FINAL, stored.state() + " becomes " + next.state());
    }
    if (!Canonical.tells(next, stored)) {
      return new Broken(Property.NOTHING_IS_UNTOLD, stored.log() + " becomes " + next.log());
    }
    boolean decides = Event.kind(outcome.event()) == Event.Kind.APPROVE;
    if (decides && !Jobs.undecided(stored)) {
      return new Broken(Property.APPROVED_IN_TIME, "approved when " + stored.approval());
    }
    return null;
  }

  /** The world after a write, without what its writer does next. */
  List<World> applied(World world, Outcome outcome) {
    World next = world.withJob(outcome.job());
    Job job = jobs.job(outcome.job());
    int messages = world.messages();
    for (int step = 0; step < scope.plan().steps().size(); step++) {
      if ((outcome.send() & 1 << step) != 0) {
        messages |= World.message(step, job.task(scope.step(step).id()).revision());
      }
    }
    next = next.withMessages(messages);
    if (mutant == Mutant.SENDER_CLEARS_OWED && outcome.send() != 0) {
      next = next.withJob(jobs.number(alteration.sent(job, outcome.send())));
    }
    if (world.pending() != 0 && mutant != Mutant.NO_VERSION) {
      next = forgotten(next);
    }
    if (outcome.undoIn() < 0) {
      return told(next, outcome);
    }
    World owed = next.withFollowUp(outcome.undoIn() + 1);
    List<World> worlds = new ArrayList<>(told(owed, outcome));
    if (mutant == Mutant.UNDO_AFTER_THE_WRITE) {
      worlds.addAll(told(next, outcome));
    }
    return worlds;
  }

  private List<World> told(World world, Outcome outcome) {
    World owed = Telling.owed(world, outcome.told(), mutant);
    return mutant == Mutant.NOTICE_AFTER_THE_WRITE ? List.of(owed, world) : List.of(owed);
  }

  /** The store has another version now: the write under way fails, and who sent it is where it was. */
  static World forgotten(World world) {
    World next = world.withPending(0);
    for (int i = 0; i < next.workerCount(); i++) {
      if (next.worker(i).busy()) {
        return next.withWorker(i, next.worker(i).busy(false));
      }
    }
    return next;
  }

  /** In the mutant that counts, each result of a search counts, however often it comes. */
  World counted(World world, int step, int label, Sink sink) {
    if (mutant != Mutant.COUNTER_FOR_MAP || scope.step(step).role() != Role.WORK || world.counter() >= 2) {
      return world;
    }
    World next = world.withCounter(world.counter() + 1);
    Job job = jobs.job(next.job());
    boolean searched = next.counter() == 2 && job.state() == JobState.EXECUTING;
    if (!searched || job.owed().containsKey("review") || job.task("review").state() != TaskState.PENDING) {
      return next;
    }
    Map<String, Instant> owed = new LinkedHashMap<>(job.owed());
    owed.put("review", Canonical.NOW.plus(Scope.TICK));
    Job counted = Canonical.withOwed(job, owed, job.dueAt());
    if (Invariant.broken(job, version(counted)).isPresent()) {
      sink.breaks(label, Property.INVARIANT, Invariant.broken(job, version(counted)).orElseThrow().name());
    }
    return next.withJob(jobs.number(counted));
  }

  private static Job version(Job job) {
    return Canonical.withVersion(job, job.version() + 1);
  }

  /**
   * The world after a step has ended: its output is held against what the job was told, and from then on it is the first attempt's.
   */
  World settled(World world, int step, int label, Sink sink) {
    String id = scope.step(step).id();
    Task task = jobs.job(world.job()).task(id);
    if (task.state() != TaskState.COMPLETED) {
      return world;
    }
    int stored = world.output(step, task.revision());
    if (task.confidence() != stored) {
      sink.breaks(label, Property.WHAT_WAS_TOLD_IS_KEPT, id + ": told " + task.confidence() + ", stored " + stored);
    }
    return world
        .withJob(jobs.settled(world.job(), id))
        .store(step, task.revision(), Output.bits(Output.kind(stored), 1));
  }
}
