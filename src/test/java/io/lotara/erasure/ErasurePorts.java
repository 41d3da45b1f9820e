package io.lotara.erasure;

import io.lotara.erasure.ErasurePlay.Off;
import io.lotara.interleave.Line;
import io.lotara.job.Agent;
import io.lotara.job.FollowUp;
import io.lotara.job.FollowUps;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobRemoval;
import io.lotara.job.JobState;
import io.lotara.job.StepContext;
import io.lotara.job.StepOutcome;
import io.lotara.job.Task;
import io.lotara.job.UserJobs;
import io.micronaut.core.annotation.Nullable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The ports of an erasure, each without a protection when it is to be so. Jobs come one to a page, so that the order in which they go is one of the
 * search's; a job is removed in two calls, as in the table: first what belongs to it, then itself.
 */
final class ErasurePorts implements JobRemoval {
  private final Line<ErasureWorld> line;
  private final Off off;
  private final UserJobs all;

  ErasurePorts(Line<ErasureWorld> line, Off off) {
    this.line = line;
    this.off = off;
    this.all = line.sure(UserJobs.class, s -> s.table);
  }

  /** A user's jobs. */
  UserJobs jobs() {
    return (tenant, user, after, limit) -> all.page(tenant, user, after, 1);
  }

  /** The same, for whoever removes them. */
  UserJobs toErase() {
    return switch (off) {
      case OWN_JOBS_ONLY -> (tenant, user, after, limit) -> all.page(tenant, ErasureWorld.OTHER, after, 1);
      case ENDED_ONLY -> (tenant, user, after, limit) -> ended(all.page(tenant, user, after, 1));
      default -> jobs();
    };
  }

  private static UserJobs.Page ended(UserJobs.Page page) {
    return new UserJobs.Page(page.jobs().stream().map(ErasurePorts::ended).toList(), page.next());
  }

  private static Job ended(Job job) {
    return with(job, JobState.COMPLETED, Instant.EPOCH, job.tasks());
  }

  private static Job with(Job j, JobState state, @Nullable Instant completedAt, Map<String, Task> tasks) {
    return new Job(
        j.key(), j.kind(), j.userId(), j.mode(), j.plan(), j.policy(), state, j.version(), j.createdAt(), j.updatedAt(),
        completedAt, j.deadline(), tasks, j.owed(), j.approval(), j.approvalRounds(), j.question(), j.answers(), j.effects(), j.log(),
        j.error(), j.lineage(), j.dueAt(), j.pinned());
  }

  /** The step that stops jobs, or one that takes every attempt before it for one that has said what it found, long ago. */
  Agent remembering(Agent stop) {
    return off != Off.DEAD_ATTEMPTS
        ? stop
        : new Agent() {
          @Override
          public String kind() {
            return stop.kind();
          }

          @Override
          public String name() {
            return stop.name();
          }

          @Override
          public StepOutcome run(StepContext context) {
            return stop.run(told(context));
          }
        };
  }

  private static StepContext told(StepContext context) {
    Job job = context.job();
    Map<String, Task> tasks = new LinkedHashMap<>(job.tasks());
    tasks.computeIfPresent(
        StopJobs.STEP, (step, t) -> new Task(t.state(), t.revision(), t.attempt(), t.leaseUntil(), Instant.EPOCH, null, null, "told"));
    Job altered = with(job, job.state(), job.completedAt(), tasks);
    return (StepContext)
        Proxy.newProxyInstance(
            StepContext.class.getClassLoader(),
            new Class<?>[] {StepContext.class},
            (proxy, method, args) -> method.getName().equals("job") ? altered : passed(method, context, args));
  }

  private static Object passed(Method method, Object target, Object[] args) throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** What is owed after jobs. */
  FollowUps followUps(FollowUps real) {
    return off != Off.UNDOING
        ? real
        : (FollowUps)
            Proxy.newProxyInstance(
                FollowUps.class.getClassLoader(),
                new Class<?>[] {FollowUps.class},
                (proxy, method, args) ->
                    method.getName().equals("compensation") ? Optional.<FollowUp.Compensation>empty() : passed(method, real, args));
  }

  /** Idempotency keys. */
  IdempotencyKeys keys(IdempotencyKeys real) {
    return off != Off.KEYS
        ? real
        : new IdempotencyKeys() {
          @Override
          public Taken take(String tenant, String scope, String key, String fingerprint, String jobId, Instant now) {
            return real.take(tenant, scope, key, fingerprint, jobId, now);
          }

          @Override
          public void forget(String tenant, String scope, String key, String jobId) {}
        };
  }

  @Override
  public void remove(JobKey job) {
    List<Runnable> parts =
        List.of(
            () -> does("removes what belongs to a job", s -> s.table.forgetBeside(job)),
            () -> does("removes a job", s -> s.table.forgetJob(job)));
    (off == Off.JOB_LAST ? parts.reversed() : parts).forEach(Runnable::run);
  }

  @Override
  public void forgetRequest(JobKey job) {
    if (off != Off.FORGETTING) {
      does("forgets a request", s -> s.table.forgetRequest(job));
    }
  }

  private void does(String what, Consumer<ErasureWorld> work) {
    line.call(
        what,
        false,
        s -> {
          work.accept(s);
          return "";
        });
  }
}
