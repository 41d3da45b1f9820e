package io.lotara.bench.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients side by side, each on a thread of its own. */
final class Clients {
  private Clients() {}

  /** Returns when all have come to their end; throws what the first of them has thrown that failed. */
  static void sideBySide(int count, Callable<?> each) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        clients.add(threads.submit(each));
      }
      for (Future<?> client : clients) {
        client.get();
      }
    }
  }
}
