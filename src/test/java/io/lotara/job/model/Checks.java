package io.lotara.job.model;

import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.Job;
import io.lotara.job.JobState;
import io.lotara.job.StepSpec;
import io.lotara.job.Task;
import io.lotara.job.TaskState;
import io.micronaut.core.annotation.Nullable;

/** What is looked at in every world, whatever led to it. */
final class Checks {
  private final Scope scope;
  private final Jobs jobs;

  Checks(Scope scope, Jobs jobs) {
    this.scope = scope;
    this.jobs = jobs;
  }

  @Nullable Property broken(World world) {
    Job job = jobs.job(world.job());
    Effect effect = job.effects().get(Event.ITEM);
    EffectState known = effect == null ? EffectState.NOT_BOOKED : effect.state();
    if (world.everBooked(1) > 1 || world.everBooked(2) > 1 || world.bookedInAll() > 1) {
      return Property.DONE_ONCE;
    }
    if (together(world)) {
      return Property.ONE_AT_A_TIME;
    }
    if (job.state() == JobState.COMPLETED
        && known != EffectState.NEEDS_RECONCILE
        && (known == EffectState.BOOKED) != (world.bookedInAll() == 1)) {
      return Property.BOOKED_MEANS_BOOKED;
    }
    if (known == EffectState.COMPENSATED && world.booked(effect.key().charAt(1) - '0') > 0) {
      return Property.UNDONE_MEANS_UNDONE;
    }
    Property untold = Telling.broken(world, job, scope.told() && atRest(world));
    if (untold != null) {
      return untold;
    }
    if (atRest(world)
        && job.state() != JobState.COMPLETED
        && known != EffectState.NEEDS_RECONCILE
        && world.bookedInAll() > 0) {
      return Property.NOTHING_IS_LEFT;
    }
    return kept(world, job) ? null : Property.WHAT_WAS_TOLD_IS_KEPT;
  }

  private static boolean together(World world) {
    for (int i = 0; i < world.workerCount(); i++) {
      for (int j = i + 1; j < world.workerCount(); j++) {
        Worker a = world.worker(i);
        Worker b = world.worker(j);
        if (a.step() == b.step() && a.works() && b.works()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean kept(World world, Job job) {
    for (int step = 0; step < scope.plan().steps().size(); step++) {
      Task task = job.task(scope.step(step).id());
      if (task.state() == TaskState.COMPLETED && task.confidence() != world.output(step, task.revision())) {
        return false;
      }
    }
    return true;
  }

  /** Nothing goes on and nothing is due any more. */
  boolean atRest(World world) {
    return jobs.job(world.job()).state().terminal()
        && world.followUp() == 0
        && world.workers() == 0
        && world.undo() == 0
        && Telling.quiet(world)
        && world.pending() == 0;
  }

  boolean completed(World world) {
    return jobs.job(world.job()).state() == JobState.COMPLETED;
  }

  /** Whether there are tries and time left, so that the job must be able to be completed. */
  boolean hopeful(World world) {
    Job job = jobs.job(world.job());
    boolean inTime = scope.activeTime() == Scope.FAR;
    if (!inTime || job.state().terminal() || job.state() == JobState.WAITING_INPUT) {
      return false;
    }
    if (job.state() == JobState.WAITING_APPROVAL && !Jobs.undecided(job)) {
      return false;
    }
    for (StepSpec step : job.plan().steps()) {
      if (Canonical.spent(job.task(step.id()), scope.timing().maxAttempts())) {
        return false;
      }
    }
    return true;
  }
}
