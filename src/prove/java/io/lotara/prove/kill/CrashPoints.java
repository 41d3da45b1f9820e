package io.lotara.prove.kill;

import io.lotara.job.FollowUps;
import io.lotara.job.JobStore;
import io.lotara.job.Outputs;
import io.lotara.job.Parking;
import io.lotara.job.WorkQueue;
import io.lotara.travel.Reservations;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The places at which a worker process can be told to stop dead: before and after each call that it makes outside. */
final class CrashPoints {
  /** Switches them on. */
  static final String PROPERTY = "lotara.prove.kill";

  /** What a process that was halted exits with, so that nobody takes it for one that failed. */
  static final int HALTED = 86;

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

  private static volatile String chosen = "";
  private static final AtomicInteger LEFT = new AtomicInteger(1);

  private CrashPoints() {}

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

  static <T> T around(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> call(type, real, method, args)));
  }

  private static Object call(Class<?> type, Object real, Method method, Object[] args) throws Throwable {
    String name = type.getSimpleName() + "." + method.getName();
    at(name + ":before");
    try {
      Object result = method.invoke(real, args);
      at(name + ":after");
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfStore implements BeanCreatedEventListener<JobStore> {
    @Override
    public JobStore onCreated(BeanCreatedEvent<JobStore> event) {
      return around(JobStore.class, event.getBean());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfOutputs implements BeanCreatedEventListener<Outputs> {
    @Override
    public Outputs onCreated(BeanCreatedEvent<Outputs> event) {
      return around(Outputs.class, event.getBean());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfQueue implements BeanCreatedEventListener<WorkQueue> {
    @Override
    public WorkQueue onCreated(BeanCreatedEvent<WorkQueue> event) {
      return around(WorkQueue.class, event.getBean());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfFollowUps implements BeanCreatedEventListener<FollowUps> {
    @Override
    public FollowUps onCreated(BeanCreatedEvent<FollowUps> event) {
      return around(FollowUps.class, event.getBean());
    }
  }

  @Singleton
  @Requires(property = PROPERTY)
  static class OfParking implements BeanCreatedEventListener<Parking> {
    @Override
    public Parking onCreated(BeanCreatedEvent<Parking> event) {
      return around(Parking.class, event.getBean());
    }
  }

  static Reservations around(Reservations real) {
    return around(Reservations.class, real);
  }
}
