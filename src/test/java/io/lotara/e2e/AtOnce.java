package io.lotara.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

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
}
