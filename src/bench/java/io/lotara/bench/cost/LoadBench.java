package io.lotara.bench.cost;

import io.lotara.local.FunctionCall;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.SqsRequest;

/**
 * Whole trip jobs over HTTP on the local runner, so many at once: how many a second, how long one takes from POST to its end, and where the
 * time goes. Everything runs in this one process, so figures tell of the code and the machine, not of AWS. System property:
 * {@code bench.load.jobs} (128 for each number at once; an eighth of them one at a time).
 */
public final class LoadBench {
  /** How often a client looks at its job: every 20 ms, and 5 ms later for each further client, so that looking is not what is measured. */
  private static Duration looksEvery(int atOnce) {
    return Duration.ofMillis(20 + 5L * (atOnce - 1));
  }

  private static final ExecutionAttribute<Long> BEGAN = new ExecutionAttribute<>("bench.began");
  private final Map<String, LongAdder> nanos = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> times = new ConcurrentHashMap<>();

  private LoadBench() {}

  /** Runs everything and prints it. */
  public static void run() throws Exception {
    new LoadBench().measure();
  }

  private void measure() throws Exception {
    int count = Integer.getInteger("bench.load.jobs", 128);
    LocalOptions options =
        LocalOptions.of(Path.of("template.yaml"))
            .context((function, builder) -> builder.singletons(new Watch()))
            .interception(this::timed)
            .warm(true);
    AtomicInteger next = new AtomicInteger();
    try (LocalCloud cloud = LocalCloud.start(options)) {
      Jobs jobs = new Jobs(cloud);
      for (int i = 0; i < 30; i++) {
        jobs.rest(jobs.plan(next.incrementAndGet(), 1_000_000), looksEvery(1));
      }
      System.out.printf("%nWhole trip jobs on the local runner, POST to completed%n");
      for (int atOnce : new int[] {1, 8, 64}) {
        nanos.clear();
        times.clear();
        run(jobs, atOnce, atOnce == 1 ? Math.max(1, count / 8) : count, next);
      }
    }
  }

  private void run(Jobs jobs, int atOnce, int count, AtomicInteger next) throws Exception {
    List<Long> took = new ArrayList<>();
    AtomicInteger left = new AtomicInteger(count);
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> clients = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        clients.add(
            threads.submit(
                () -> {
                  List<Long> own = new ArrayList<>();
                  while (left.getAndDecrement() > 0) {
                    long begin = System.nanoTime();
                    String state = jobs.rest(jobs.plan(next.incrementAndGet(), 1_000_000), looksEvery(atOnce));
                    if (!state.equals("completed")) {
                      throw new IllegalStateException("a job is " + state);
                    }
                    own.add(System.nanoTime() - begin);
                  }
                  return own;
                }));
      }
      for (Future<List<Long>> client : clients) {
        took.addAll(client.get());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    List<Long> sorted = took.stream().sorted().toList();
    System.out.printf(Locale.ROOT, "  %2d at once, looked at every %d ms: %d jobs, %.1f a second; one takes median %.0f ms, p95 %.0f ms, p99 %.0f ms%n", atOnce, looksEvery(atOnce).toMillis(), took.size(),
        took.size() / seconds, at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99));
    StringBuilder where = new StringBuilder();
    nanos.keySet().stream().sorted().forEach(name -> {
      double calls = times.get(name).sum() / (double) count;
      where.append(String.format(Locale.ROOT, "      %-44s %6.1f calls %8.1f ms%n", name, calls, nanos.get(name).sum() / 1e6 / count));
    });
    System.out.printf("    for one job, all calls together (side by side they overlap):%n%s", where);
  }

  private static double at(List<Long> sorted, double share) {
    int rank = Math.clamp((int) Math.ceil(share * sorted.size()), 1, sorted.size());
    return sorted.get(rank - 1) / 1e6;
  }

  private void count(String name, long took) {
    nanos.computeIfAbsent(name, n -> new LongAdder()).add(took);
    times.computeIfAbsent(name, n -> new LongAdder()).increment();
  }

  private Object timed(FunctionCall call, Callable<Object> proceed) throws Exception {
    long start = System.nanoTime();
    try {
      return proceed.call();
    } finally {
      count("in " + call.function(), System.nanoTime() - start);
    }
  }

  private final class Watch implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      attributes.putAttribute(BEGAN, System.nanoTime());
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      done(context.request(), attributes);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
      done(context.request(), attributes);
    }

    private void done(Object request, ExecutionAttributes attributes) {
      String service = request instanceof SqsRequest ? "SQS " : "DynamoDB ";
      count(service + request.getClass().getSimpleName().replace("Request", ""), System.nanoTime() - attributes.getAttribute(BEGAN));
    }
  }
}
