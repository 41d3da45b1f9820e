package io.lotara.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does things at the same moment. */
final class AtOnce {
  private AtOnce() {}

  /** Lets all go together, and returns what they came to in order. */
  static <T> List<T> run(List<? extends Callable<T>> calls) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> call : calls) {
        running.add(
            threads.submit(
                () -> {
                  go.await();
                  return call.call();
                }));
      }
      go.countDown();
      for (Future<T> one : running) {
        results.add(one.get(TestCloud.PATIENCE.toSeconds(), TimeUnit.SECONDS));
      }
    }
    return results;
  }

  /** Waits for a latch as long as tests wait. */
  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(TestCloud.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("what was waited for has not happened");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the others at a barrier. */
  static void await(CyclicBarrier barrier) {
    try {
      barrier.await(TestCloud.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Something that goes on beside the test. */
  record Running(ExecutorService thread, Future<?> future) implements AutoCloseable {
    /** Waits for its end. */
    void end() throws Exception {
      future.get(TestCloud.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      thread.shutdown();
    }
  }

  /** Lets something run beside the test. */
  static Running start(Callable<?> call) {
    ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    return new Running(thread, thread.submit(call));
  }
}
