package io.lotara.handler;

import io.lotara.job.Primable;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.BeanRegistration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a function does before SnapStart freezes it: it answers requests that change nothing, then primes whatever beans that has brought
 * about. After the thaw they may fetch what the first request will need, beside it. Nothing else is to be done: clocks are asked and identifiers
 * drawn when they are needed.
 */
final class Snapshot implements Resource {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);
  private static final int ROUNDS = 10;
  private static final String PRIMING = "lotara.priming";

  private final Supplier<ApplicationContext> context;
  private final Runnable requests;

  private Snapshot(Supplier<ApplicationContext> context, Runnable requests) {
    this.context = context;
    this.requests = requests;
  }

  /**
   * Takes part in the checkpoint, unless the system property {@code lotara.priming} is false. The result must be held on to: those who run the
   * hooks do not.
   */
  static Snapshot of(Supplier<ApplicationContext> context, Runnable requests) {
    Snapshot snapshot = new Snapshot(context, requests);
    if (!"false".equals(System.getProperty(PRIMING))) {
      Core.getGlobalContext().register(snapshot);
    }
    return snapshot;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> hooks) {
    prime();
  }

  @Override
  public void afterRestore(Context<? extends Resource> hooks) {
    thaw();
  }

  /** A function that cannot be primed is slow at first, and works. It is done several times, so that what it needs is compiled, too; so is the thaw. */
  void prime() {
    for (int round = 0; round < ROUNDS; round++) {
      once();
    }
    each(Primable::forget);
  }

  private void once() {
    quietly("requests", requests);
    each(Primable::prime);
    try {
      thaw().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread thaw() {
    return Thread.ofPlatform().daemon().name("thaw").start(() -> each(Primable::thaw));
  }

  private void each(Consumer<Primable> does) {
    for (BeanRegistration<Primable> bean : context.get().getActiveBeanRegistrations(Primable.class)) {
      quietly(bean.getBeanDefinition().getName(), () -> does.accept(bean.getBean()));
    }
  }

  private static void quietly(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("not primed: {}", what, e);
    }
  }
}
