package io.lotara.job;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** Whoever works through these ports dies at one of their calls: before it reaches the other side, or after. */
final class Mortal {
  private final List<String> calls = new ArrayList<>();
  private final int last;
  private final boolean reached;
  private boolean died;

  /** The end of a process: nothing can catch it and go on. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(String call) {
      super(call);
    }
  }

  /**
   * A life.
   *
   * @param last number of the call at which it ends, from 1
   * @param reached whether that call is done before
   */
  Mortal(int last, boolean reached) {
    this.last = last;
    this.reached = reached;
  }

  /** Whether it came to that. */
  boolean died() {
    return died;
  }

  /** The calls that were made. */
  List<String> calls() {
    return calls;
  }

  <T> T port(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> call(target, method, args)));
  }

  private Object call(Object target, Method method, Object[] args) throws Throwable {
    calls.add(method.getName());
    boolean now = !died && calls.size() == last;
    if (now && !reached) {
      died = true;
      throw new Death(method.getName());
    }
    Object answer;
    try {
      answer = method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (now) {
      died = true;
      throw new Death(method.getName());
    }
    return answer;
  }
}
