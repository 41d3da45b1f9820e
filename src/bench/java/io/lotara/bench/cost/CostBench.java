package io.lotara.bench.cost;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.lotara.bench.Reaches;
import io.lotara.local.FunctionCall;
import io.lotara.local.LocalClock;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/**
 * Counts what a trip job and a poll use of DynamoDB, SQS and Lambda, and what that costs. System properties: {@code bench.cost.jobs} (20, of
 * each kind), {@code bench.cost.table} (jobs that stand in the table before, a list; 1000,10000,100000: that shows that nothing grows). Ends
 * with an error when what is to be reached is missed.
 */
public final class CostBench {
  private static final Duration LOOKS_EVERY = Duration.ofMillis(40);
  private static final int MONTH_SECONDS = 30 * 24 * 3600;
  private static final double POLLS = 10;
  private static final double LEAST_QUERY = 0.5;
  private static final int OLD_JOBS = 10;

  /** What a trip that a person approves, and a poll, may use. */
  private static final double MOST_WRITES = 90;

  private static final double MOST_REQUESTS = 20;
  private static final double MOST_POLL = 1;

  /** By what share of it a cost may change as the table grows or a job gets old; by the means, for a median moves by a whole unit or not at all. */
  private static final double CONSTANT = 0.05;

  private static final ToDoubleFunction<Map<String, Double>> WRITES = counts -> of(counts, "write units");
  private static final ToDoubleFunction<Map<String, Double>> READS = counts -> of(counts, "read units, reported");
  private static final ToDoubleFunction<Map<String, Double>> REQUESTS = counts -> of(counts, "sqs requests");

  /** One more, and a job is given up as not understood. */
  private static final int ANSWERS = 3;

  private final Meter meter = new Meter();
  private final Deployed deployed;
  private final Reaches reaches = new Reaches();
  private final int count = Integer.getInteger("bench.cost.jobs", 20);
  private final Prices prices;
  private int next;

  private CostBench() throws IOException {
    prices = new Prices(Path.of("infra/prices.json"));
    deployed = new Deployed(Path.of("template.yaml"));
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
      Jobs jobs = new Jobs(cloud);
      for (int i = 0; i < 5; i++) {
        whole(jobs, true);
      }
      cloud.awaitIdle(Duration.ofSeconds(30));
      meter.take();
      for (int size : Arrays.stream(System.getProperty("bench.cost.table", "1000,10000,100000").split(",")).mapToInt(Integer::parseInt).toArray()) {
        new Filler(cloud).fill(filled, size);
        filled = Math.max(filled, size);
        Sample plain = kind(cloud, jobs, false);
        Sample approved = kind(cloud, jobs, true);
        System.out.printf(Locale.ROOT, "%nWith %d jobs in the table before (%d jobs of each kind, medians of one, least..most)%n", size, count);
        print("A trip that needs nobody's approval", plain);
        print("A trip that a person approves", approved);
        reaches.atMost("write units of an approved trip", approved.median(WRITES), MOST_WRITES);
        reaches.atMost("SQS requests of an approved trip", approved.median(REQUESTS), MOST_REQUESTS);
        polls(cloud, jobs);
        age(cloud, jobs, approved);
        if (firstApproved == null) {
          firstPlain = plain;
          firstApproved = approved;
          details(approved.means());
          told(cloud);
          idle(cloud);
        } else {
          reaches.within("write units of a trip in the first table and in this one", plain.mean(WRITES), firstPlain.mean(WRITES), CONSTANT);
          reaches.within("the same, approved", approved.mean(WRITES), firstApproved.mean(WRITES), CONSTANT);
          reaches.within("read units of it", approved.mean(READS), firstApproved.mean(READS), CONSTANT);
          reaches.within("SQS requests of it", approved.mean(REQUESTS), firstApproved.mean(REQUESTS), CONSTANT);
        }
      }
    }
  }

  private LocalOptions options() {
    return LocalOptions.of(Path.of("template.yaml"))
        .schedules(false)
        .clock(LocalClock.atSpeed(1))
        .parameter("WritesPerMinute", "99999")
        .parameter("WriteBurst", "99999")
        .parameter("LoopbackWebhooks", "true")
        .context((function, builder) -> builder.singletons(meter.of(function)))
        .interception(this::timed);
  }

  /** The same trip when somebody is told of it: a webhook that takes everything at once, and an Opik that does. */
  private void told(LocalCloud cloud) throws Exception {
    try (Taker webhook = new Taker();
        Taker opik = new Taker();
        LocalCloud traced =
            LocalCloud.start(options().environment("OPIK_API_KEY", "bench").environment("OPIK_URL_OVERRIDE", opik.url() + "/api"))) {
      Jobs hooked = new Jobs(cloud, webhook.url() + "/hook");
      whole(hooked, true);
      cloud.awaitIdle(Duration.ofSeconds(30));
      int before = webhook.taken();
      Sample told = kind(cloud, hooked, true);
      print("A trip that a person approves, and a webhook is told of (%.1f requests to it)".formatted((webhook.taken() - before) / (double) count), told);
      details(told.means());
      Jobs watched = new Jobs(traced);
      whole(watched, true);
      traced.awaitIdle(Duration.ofSeconds(30));
      before = opik.taken();
      Sample sent = kind(traced, watched, true);
      print("A trip that a person approves, and Opik has a trace of (%.1f requests to it)".formatted((opik.taken() - before) / (double) count), sent);
      details(sent.means());
    }
  }

  private Object timed(FunctionCall call, Callable<Object> proceed) throws Exception {
    long start = System.nanoTime();
    try {
      return proceed.call();
    } finally {
      String name = call.function();
      meter.add(name + " invocations", 1);
      // Lambda bills milliseconds begun.
      meter.add(name + " ms", Math.ceil((System.nanoTime() - start) / 1e6));
      if (call.event() instanceof SQSEvent event) {
        // What Lambda's poller asks of the queue: to receive the batch, and to delete it.
        meter.add(name + " sqs requests", 2);
        meter.add(name + " messages", event.getRecords().size());
      }
    }
  }

  private void whole(Jobs jobs, boolean approval) throws Exception {
    String job = jobs.plan(next++, approval ? 1 : 1_000_000);
    String state = jobs.rest(job, LOOKS_EVERY);
    if (approval) {
      if (!state.equals("waiting_approval")) {
        throw new IOException("a job is " + state + " and not waiting for approval");
      }
      jobs.approve(job);
      state = jobs.rest(job, LOOKS_EVERY);
    }
    if (!state.equals("completed")) {
      throw new IOException("a job is " + state);
    }
  }

  private Sample kind(LocalCloud cloud, Jobs jobs, boolean approval) throws Exception {
    Sample sample = new Sample();
    meter.take();
    for (int i = 0; i < count; i++) {
      whole(jobs, approval);
      cloud.awaitIdle(Duration.ofSeconds(30));
      sample.add(meter.take());
    }
    return sample;
  }

  /** Jobs that wait for their approval for most of the day that it may take, next to those that are approved at once. */
  private void age(LocalCloud cloud, Jobs jobs, Sample young) throws Exception {
    int some = Math.min(count, OLD_JOBS);
    // Jobs that were left waiting by an earlier table lapse first, and what belongs to them is given its time, so that none of it is counted here.
    for (int i = 0; i < 2; i++) {
      cloud.fire(schedule(cloud, "SweeperHandler"));
      cloud.awaitIdle(Duration.ofSeconds(30));
      cloud.clock().advance(Duration.ofMinutes(2));
    }
    cloud.fire(schedule(cloud, "SweeperHandler"));
    cloud.awaitIdle(Duration.ofSeconds(30));
    meter.take();
    List<String> old = new ArrayList<>();
    for (int i = 0; i < some; i++) {
      // One at a time, as those that it is compared with: side by side, steps lose more writes to each other.
      String job = jobs.plan(next++, 1);
      jobs.rest(job, LOOKS_EVERY);
      old.add(job);
    }
    // After half of the time the person is reminded.
    for (Duration later : List.of(Duration.ofHours(12), Duration.ofHours(11))) {
      cloud.clock().advance(later);
      cloud.fire(schedule(cloud, "SweeperHandler"));
    }
    for (String job : old) {
      jobs.approve(job);
      String state = jobs.rest(job, LOOKS_EVERY);
      if (!state.equals("completed")) {
        throw new IOException("an old job is " + state);
      }
    }
    cloud.awaitIdle(Duration.ofSeconds(30));
    Map<String, Double> sums = meter.take();
    sums.replaceAll((name, sum) -> sum / some);
    System.out.printf(Locale.ROOT,
        "  The same, approved after 23 hours and a reminder: %.1f write units (%.1f at once), %.1f read units (%.1f), %.1f SQS requests (%.1f)%n",
        WRITES.applyAsDouble(sums), young.mean(WRITES), READS.applyAsDouble(sums), young.mean(READS),
        REQUESTS.applyAsDouble(sums), young.mean(REQUESTS));
    // The reminder is one write that young jobs do not have, however old a job gets.
    double reminder = sums.getOrDefault("SweeperHandler write units", 0.0);
    System.out.printf(Locale.ROOT, "    of these %.1f write units for the reminder%n", reminder);
    reaches.within("write units of a trip approved after 23 hours, but for the reminder, and at once", WRITES.applyAsDouble(sums) - reminder,
        young.mean(WRITES), CONSTANT);
    pollsOfOld(cloud, jobs, old.getFirst());
  }

  /** Polls of jobs with a past: one that was asked again and again, and one that was over long ago. */
  private void pollsOfOld(LocalCloud cloud, Jobs jobs, String ended) throws Exception {
    String asked = jobs.unclear(next++);
    jobs.rest(asked, LOOKS_EVERY);
    double fresh = poll(() -> jobs.status(asked));
    long version = jobs.status(asked).path("version").asLong();
    for (int i = 0; i < ANSWERS; i++) {
      jobs.answer(asked);
      jobs.rest(asked, LOOKS_EVERY);
    }
    cloud.clock().advance(Duration.ofHours(20));
    double old = poll(() -> jobs.status(asked));
    long grown = jobs.status(asked).path("version").asLong();
    long known = jobs.status(ended).path("version").asLong();
    double before = poll(() -> jobs.unchanged(ended, known));
    cloud.clock().advance(Duration.ofDays(25));
    double after = poll(() -> jobs.unchanged(ended, known));
    System.out.printf(Locale.ROOT,
        "  A poll without outputs, read units: %.2f at version %d, %.2f at version %d, %d questions and 20 hours later;"
            + " unchanged (304) %.2f at the end of a trip, %.2f 25 days later%n",
        fresh, version, old, grown, ANSWERS, before, after);
    reaches.within("a poll of a job that was asked again and again", old, fresh, CONSTANT);
    reaches.within("a poll of a job that was over long ago", after, before, CONSTANT);
  }

  private static String schedule(LocalCloud cloud, String function) {
    return cloud.scheduleIds().stream().filter(id -> id.startsWith(function)).findFirst().orElseThrow();
  }

  /** The sum of what all functions used, but for those who poll. */
  private static double of(Map<String, Double> counts, String what) {
    return counts.entrySet().stream()
        .filter(e -> e.getKey().endsWith("Handler " + what) && !e.getKey().startsWith("Status"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private double gigabyteSeconds(Map<String, Double> counts) {
    return counts.entrySet().stream()
        .filter(e -> e.getKey().endsWith("Handler ms") && !e.getKey().startsWith("Status"))
        .mapToDouble(e -> e.getValue() / 1000 * deployed.memory(e.getKey().replace(" ms", "")) / 1024)
        .sum();
  }

  private void print(String title, Sample sample) {
    Map<String, Double> counts = sample.means();
    double writes = of(counts, "write units");
    double reads = of(counts, "read units, reported");
    double sqs = of(counts, "sqs requests");
    double invocations = of(counts, "invocations");
    double seconds = gigabyteSeconds(counts);
    double http = counts.getOrDefault("PlanHandler invocations", 0.0) + counts.getOrDefault("ApproveHandler invocations", 0.0);
    Map<String, Double> cents = new LinkedHashMap<>();
    cents.put("DynamoDB writes", writes * prices.of("dynamodb_million_write_units"));
    cents.put("DynamoDB reads", reads * prices.of("dynamodb_million_read_units"));
    cents.put("SQS", sqs * prices.of("sqs_million_requests"));
    cents.put("Lambda requests", invocations * prices.of("lambda_million_requests"));
    cents.put("Lambda time (arm64)", seconds * 1e6 * prices.of("lambda_gb_second_arm64"));
    cents.put("HTTP API", http * prices.of("http_api_million_requests"));
    System.out.printf(Locale.ROOT, "  %s: %s write units (%.1f as DynamoDB Local reports), %s read units, %s SQS requests, %s invocations, %s GB-ms%n",
        title, sample.spread(WRITES), of(counts, "write units, reported"), sample.spread(READS), sample.spread(REQUESTS),
        sample.spread(c -> of(c, "invocations")), sample.spread(c -> 1000 * gigabyteSeconds(c)));
    System.out.printf(Locale.ROOT, "    $%.2f for a million by the means (%s):", cents.values().stream().mapToDouble(v -> v).sum(), prices);
    cents.forEach((name, dollars) -> System.out.printf(Locale.ROOT, " %s %.2f;", name, dollars));
    System.out.println();
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
      if (name.endsWith(" ms") || name.endsWith(" refused writes") || name.endsWith(" messages") || name.endsWith(" invocations")) {
        System.out.printf(Locale.ROOT, "    %-40s %.2f%n", name, value);
      }
    });
  }

  private void polls(LocalCloud cloud, Jobs jobs) throws Exception {
    cloud.pause();
    String fresh = jobs.plan(next++, 1);
    double without = poll(() -> jobs.status(fresh));
    long version = jobs.status(fresh).path("version").asLong();
    double same = poll(() -> {
      int status = jobs.unchanged(fresh, version);
      if (status != 304) {
        throw new IOException("a poll that names the version was answered " + status);
      }
      return status;
    });
    cloud.resume();
    jobs.rest(fresh, LOOKS_EVERY);
    double with = poll(() -> jobs.status(fresh));
    long rests = jobs.status(fresh).path("version").asLong();
    double sameWith = poll(() -> jobs.unchanged(fresh, rests));
    System.out.printf(Locale.ROOT,
        "  A poll, read units: without outputs %.2f, unchanged (304) %.2f, with outputs %.2f, with outputs unchanged %.2f; $%.2f for a million polls of the first kind, with HTTP API and Lambda request%n",
        without, same, with, sameWith,
        without * prices.of("dynamodb_million_read_units") + prices.of("http_api_million_requests") + prices.of("lambda_million_requests"));
    reaches.atMost("read units of a poll without outputs", without, MOST_POLL);
    reaches.atMost("read units of a poll that ends in 304", same, MOST_POLL);
  }

  private double poll(Callable<?> poll) throws Exception {
    poll.call();
    meter.take();
    for (int i = 0; i < POLLS; i++) {
      poll.call();
    }
    return meter.take().getOrDefault("StatusHandler read units, reported", 0.0) / POLLS;
  }

  /** A deployment that nobody uses: what its schedules do, the pollers of its queues, its alarms and its own metrics. */
  private void idle(LocalCloud cloud) throws Exception {
    Map<String, Double> dollars = new LinkedHashMap<>();
    dollars.put("alarms (%d, of %d metrics)".formatted(deployed.alarms(), deployed.alarmMetrics()), deployed.alarmMetrics() * prices.of("alarm_month"));
    dollars.put("metrics of our own (%d)".formatted(deployed.metrics().size()), deployed.metrics().size() * prices.of("metric_month"));
    // Lambda keeps five pollers for each source, which wait 20 s for a message.
    double receives = deployed.sources() * 5 * MONTH_SECONDS / 20.0;
    dollars.put("empty receives of %d sources (%.0f)".formatted(deployed.sources(), receives),
        receives / 1e6 * prices.of("sqs_million_requests"));
    for (Map.Entry<String, Integer> schedule : deployed.schedules().entrySet()) {
      scheduled(cloud, schedule.getKey(), MONTH_SECONDS / (double) schedule.getValue(), dollars);
    }
    System.out.printf(Locale.ROOT, "%nA month of nobody using it: $%.2f (%s; five pollers a source is Lambda's documented start, the rest is counted)%n",
        dollars.values().stream().mapToDouble(v -> v).sum(), prices);
    dollars.forEach((name, value) -> System.out.printf(Locale.ROOT, "    %-60s $%.2f%n", name, value));
  }

  private void scheduled(LocalCloud cloud, String function, double runs, Map<String, Double> dollars) throws Exception {
    String schedule = schedule(cloud, function);
    cloud.fire(schedule);
    meter.take();
    for (int i = 0; i < POLLS; i++) {
      cloud.fire(schedule);
    }
    Map<String, Double> counts = meter.take();
    // An empty answer is reported as nothing, and billed as the least that a query costs.
    double reads = Math.max(counts.getOrDefault(function + " read units, reported", 0.0),
        counts.getOrDefault(function + " database requests", 0.0) * LEAST_QUERY) / POLLS;
    double milliseconds = counts.getOrDefault(function + " ms", 0.0) / POLLS;
    double asks = counts.getOrDefault(function + " sqs requests", 0.0) / POLLS;
    dollars.put("%s's reads (%.0f units)".formatted(function, reads * runs), reads * runs / 1e6 * prices.of("dynamodb_million_read_units"));
    dollars.put("%s's requests to queues (%.0f)".formatted(function, asks * runs), asks * runs / 1e6 * prices.of("sqs_million_requests"));
    dollars.put(
        "%s's %.0f runs (%.0f ms each)".formatted(function, runs, milliseconds),
        runs / 1e6 * prices.of("lambda_million_requests")
            + runs * milliseconds / 1000 * deployed.memory(function) / 1024 * prices.of("lambda_gb_second_arm64"));
  }
}
