package io.lotara.prove.kill;

import io.lotara.job.Decision;
import io.lotara.job.FollowUps;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.JobStore;
import io.lotara.job.Outputs;
import io.lotara.job.Parking;
import io.lotara.job.Transitions;
import io.lotara.job.WorkQueue;
import io.lotara.prove.Around;
import io.lotara.prove.Protection;
import io.lotara.prove.Weak;
import io.lotara.travel.Reservations;
import io.micronaut.context.BeanContext;
import io.micronaut.core.annotation.Nullable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places at which a worker process can be told to stop dead: before and after each call that it makes outside. The same calls do without a
 * protection that is off.
 */
final class CrashPoints implements Around {
  /** What a process that was halted exits with, so that nobody takes it for one that failed. */
  static final int HALTED = 86;

  private static final List<Class<?>> PORTS =
      List.of(JobStore.class, Outputs.class, WorkQueue.class, FollowUps.class, Parking.class, IdempotencyKeys.class);

  /** Calls with an effect; each has a point before and one after. */
  private static final List<String> CALLS =
      List.of(
          "JobStore.write",
          "Outputs.putFirst",
          "WorkQueue.send",
          "FollowUps.postpone",
          "FollowUps.remove",
          "Parking.park",
          "Reservations.reserve",
          "Reservations.find",
          "Reservations.cancel",
          "queue.delete");

  /** Points of which there is only one. */
  private static final List<String> SINGLE = List.of("JobStore.read:after", "JobStore.due:after", "FollowUps.compensation:after",
      "queue.receive:after");

  /** Milliseconds that a slow process takes at most before it writes what it has decided, so that others come between. */
  private static final int SLOW = 150;

  private static volatile String chosen = "";
  private static final AtomicInteger LEFT = new AtomicInteger(1);

  private final @Nullable Protection off;
  private final boolean slow;

  /**
   * @param off the protection that is off, or null
   * @param slow whether whoever writes a job hesitates
   */
  CrashPoints(@Nullable Protection off, boolean slow) {
    this.off = off;
    this.slow = slow;
  }

  static List<String> names() {
    List<String> names = new ArrayList<>(SINGLE);
    CALLS.forEach(c -> names.addAll(List.of(c + ":before", c + ":after")));
    return names;
  }

  /** From now on this process stops dead at the {@code nth} time that it comes to the point. */
  static void choose(String point, int nth) {
    LEFT.set(nth);
    chosen = point;
  }

  static void at(String point) {
    if (point.equals(chosen) && LEFT.decrementAndGet() == 0) {
      // No shutdown hook, no finally, no buffer is flushed.
      Runtime.getRuntime().halt(HALTED);
    }
  }

  @Override
  public Object around(Object bean, BeanContext context) {
    return bean instanceof Transitions
        ? Weak.transitions(context, () -> off)
        : Around.port(bean, PORTS, (proxy, method, args) -> call(bean, method, args));
  }

  /** The provider as it is seen from a process that can die at it. Not a bean's business: an offering source may be a provider, too. */
  Reservations around(Reservations provider) {
    return (Reservations) Around.port(provider, List.of(Reservations.class), (proxy, method, args) -> call(provider, method, args));
  }

  private Object call(Object real, Method method, Object[] args) throws Throwable {
    String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    at(name + ":before");
    if (real instanceof JobStore store && args != null && args[0] instanceof Decision.Next next) {
      if (slow) {
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(SLOW));
      }
      args[0] = Weak.write(off, next, () -> store.read(next.job().key()).orElseThrow().version());
    }
    Object answer = Weak.answer(off, method, args, Around.real(real, method, args));
    at(name + ":after");
    return answer;
  }
}
