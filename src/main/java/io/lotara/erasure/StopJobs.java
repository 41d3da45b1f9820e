package io.lotara.erasure;

import io.lotara.job.Agent;
import io.lotara.job.FollowUps;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobReducer;
import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import io.lotara.job.Task;
import io.lotara.job.Transitions;
import io.lotara.job.UserData;
import io.lotara.job.UserJobs;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Stops what still runs for the user or may begin by itself, and waits until what was booked is undone and no worker can write any more. May be
 * called more than once.
 */
@Singleton
class StopJobs implements Agent {
  static final String STEP = "stop";

  private final UserJobs jobs;
  private final Transitions transitions;
  private final FollowUps followUps;
  private final List<UserData> rooms;
  private final Duration lease;
  private final JsonMapper json;

  StopJobs(
      UserJobs jobs, Transitions transitions, FollowUps followUps, List<UserData> rooms, JobReducer reducer, JsonMapper json) {
    this.jobs = jobs;
    this.rooms = rooms;
    this.transitions = transitions;
    this.followUps = followUps;
    this.lease = reducer.timing().lease();
    this.json = json;
  }

  @Override
  public String kind() {
    return ErasureJobKind.NAME;
  }

  @Override
  public String name() {
    return STEP;
  }

  @Override
  public StepOutcome run(StepContext context) {
    String tenant = context.job().key().tenant();
    String user = Whose.read(context, json);
    int stopped = 0;
    int restless = 0;
    for (UserData room : rooms) {
      restless += room.stop(context.job().key(), user) ? 1 : 0;
    }
    String after = null;
    do {
      UserJobs.Page page = jobs.page(tenant, user, after, UserJobs.MOST);
      for (Job job : page.jobs()) {
        if (!job.state().terminal()) {
          // Who is told of the job learns that it is over, and not that somebody is being erased.
          transitions.apply(job.key(), new JobEvent.CancelRequested(JobEvent.CancelRequested.BY_CLIENT));
          stopped++;
          restless++;
        } else if (!quiet(job, context.now())) {
          restless++;
        }
      }
      after = page.next();
    } while (after != null);
    if (restless > 0 || early(context)) {
      return new StepOutcome.Failed(
          "JOBS_STILL_STOPPING",
          restless > 0
              ? "%d jobs or watches of the user are still being stopped, or what was booked is not undone yet; ask again later.".formatted(restless)
              : "What an earlier attempt has stopped may still be at work; ask again later.",
          null,
          true,
          wait(context.job().task(STEP).attempt()));
    }
    return new StepOutcome.Done(StepFacts.found(1.0, List.of()), Map.of("stopped", stopped));
  }

  /** Whether nothing of the job can change any more: a worker that was at it has lost its lease, and nothing is left to be undone. */
  private boolean quiet(Job job, Instant now) {
    boolean left = job.completedAt() == null || now.isBefore(job.completedAt().plus(lease));
    return !left && followUps.compensation(job.key()).isEmpty();
  }

  /**
   * Whether something may arrive still that an earlier attempt has stopped: it has died without saying what it found, or its message has come
   * twice and this one comes too soon after it. Of what a room has stopped nothing is left to be seen.
   */
  private boolean early(StepContext context) {
    Task task = context.job().task(STEP);
    return task.attempt() > 1 && (task.error() == null || context.now().isBefore(task.startedAt().plus(wait(1))));
  }

  /** Longer than a lease, a minute of the sweeper and a check of watches the first time, then twice as long each time. */
  private Duration wait(int attempt) {
    return lease.plusSeconds(30).multipliedBy(1L << Math.min(4, Math.max(0, attempt - 1)));
  }
}
