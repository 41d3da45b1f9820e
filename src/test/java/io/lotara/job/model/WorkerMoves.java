package io.lotara.job.model;

import io.lotara.job.Decision;
import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.Job;
import io.lotara.job.Task;
import io.lotara.job.TaskState;
import io.lotara.job.model.Event.Kind;
import io.lotara.job.model.Event.Known;
import io.lotara.job.model.Worker.Phase;

/** What workers do. Between any two of these steps anything else may happen, their death included. */
final class WorkerMoves {
  private final Scope scope;
  private final Mutant mutant;
  private final Jobs jobs;
  private final Writes writes;

  WorkerMoves(Scope scope, Mutant mutant, Jobs jobs, Writes writes) {
    this.scope = scope;
    this.mutant = mutant;
    this.jobs = jobs;
    this.writes = writes;
  }

  void moves(World world, int index, Sink sink) {
    Worker worker = world.worker(index);
    // The function's timeout ends it when its lease is over, if nothing did before.
    sink.next(label(Move.CRASH, worker), worker.lease() == 0, world.withWorker(index, null));
    if (worker.busy()) {
      return;
    }
    switch (worker.phase()) {
      case CLAIMED -> claimed(world, index, worker, sink);
      case READY -> ready(world, index, worker, sink);
      case NOTED -> noted(world, index, worker, sink);
      case CALLED -> called(world, index, worker, sink);
      case OUT -> tell(world, index, worker, sink);
      case FAILING -> fail(world, index, worker, sink);
      case SETTLING -> settle(world, index, worker, sink);
      case NONE -> throw new IllegalStateException("nobody");
    }
  }

  static int label(Move move, Worker worker) {
    return move.label(worker.step(), worker.attempt());
  }

  private Event event(Kind kind, World world, Worker worker) {
    int key = scope.executes(worker.step()) ? key(world) : 0;
    return new Event(kind, worker.step(), worker.revision(), worker.attempt(), 0, Known.NOTHING, key);
  }

  /** The key that was recorded, or else the one that goes with the plan that was shown. */
  private int key(World world) {
    Job job = jobs.job(world.job());
    Effect effect = job.effects().get(Event.ITEM);
    if (effect != null && effect.state() != EffectState.NOT_BOOKED) {
      return effect.key().charAt(1) - '0';
    }
    return job.approval() != null && job.approval().planHash().equals("h2") ? 2 : 1;
  }

  /** What the worker itself knows of its call comes before what the first output says of an earlier one. */
  private Event done(World world, Worker worker) {
    Known stored =
        switch (Output.kind(worker.output())) {
          case BOOKED -> Known.BOOKED;
          case UNKNOWN -> Known.UNKNOWN;
          case REFUSED -> Known.REFUSED;
          default -> Known.NOTHING;
        };
    boolean own = worker.effect() != Known.NOTHING && mutant != Mutant.FIRST_OUTPUT_SPEAKS;
    Event plain = event(Kind.DONE, world, worker);
    return new Event(
        Kind.DONE,
        plain.step(),
        plain.revision(),
        plain.attempt(),
        worker.output(),
        own ? worker.effect() : stored,
        plain.key());
  }

  private void claimed(World world, int index, Worker worker, Sink sink) {
    if (scope.failing().contains(scope.step(worker.step()).id())) {
      fail(world, index, worker, sink);
    }
    if (scope.asks() && worker.step() == 0 && worker.revision() == 1) {
      ask(world, index, worker, sink);
    }
    if (!scope.executes(worker.step())) {
      put(world, index, worker, Output.Kind.FOUND, Move.PUT, sink);
      return;
    }
    int kept = worker.attempt() > 1 ? world.output(worker.step(), worker.revision()) : 0;
    if (kept != 0) {
      sink.next(label(Move.LOOK, worker), true, world.withWorker(index, worker.found(kept)));
      return;
    }
    Effect effect = jobs.job(world.job()).effects().get(Event.ITEM);
    if (effect != null && effect.state() == EffectState.BOOKED) {
      put(world, index, worker.knows(Known.BOOKED), Output.Kind.BOOKED, Move.PUT, sink);
    } else if (effect != null && effect.state() != EffectState.NOT_BOOKED && !scope.keyed()) {
      put(world, index, worker.knows(Known.UNKNOWN), Output.Kind.UNKNOWN, Move.GIVE_UP, sink);
    } else {
      if (effect == null && scope.repriced() && worker.revision() == 1) {
        put(world, index, worker, Output.Kind.REPRICED, Move.REPRICE, sink);
      }
      sink.next(label(Move.LOOK, worker), true, world.withWorker(index, worker.to(Phase.READY)));
    }
  }

  private void ask(World world, int index, Worker worker, Sink sink) {
    Event asks = event(Kind.ASK, world, worker);
    if (jobs.ask(world.job(), asks).writes()) {
      write(world, index, worker, asks, Move.ASK, false, sink);
    }
  }

  private void put(World world, int index, Worker worker, Output.Kind kind, Move move, Sink sink) {
    int mine = Output.bits(kind, worker.attempt());
    int first = world.output(worker.step(), worker.revision());
    int stored = first == 0 || mutant == Mutant.OUTPUT_OVERWRITTEN ? mine : first;
    World next = world.store(worker.step(), worker.revision(), stored);
    sink.next(label(move, worker), true, next.withWorker(index, worker.found(stored)));
  }

  private void ready(World world, int index, Worker worker, Sink sink) {
    if (mutant == Mutant.KEY_NOT_NOTED_FIRST) {
      noted(world, index, worker, sink);
      return;
    }
    Outcome outcome = jobs.ask(world.job(), event(Kind.NOTE, world, worker));
    if (outcome.writes()) {
      write(world, index, worker, event(Kind.NOTE, world, worker), Move.NOTE, true, sink);
    } else {
      // Known already, or somebody else's: then nothing is called.
      boolean ours = outcome.reason() == null;
      sink.next(label(Move.NOTE, worker), true, world.withWorker(index, ours ? worker.to(Phase.NOTED) : null));
    }
  }

  private void noted(World world, int index, Worker worker, Sink sink) {
    if (worker.lease() == 0) {
      return;
    }
    int key = key(world);
    boolean anew = !scope.keyed() || mutant == Mutant.NO_EFFECT_KEY || world.everBooked(key) == 0;
    World booked = anew ? world.book(key) : world;
    sink.next(
        label(Move.CALL, worker), true, booked.withWorker(index, worker.knows(Known.BOOKED).to(Phase.CALLED)));
    if (world.everBooked(key) == 0) {
      Worker refused = worker.knows(Known.REFUSED).to(Phase.CALLED);
      sink.next(label(Move.CALL_REFUSED, worker), false, world.withWorker(index, refused));
    }
    sink.next(label(Move.CALL_UNHEARD, worker), false, booked.withWorker(index, worker.to(Phase.FAILING)));
    sink.next(label(Move.CALL_IN_VAIN, worker), false, world.withWorker(index, worker.to(Phase.FAILING)));
  }

  private void called(World world, int index, Worker worker, Sink sink) {
    if (worker.effect() == Known.REFUSED) {
      put(world, index, worker, Output.Kind.REFUSED, Move.PUT, sink);
      return;
    }
    put(world, index, worker, Output.Kind.BOOKED, Move.PUT, sink);
    if (jobs.ask(world.job(), event(Kind.NOTE_BOOKED, world, worker)).writes()) {
      write(world, index, worker, event(Kind.NOTE_BOOKED, world, worker), Move.NOTE_BOOKED, false, sink);
    }
  }

  private void tell(World world, int index, Worker worker, Sink sink) {
    Event done = done(world, worker);
    Outcome outcome = jobs.ask(world.job(), done);
    if (outcome.writes()) {
      write(world, index, worker, done, Move.TELL, true, sink);
      return;
    }
    int label = label(Move.TELL_TOO_LATE, worker);
    boolean knows = done.effect() == Known.BOOKED || done.effect() == Known.UNKNOWN;
    boolean over = outcome.reason() == Decision.Reason.TERMINAL && knows;
    World told = world.withWorker(index, over ? worker.knows(done.effect()).to(Phase.SETTLING) : null);
    sink.next(label, true, writes.counted(told, worker.step(), label, sink));
  }

  private void fail(World world, int index, Worker worker, Sink sink) {
    Event failed = event(Kind.FAIL, world, worker);
    if (jobs.ask(world.job(), failed).writes()) {
      write(world, index, worker, failed, Move.FAIL, worker.phase() == Phase.FAILING, sink);
    } else if (worker.phase() == Phase.FAILING) {
      sink.next(label(Move.FAIL, worker), true, world.withWorker(index, null));
    }
  }

  private void settle(World world, int index, Worker worker, Sink sink) {
    boolean booked = worker.effect() == Known.BOOKED;
    Event event = event(booked ? Kind.SETTLE_BOOKED : Kind.SETTLE_UNKNOWN, world, worker);
    if (jobs.ask(world.job(), event).writes()) {
      write(world, index, worker, event, Move.SETTLE, true, sink);
    } else {
      sink.next(label(Move.SETTLE, worker), true, world.withWorker(index, null));
    }
  }

  /** A write of a worker: it arrives and the worker goes on; it arrives and the answer is lost; or it is under way. */
  private void write(World world, int index, Worker worker, Event event, Move move, boolean helps, Sink sink) {
    Outcome outcome = jobs.ask(world.job(), event);
    arrived(world, outcome, index, move, helps, sink);
    writes.begin(world, outcome, index, sink);
  }

  /** A write of the worker at {@code index} has been applied. */
  void arrived(World world, Outcome outcome, int index, Move move, boolean helps, Sink sink) {
    Worker worker = world.worker(index).busy(false);
    Kind kind = Event.kind(outcome.event());
    int label = label(move, worker);
    Writes.Broken broken = writes.breaks(world, outcome);
    if (broken != null) {
      sink.breaks(label, broken.property(), broken.detail());
      return;
    }
    for (World applied : writes.applied(world.withWorker(index, worker), outcome)) {
      World next = applied;
      int at = indexOf(next, worker);
      if (kind == Kind.DONE) {
        next = writes.settled(writes.counted(next, worker.step(), label, sink), worker.step(), label, sink);
        sink.next(label(Move.TELL_UNHEARD, worker), false, next);
      } else if (kind == Kind.FAIL) {
        sink.next(label(Move.FAIL_UNHEARD, worker), false, next.withWorker(at, worker.to(Phase.FAILING)));
      } else if (kind == Kind.NOTE) {
        sink.next(label(Move.NOTE_UNHEARD, worker), false, next);
      }
      Worker after =
          switch (kind) {
            case NOTE -> worker.to(Phase.NOTED);
            case NOTE_BOOKED -> worker;
            default -> null;
          };
      sink.next(label, helps, next.withWorker(at, after));
    }
  }

  private static int indexOf(World world, Worker worker) {
    for (int i = 0; i < world.workerCount(); i++) {
      if (world.worker(i).equals(worker)) {
        return i;
      }
    }
    throw new IllegalStateException("the worker is gone");
  }

  /** The worker that a claim makes, or none when the claim ended the step instead. */
  static World claimed(World world, Job job, String id, int step) {
    Task task = job.task(id);
    if (task.state() != TaskState.RUNNING) {
      return world;
    }
    Worker worker =
        new Worker(step, task.revision(), task.attempt(), Phase.CLAIMED, Jobs.ticks(task.leaseUntil()), false, 0, Known.NOTHING);
    return world.withWorker(world.workerCount(), worker);
  }
}
