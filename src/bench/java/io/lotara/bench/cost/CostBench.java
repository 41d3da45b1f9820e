package io.lotara.bench.cost;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.lotara.bench.Reaches;
import io.lotara.local.FunctionCall;
import io.lotara.local.LocalClock;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Counts what a trip job and a poll use of DynamoDB, SQS, Lambda and logs, what stays of a job, and what that costs. System properties:
 * {@code bench.cost.jobs} (20, of each kind), {@code bench.cost.table} (jobs that stand in the table before, a list; 1000,10000,100000: that
 * shows that nothing grows), {@code bench.cost.side} (64 jobs side by side), {@code bench.cost.waiting} (3000 jobs that wait meanwhile). Ends
 * with an error when what is to be reached is missed.
 */
public final class CostBench {
  /**
   * By what share of it a cost may change as jobs grow in number, in the table or alive, or a job gets old; by the means, for a median moves by a
   * whole unit or not at all.
   */
  static final double CONSTANT = 0.05;

  private static final int WARM_UP = 5;
  private static final int OLD_JOBS = 10;

  /** What a trip that a person approves may use. */
  private static final double MOST_WRITES = 90;

  private static final double MOST_REQUESTS = 20;

  private final Meter meter = new Meter();
  private final Deployed deployed;
  private final Reaches reaches = new Reaches();
  private final int count = Integer.getInteger("bench.cost.jobs", 20);
  private final Prices prices;

  private CostBench() throws IOException {
    prices = new Prices(Path.of("infra/prices.json"));
    deployed = new Deployed(Path.of("template.yaml"));
  }

  /** Has what functions log counted instead of printed. To be called before anything logs. */
  public static void listen() {
    FunctionLogs.install();
  }

  /** Runs everything and prints it; true when all that is to be reached was. */
  public static boolean run() throws Exception {
    CostBench bench = new CostBench();
    bench.measure();
    return bench.reaches.print("Cost");
  }

  private void measure() throws Exception {
    int filled = 0;
    Sample firstPlain = null;
    Sample firstApproved = null;
    try (LocalCloud cloud = LocalCloud.start(options())) {
      Trips trips = new Trips(cloud, new Jobs(cloud), meter);
      Polls polls = new Polls(trips, deployed, prices, reaches);
      trips.warmUp(WARM_UP);
      for (int size : Arrays.stream(System.getProperty("bench.cost.table", "1000,10000,100000").split(",")).mapToInt(Integer::parseInt).toArray()) {
        new Filler(cloud).fill(filled, size);
        filled = Math.max(filled, size);
        System.out.printf(Locale.ROOT, "%nWith %d jobs in the table before (%d jobs of each kind, medians of one, least..most)%n", size, count);
        boolean first = firstApproved == null;
        Stored before = first ? Stored.in(cloud) : null;
        Sample approved = trips.sample(count, true);
        Stored left = first ? Stored.in(cloud).since(before, count) : null;
        Sample plain = trips.sample(count, false);
        print("A trip that nobody has to approve", plain, null);
        print("A trip that a person approves", approved, left);
        reaches.atMost("write units of an approved trip", approved.median(Sample.WRITES), MOST_WRITES);
        reaches.atMost("SQS requests of an approved trip", approved.median(Sample.REQUESTS), MOST_REQUESTS);
        polls.measure();
        new Old(trips, polls, reaches).measure(Math.min(count, OLD_JOBS), approved);
        if (first) {
          firstPlain = plain;
          firstApproved = approved;
          details(approved.means());
          told(cloud);
          new Idle(trips, deployed, prices).measure();
        } else {
          reaches.within("write units of a trip in the first table and in this one", plain.mean(Sample.WRITES), firstPlain.mean(Sample.WRITES), CONSTANT);
          reaches.within("the same, approved", approved.mean(Sample.WRITES), firstApproved.mean(Sample.WRITES), CONSTANT);
          reaches.within("read units of it", approved.mean(Sample.READS), firstApproved.mean(Sample.READS), CONSTANT);
          reaches.within("SQS requests of it", approved.mean(Sample.REQUESTS), firstApproved.mean(Sample.REQUESTS), CONSTANT);
        }
      }
      Crowd crowd = new Crowd(trips, deployed, reaches);
      crowd.waiting(Integer.getInteger("bench.cost.waiting", 3000), count, firstApproved);
      crowd.sideBySide(Integer.getInteger("bench.cost.side", 64), firstApproved);
    }
  }

  private LocalOptions options() {
    return LocalOptions.of(Path.of("template.yaml"))
        .schedules(false)
        .clock(LocalClock.atSpeed(1))
        .parameter("WritesPerMinute", "99999")
        .parameter("WriteBurst", "99999")
        .parameter("LoopbackWebhooks", "true")
        .context((function, builder) -> builder.singletons(meter.of(function)).properties(Map.of("aws.lambda.function.name", "lotara-" + function + "-1a2B3c4D5e6F")))
        .interception(this::timed);
  }

  /** The same trip when somebody is told of it: a webhook that takes everything at once, and an Opik that does. */
  private void told(LocalCloud cloud) throws Exception {
    try (Taker webhook = new Taker();
        Taker opik = new Taker();
        LocalCloud traced =
            LocalCloud.start(options().environment("OPIK_API_KEY", "bench").environment("OPIK_URL_OVERRIDE", opik.url() + "/api"))) {
      told(new Trips(cloud, new Jobs(cloud, webhook.url() + "/hook"), meter), webhook, "and a webhook is told of");
      told(new Trips(traced, new Jobs(traced), meter), opik, "and Opik has a trace of");
    }
  }

  private void told(Trips trips, Taker taker, String how) throws Exception {
    trips.warmUp(1);
    int before = taker.taken();
    Stored empty = Stored.in(trips.cloud());
    Sample told = trips.sample(count, true);
    Stored left = Stored.in(trips.cloud()).since(empty, count);
    print("A trip that a person approves, %s (%.1f requests to it)".formatted(how, (taker.taken() - before) / (double) count), told, left);
    details(told.means());
  }

  private Object timed(FunctionCall call, Callable<Object> proceed) throws Exception {
    String name = call.function();
    long start = System.nanoTime();
    try {
      return FunctionLogs.counted(bytes -> meter.add(name + " log bytes", bytes), proceed);
    } finally {
      meter.add(name + " invocations", 1);
      // Lambda bills milliseconds begun.
      meter.add(name + " ms", Math.ceil((System.nanoTime() - start) / 1e6));
      if (call.trigger() == FunctionCall.Trigger.HTTP) {
        meter.add(name + " http requests", 1);
      }
      if (call.event() instanceof SQSEvent event) {
        // What Lambda's poller asks of the queue: to receive the batch, and to delete it.
        meter.add(name + " sqs requests", 2);
        meter.add(name + " messages", event.getRecords().size());
      }
    }
  }

  private void print(String title, Sample sample, Stored left) {
    Map<String, Double> counts = sample.means();
    System.out.printf(Locale.ROOT, "  %s: %s write units (%.1f as DynamoDB Local reports), %s read units, %s SQS requests, %s invocations, %s GB-ms%n", title,
        sample.spread(Sample.WRITES), Usage.sum(counts, "write units, reported", Usage::working), sample.spread(Sample.READS), sample.spread(Sample.REQUESTS),
        sample.spread(Sample.INVOCATIONS), sample.spread(c -> 1000 * Usage.of(c, deployed, Usage::working).gigabyteSeconds()));
    Bill bill = new Bill(prices, Usage.of(counts, deployed, Usage::working), 1e6, deployed.traced());
    (left == null ? bill : bill.storing(left, 1e6)).print("a million" + (left == null ? ", without storage," : ""));
  }

  private static void details(Map<String, Double> counts) {
    System.out.println("  Where the write units of an approved trip go (units; writes; bytes of one):");
    counts.forEach((name, units) -> {
      if (name.startsWith("write units of ")) {
        String kind = name.substring("write units of ".length());
        double writes = counts.getOrDefault("writes of " + kind, 0.0);
        double bytes = counts.getOrDefault("bytes of " + kind, 0.0);
        System.out.printf(Locale.ROOT, "    %-22s %5.1f  %5.1f  %s%n", kind, units, writes, writes == 0 || bytes == 0 ? "" : "%.0f".formatted(bytes / writes));
      }
    });
    counts.forEach((name, value) -> {
      if (name.endsWith(" ms") || name.endsWith(" refused writes") || name.endsWith(" messages") || name.endsWith(" invocations") || name.endsWith(" log bytes")) {
        System.out.printf(Locale.ROOT, "    %-40s %.2f%n", name, value);
      }
    });
  }
}
