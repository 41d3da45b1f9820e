package io.lotara.prove;

import io.lotara.job.Decision;
import io.lotara.job.EffectState;
import io.lotara.job.FollowUp;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobReducer;
import io.lotara.job.JobStore;
import io.lotara.job.NoticeQueue;
import io.lotara.job.Task;
import io.lotara.job.Transitions;
import io.lotara.job.WorkQueue;
import io.micronaut.context.BeanContext;
import io.micronaut.core.annotation.Nullable;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What ports do and answer where a protection is off, in one place for all who switch one off. */
public final class Weak {
  private Weak() {}

  /**
   * The write of a job without the protection.
   *
   * @param stored the version that is there now
   */
  public static Decision.Next write(@Nullable Protection off, Decision.Next next, LongSupplier stored) {
    Job job = next.job();
    return switch (off) {
      case OWED_SET -> job.state().active() ? with(next, Records.with(job, Map.of("dueAt", job.deadline()))) : next;
      case VERSION -> with(next, Records.with(job, Map.of("version", stored.getAsLong() + 1)));
      case COMPENSATION -> without(next, FollowUp.Compensation.class);
      case NOTICE -> without(next, FollowUp.Notice.class);
      case APPROVAL_DEADLINE -> Records.with(next, Map.of("beforeDeadline", false));
      case null, default -> next;
    };
  }

  private static Decision.Next with(Decision.Next next, Job job) {
    return Records.with(next, Map.of("job", job));
  }

  private static Decision.Next without(Decision.Next next, Class<? extends FollowUp> sort) {
    return Records.with(next, Map.of("followUps", next.followUps().stream().filter(f -> !sort.isInstance(f)).toList()));
  }

  /** What a port is told without the protection: where something is put off, to when. */
  public static void told(@Nullable Protection off, Method method, Object[] args) {
    if (off == Protection.UNDONE_SOON && method.getName().equals("postpone") && args[0] instanceof FollowUp.Compensation) {
      args[1] = ((Instant) args[1]).plus(Duration.ofHours(1));
    }
  }

  /** What a call is answered without the protection. */
  public static Object answer(@Nullable Protection off, Method method, Object[] args, Object answer) {
    if (off == Protection.LEASE && method.getDeclaringClass() == JobStore.class && method.getName().equals("read")) {
      return ((Optional<?>) answer).map(j -> unleased((Job) j));
    }
    if (off == Protection.IDEMPOTENCY_KEY && method.getDeclaringClass() == IdempotencyKeys.class && method.getName().equals("take")) {
      return new IdempotencyKeys.Taken((String) args[3], (String) args[4], (Instant) args[5]);
    }
    return answer;
  }

  private static Job unleased(Job job) {
    Map<String, Task> tasks = new LinkedHashMap<>(job.tasks());
    tasks.replaceAll((id, task) -> Records.with(task, Records.nothing("leaseUntil")));
    return Records.with(job, Map.of("tasks", tasks));
  }

  /** Transitions that record no call before it is made, where that protection is off. */
  public static Transitions transitions(BeanContext context, Supplier<Protection> off) {
    return new Unnoted(
        context.getBean(JobStore.class),
        context.getBean(WorkQueue.class),
        context.getBean(NoticeQueue.class),
        context.getBean(JobReducer.class),
        context.getBean(Clock.class),
        off);
  }

  private static final class Unnoted extends Transitions {
    private final JobStore store;
    private final Supplier<Protection> off;

    Unnoted(JobStore store, WorkQueue queue, NoticeQueue notices, JobReducer reducer, Clock clock, Supplier<Protection> off) {
      super(store, queue, notices, reducer, clock);
      this.store = store;
      this.off = off;
    }

    @Override
    public Optional<Decision> apply(JobKey key, JobEvent event, Duration delay) {
      boolean note =
          event instanceof JobEvent.EffectsNoted n && n.effects().values().stream().anyMatch(e -> e.state() == EffectState.INTENDED);
      return note && off.get() == Protection.EFFECT_NOTED
          ? store.read(key).map(Decision.Unchanged::new)
          : super.apply(key, event, delay);
    }
  }
}
