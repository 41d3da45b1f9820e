package io.lotara.job.model;

import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.Job;
import io.lotara.job.JobState;
import io.lotara.job.Task;
import io.lotara.job.model.Event.Kind;
import io.lotara.job.model.Event.Known;
import io.micronaut.core.annotation.Nullable;
import java.util.List;

/** Everything that can happen next in a world. */
final class Moves {
  private final Scope scope;
  private final Mutant mutant;
  private final Jobs jobs;
  private final Writes writes;
  private final WorkerMoves workers;

  Moves(Scope scope, Mutant mutant, Jobs jobs) {
    this.scope = scope;
    this.mutant = mutant;
    this.jobs = jobs;
    this.writes = new Writes(scope, mutant, jobs);
    this.workers = new WorkerMoves(scope, mutant, jobs, writes);
  }

  World start() {
    int messages = 0;
    for (int step = 0; step < scope.plan().steps().size(); step++) {
      messages |= scope.step(step).after().isEmpty() ? World.message(step, 1) : 0;
    }
    return new World(jobs.start(), messages, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  void from(World world, Sink sink) {
    Sink relevant =
        new Sink() {
          @Override
          public void next(int label, boolean helps, World next) {
            sink.next(label, helps, relevant(next));
          }

          @Override
          public void breaks(int label, Property property, String detail) {
            sink.breaks(label, property, detail);
          }
        };
    tick(world, relevant);
    messages(world, relevant);
    for (int i = 0; i < world.workerCount(); i++) {
      workers.moves(world, i, relevant);
    }
    people(world, relevant);
    sweeps(world, relevant);
    undo(world, relevant);
    Telling.moves(world, mutant, relevant);
    underWay(world, relevant);
  }

  /** Forgets messages that can do nothing any more. */
  private World relevant(World world) {
    Job job = jobs.job(world.job());
    int kept = 0;
    for (int step = 0; step < scope.plan().steps().size() && !job.state().terminal(); step++) {
      Task task = job.task(scope.step(step).id());
      if (!task.state().ended()) {
        kept |= world.messages() & World.message(step, task.revision());
      }
    }
    if (world.followUp() != 0) {
      kept |= world.messages() & World.UNDO_MESSAGE;
    }
    return kept == world.messages() ? world : world.withMessages(kept);
  }

  private void tick(World world, Sink sink) {
    int followUp = Math.max(world.followUp() - 1, Math.min(world.followUp(), 1));
    World later = world.workersLater().withJob(jobs.later(world.job())).withPending(writes.later(world));
    sink.next(
        Move.TICK.label(0, 0),
        true,
        new World(
            later.job(),
            later.messages(),
            later.outputs(),
            later.workers(),
            later.undo(),
            followUp,
            later.ledger(),
            later.pending(),
            later.counter(),
            later.notices()));
  }

  private void messages(World world, Sink sink) {
    Job job = jobs.job(world.job());
    for (int step = 0; step < scope.plan().steps().size(); step++) {
      int revision = job.task(scope.step(step).id()).revision();
      int message = World.message(step, revision);
      if ((world.messages() & message) == 0) {
        continue;
      }
      sink.next(Move.DROP.label(step, 0), false, world.withMessages(world.messages() & ~message));
      if (world.workerCount() < scope.workers()) {
        other(world, new Event(Kind.CLAIM, step, revision, 0, 0, Known.NOTHING, 0), Move.DELIVER, true, sink);
      }
      if (scope.deadLetters()) {
        other(world, new Event(Kind.DEAD_LETTER, step, revision, 0, 0, Known.NOTHING, 0), Move.SET_ASIDE, false, sink);
      }
    }
    if ((world.messages() & World.UNDO_MESSAGE) != 0) {
      int without = world.messages() & ~World.UNDO_MESSAGE;
      sink.next(Move.UNDO_DROP.label(0, 0), false, world.withMessages(without));
    }
  }

  private void people(World world, Sink sink) {
    JobState state = jobs.job(world.job()).state();
    // Nobody is asked where jobs are kept: there a person decides unasked.
    if (state == JobState.WAITING_APPROVAL || scope.kept()) {
      other(world, Event.of(Kind.APPROVE), Move.APPROVE, true, sink);
      other(world, Event.of(Kind.REJECT), Move.REJECT, false, sink);
    }
    if (state == JobState.WAITING_INPUT) {
      other(world, Event.of(Kind.ANSWER), Move.ANSWER, true, sink);
    }
    if (scope.kept()) {
      other(world, Event.of(Kind.PIN), Move.PIN, false, sink);
      other(world, Event.of(Kind.UNPIN), Move.UNPIN, false, sink);
      other(world, Event.of(Kind.REVISE), Move.REVISE, false, sink);
      other(world, Event.of(Kind.SUPERSEDE), Move.SUPERSEDE, false, sink);
    }
    if (scope.cancels()) {
      other(world, Event.of(Kind.CANCEL), Move.CANCEL, false, sink);
    }
  }

  private void sweeps(World world, Sink sink) {
    Job job = jobs.job(world.job());
    if (job.dueAt() != null && !job.dueAt().isAfter(Canonical.NOW)) {
      other(world, Event.of(Kind.SWEEP), Move.SWEEP, true, sink);
    }
    if (world.followUp() == 1) {
      World next = world.withFollowUp(2).withMessages(world.messages() | World.UNDO_MESSAGE);
      sink.next(Move.SWEEP_UNDO.label(0, 0), true, next);
    }
  }

  /** A write by somebody who is no worker. */
  private void other(World world, Event event, Move move, boolean helps, Sink sink) {
    Outcome outcome = jobs.ask(world.job(), event);
    if (outcome.writes()) {
      arrived(world, outcome, move.label(event.step(), 0), helps, sink);
      writes.begin(world, outcome, -1, sink);
    }
  }

  private void arrived(World world, Outcome outcome, int label, boolean helps, Sink sink) {
    Writes.Broken broken = writes.breaks(world, outcome);
    if (broken != null) {
      sink.breaks(label, broken.property(), broken.detail());
      return;
    }
    for (World applied : writes.applied(world, outcome)) {
      if (Event.kind(outcome.event()) == Kind.CLAIM) {
        int step = Event.step(outcome.event());
        sink.next(label, helps, WorkerMoves.claimed(applied, jobs.job(outcome.job()), scope.step(step).id(), step));
      } else {
        sink.next(label, helps, applied);
      }
    }
  }

  /** The write that was decided some time ago. */
  private void underWay(World world, Sink sink) {
    if (world.pending() == 0) {
      return;
    }
    Outcome outcome = writes.pending(world);
    int kind = Writes.kind(outcome);
    sink.next(Move.NEVER_ARRIVES.label(kind, 0), true, Writes.forgotten(world));
    if (!writes.taken(world, outcome)) {
      return;
    }
    World alone = world.withPending(0);
    int busy = -1;
    for (int i = 0; i < alone.workerCount(); i++) {
      busy = alone.worker(i).busy() ? i : busy;
    }
    boolean claim = Event.kind(outcome.event()) == Kind.CLAIM;
    if (busy >= 0) {
      workers.arrived(alone, outcome, busy, Move.COMMIT, false, new Relabelled(sink, Move.COMMIT.label(kind, 0)));
    } else if (!claim || alone.workerCount() < scope.workers()) {
      arrived(alone, outcome, Move.COMMIT.label(kind, 0), false, sink);
    }
  }

  /** What a write under way leads to is told by what was under way. */
  private record Relabelled(Sink sink, int label) implements Sink {
    @Override
    public void next(int own, boolean helps, World world) {
      sink.next(label, helps, world);
    }

    @Override
    public void breaks(int own, Property property, String detail) {
      sink.breaks(label, property, detail);
    }
  }

  private void undo(World world, Sink sink) {
    if (world.undo() == 0) {
      if ((world.messages() & World.UNDO_MESSAGE) != 0) {
        sink.next(Move.UNDO_READ.label(0, 0), true, undoRead(world));
      }
      return;
    }
    sink.next(Move.UNDO_CRASH.label(0, 0), true, world.withUndo(0));
    boolean readIt = world.undoReadIt();
    int revision = world.undoRevision();
    boolean booked = world.undoSawBooked();
    switch (world.undoPhase()) {
      case 1 -> {
        World called = undone(world, revision, booked);
        sink.next(Move.UNDO_CALL.label(0, 0), true, called.withUndo(World.undo(2, readIt, booked, revision)));
      }
      case 2 -> {
        boolean unknown = !scope.keyed() && !booked;
        Event event = new Event(unknown ? Kind.SETTLE_UNKNOWN : Kind.SETTLE_UNDONE, 0, 0, 0, 0, Known.NOTHING, revision);
        Outcome outcome = jobs.ask(world.job(), event);
        List<World> told = outcome.writes() ? writes.applied(world, outcome) : List.of(world);
        told.forEach(
            w ->
                sink.next(
                    Move.UNDO_TELL.label(0, 0), true, w.withUndo(World.undo(3, w.undoReadIt(), booked, revision))));
      }
      case 3 ->
          sink.next(
              Move.UNDO_SEE.label(0, 0),
              true,
              world.withUndo(undoable(world) == null ? World.undo(4, readIt, booked, revision) : 0));
      case 4 -> {
        boolean removes = readIt || mutant == Mutant.UNDO_REMOVED_UNREAD;
        World done = removes ? world.withFollowUp(0) : world;
        sink.next(Move.UNDO_REMOVE.label(0, 0), true, done.withUndo(0));
      }
      default -> throw new IllegalStateException("phase " + world.undoPhase());
    }
  }

  private World undoRead(World world) {
    Effect effect = undoable(world);
    if (effect == null) {
      return world.withUndo(World.undo(3, true, false, 0));
    }
    int revision = effect.key().charAt(1) - '0';
    return world.withUndo(World.undo(1, true, effect.state() == EffectState.BOOKED, revision));
  }

  private @Nullable Effect undoable(World world) {
    Effect effect = jobs.job(world.job()).effects().get(Event.ITEM);
    return effect != null && effect.state().undoable() ? effect : null;
  }

  /** With a key what was booked under it is found and undone; without, only what is known to be booked. */
  private World undone(World world, int revision, boolean sawBooked) {
    if (scope.keyed()) {
      return world.unbook(revision, mutant != Mutant.NO_EFFECT_KEY);
    }
    return sawBooked ? world.unbook(revision, false) : world;
  }
}
