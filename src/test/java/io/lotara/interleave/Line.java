package io.lotara.interleave;

import io.lotara.job.JobStore;
import io.micronaut.core.annotation.Nullable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The way from a process to what is stored, and the end of the process wherever it is to be stopped. What a process does depends on nothing but
 * what it has heard; so one that was stopped is led back to where it was by telling it the same once more, and then does one call that is new.
 * Not thread-safe, but a process may make its calls in threads of its own, one after the other.
 *
 * @param <S> what is stored
 */
public final class Line<S extends Stored<S>> {
  private List<Heard> heard = List.of();
  private int at;
  private boolean free;
  private Fault fault = Fault.NONE;
  private @Nullable S now;
  private final List<Heard> made = new ArrayList<>();
  private boolean done;
  private String called = "";
  private boolean faulty;
  private boolean stopped;

  /** The end of a process that is to go no further: nothing can catch it and go on. */
  private static final class Stopped extends Error {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  /**
   * What one more call came to.
   *
   * @param called the call in words
   * @param heard what was heard, times that were looked at included
   * @param over whether the process has ended with it
   * @param faulty whether the call may also fail
   */
  record Step(String called, List<Heard> heard, boolean over, boolean faulty) {}

  /**
   * A port of which every call may fail, done or not, with {@link JobStore.Unavailable}.
   *
   * @param target whom it leads to
   */
  public <T> T port(Class<T> type, Function<S, ? extends T> target) {
    return proxy(type, target, true);
  }

  /** A port that never fails: what it sends may be lost, but that is for others to do. */
  public <T> T sure(Class<T> type, Function<S, ? extends T> target) {
    return proxy(type, target, false);
  }

  private <T> T proxy(Class<T> type, Function<S, ? extends T> target, boolean mayFail) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) ->
                // Into how many parts an index is divided is set up once, and no question to it.
                method.getName().equals("shards")
                    ? invoke(method, target.apply(now), args)
                    : call(method.getName(), mayFail, s -> invoke(method, target.apply(s), args))));
  }

  private static Object invoke(Method method, Object target, Object[] args) {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The time. It is looked at together with the call before, or at the beginning with the first: in between nothing can be seen to happen. */
  public Clock clock(Function<S, Instant> time) {
    return ((InstantSource) () -> glance(time)).withZone(ZoneOffset.UTC);
  }

  private <T> T glance(Function<S, T> work) {
    if (free) {
      return work.apply(now);
    }
    if (stopped) {
      throw new Stopped();
    }
    if (at < heard.size()) {
      return told(heard.get(at++));
    }
    Heard seen = Heard.answer(work.apply(now));
    made.add(seen);
    return told(seen);
  }

  /**
   * A call of anything that is no interface.
   *
   * @param name in words
   * @param mayFail whether it may also fail, done or not
   */
  public <T> T call(String name, boolean mayFail, Function<S, T> work) {
    if (free) {
      T answer = work.apply(now);
      now.changed();
      return answer;
    }
    if (!stopped && at < heard.size()) {
      return told(heard.get(at++));
    }
    if (stopped || done) {
      stopped = true;
      throw new Stopped();
    }
    done = true;
    called = name;
    faulty = mayFail;
    made.add(made(work));
    return told(made.getLast());
  }

  @SuppressWarnings("unchecked")
  private static <T> T told(Heard known) {
    return (T) known.again();
  }

  private <T> Heard made(Function<S, T> work) {
    if (fault == Fault.REFUSED) {
      return Heard.thrown(new JobStore.Unavailable("away", null));
    }
    Heard answered;
    try {
      answered = Heard.answer(work.apply(now));
    } catch (RuntimeException e) {
      answered = Heard.thrown(e);
    }
    now.changed();
    return fault == Fault.UNHEARD ? Heard.thrown(new JobStore.Unavailable("the answer is lost", null)) : answered;
  }

  /** Whatever is to be remembered of how a process ended; to be called by it as the last thing that it does. */
  public void remember(Consumer<S> what) {
    if (free || done && !stopped) {
      what.accept(now);
    }
  }

  /**
   * Leads a process to where it was and lets it do one call more.
   *
   * @param process what it does from its beginning
   * @param state is changed by the call
   */
  Step step(Runnable process, List<Heard> before, S state, Fault what) {
    heard = before;
    at = 0;
    free = false;
    fault = what;
    now = state;
    made.clear();
    done = false;
    stopped = false;
    try {
      process.run();
    } catch (RuntimeException | Stopped e) {
      // It was stopped, or it has ended so: its message comes again, or its caller asks again.
    }
    if (!done) {
      throw new IllegalStateException("a process did not do again what it did before");
    }
    return new Step(called, List.copyOf(made), !stopped, faulty);
  }

  /** Lets processes run to their ends, undisturbed. */
  public void freely(S state, Runnable work) {
    free = true;
    now = state;
    work.run();
    now.changed();
  }
}
