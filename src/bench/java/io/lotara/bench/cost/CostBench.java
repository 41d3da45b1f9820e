package io.lotara.bench.cost;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.lotara.local.FunctionCall;
import io.lotara.local.LocalClock;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what a trip job and a poll use of DynamoDB, SQS and Lambda, and what that costs. System properties: {@code bench.cost.jobs} (20, of
 * each kind), {@code bench.cost.table} (jobs that stand in the table before, a list; {@code 1000,10000,100000} shows that nothing grows).
 */
public final class CostBench {
  private static final Duration LOOKS_EVERY = Duration.ofMillis(40);
  private static final int MONTH_SECONDS = 30 * 24 * 3600;
  private static final double POLLS = 10;
  private static final double LEAST_QUERY = 0.5;
  private static final int OLD_JOBS = 10;

  /** One more, and a job is given up as not understood. */
  private static final int ANSWERS = 3;

  private final Meter meter = new Meter();
  private final Map<String, Integer> memory = memory(Path.of("template.yaml"));
  private final int count = Integer.getInteger("bench.cost.jobs", 20);
  private final Prices prices;
  private int next;

  private CostBench() throws IOException {
    prices = new Prices(Path.of("infra/prices.json"));
  }

  /** Runs everything and prints it. */
  public static void run() throws Exception {
    new CostBench().measure();
  }

  private void measure() throws Exception {
    int filled = 0;
    boolean first = true;
    try (LocalCloud cloud = LocalCloud.start(options())) {
      Jobs jobs = new Jobs(cloud);
      for (int i = 0; i < 5; i++) {
        whole(jobs, true);
      }
      cloud.awaitIdle(Duration.ofSeconds(30));
      meter.take();
      for (int size : Arrays.stream(System.getProperty("bench.cost.table", "0").split(",")).mapToInt(Integer::parseInt).toArray()) {
        new Filler(cloud).fill(filled, size);
        filled = Math.max(filled, size);
        Map<String, Double> plain = kind(cloud, jobs, false);
        Map<String, Double> approved = kind(cloud, jobs, true);
        System.out.printf(Locale.ROOT, "%nWith %d jobs in the table before (%d jobs of each kind, means of one)%n", size, count);
        print("A trip that needs nobody's approval", plain);
        print("A trip that a person approves", approved);
        polls(cloud, jobs);
        age(cloud, jobs, approved);
        if (first) {
          details(approved);
          told(cloud);
          idle(cloud);
          first = false;
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
      Map<String, Double> told = kind(cloud, hooked, true);
      print("A trip that a person approves, and a webhook is told of (%.1f requests to it)".formatted((webhook.taken() - before) / (double) count), told);
      details(told);
      Jobs watched = new Jobs(traced);
      whole(watched, true);
      traced.awaitIdle(Duration.ofSeconds(30));
      before = opik.taken();
      Map<String, Double> sent = kind(traced, watched, true);
      print("A trip that a person approves, and Opik has a trace of (%.1f requests to it)".formatted((opik.taken() - before) / (double) count), sent);
      details(sent);
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

  private Map<String, Double> kind(LocalCloud cloud, Jobs jobs, boolean approval) throws Exception {
    meter.take();
    for (int i = 0; i < count; i++) {
      whole(jobs, approval);
    }
    cloud.awaitIdle(Duration.ofSeconds(30));
    Map<String, Double> sums = meter.take();
    sums.replaceAll((name, sum) -> sum / count);
    return sums;
  }

  /** Jobs that wait for their approval for most of the day that it may take, next to those that are approved at once. */
  private void age(LocalCloud cloud, Jobs jobs, Map<String, Double> young) throws Exception {
    int some = Math.min(count, OLD_JOBS);
    meter.take();
    List<String> old = new ArrayList<>();
    for (int i = 0; i < some; i++) {
      old.add(jobs.plan(next++, 1));
    }
    for (String job : old) {
      jobs.rest(job, LOOKS_EVERY);
    }
    // After half of the time the person is reminded.
    for (Duration later : List.of(Duration.ofHours(12), Duration.ofHours(11))) {
      cloud.clock().advance(later);
      cloud.fire(sweeper(cloud));
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
        of(sums, "write units"), of(young, "write units"), of(sums, "read units, reported"), of(young, "read units, reported"),
        of(sums, "sqs requests"), of(young, "sqs requests"));
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
  }

  private static String sweeper(LocalCloud cloud) {
    return cloud.scheduleIds().stream().filter(id -> id.startsWith("Sweeper")).findFirst().orElseThrow();
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
        .mapToDouble(e -> e.getValue() / 1000 * memory.getOrDefault(e.getKey().replace(" ms", ""), 1024) / 1024)
        .sum();
  }

  private void print(String title, Map<String, Double> counts) {
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
    System.out.printf(Locale.ROOT, "  %s: %.1f write units (%.1f as DynamoDB Local reports), %.1f read units, %.1f SQS requests, %.1f invocations, %.3f GB-s%n",
        title, writes, of(counts, "write units, reported"), reads, sqs, invocations, seconds);
    System.out.printf(Locale.ROOT, "    $%.2f for a million (%s):", cents.values().stream().mapToDouble(v -> v).sum(), prices);
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
  }

  private double poll(Callable<?> poll) throws Exception {
    poll.call();
    meter.take();
    for (int i = 0; i < POLLS; i++) {
      poll.call();
    }
    return meter.take().getOrDefault("StatusHandler read units, reported", 0.0) / POLLS;
  }

  /** A deployment that nobody uses: the sweeper, the pollers of the queues, the alarms. */
  private void idle(LocalCloud cloud) throws Exception {
    String sweeper = sweeper(cloud);
    cloud.fire(sweeper);
    meter.take();
    for (int i = 0; i < POLLS; i++) {
      cloud.fire(sweeper);
    }
    Map<String, Double> counts = meter.take();
    double sweeps = MONTH_SECONDS / 60.0 / POLLS;
    // An empty answer is reported as nothing, and billed as the least that a query costs.
    double reads = Math.max(counts.getOrDefault("SweeperHandler read units, reported", 0.0),
        counts.getOrDefault("SweeperHandler database requests", 0.0) * LEAST_QUERY) * sweeps;
    double milliseconds = counts.getOrDefault("SweeperHandler ms", 0.0) * sweeps;
    String template = Files.readString(Path.of("template.yaml"));
    double alarms = matches(template, "Type: AWS::CloudWatch::Alarm");
    double sources = cloud.queueSources().size();
    // Lambda keeps five pollers for each source, which wait 20 s for a message.
    double receives = sources * 5 * MONTH_SECONDS / 20.0;
    Map<String, Double> dollars = new LinkedHashMap<>();
    dollars.put("alarms (%.0f)".formatted(alarms), alarms * prices.of("alarm_month"));
    dollars.put("empty receives (%.0f)".formatted(receives), receives / 1e6 * prices.of("sqs_million_requests"));
    dollars.put("sweeper's reads (%.0f units)".formatted(reads), reads / 1e6 * prices.of("dynamodb_million_read_units"));
    dollars.put(
        "sweeper's runs (%.0f ms each)".formatted(milliseconds / (MONTH_SECONDS / 60.0)),
        MONTH_SECONDS / 60.0 / 1e6 * prices.of("lambda_million_requests")
            + milliseconds / 1000 * memory.getOrDefault("SweeperHandler", 1024) / 1024 * prices.of("lambda_gb_second_arm64"));
    System.out.printf(Locale.ROOT, "%nA month of nobody using it: $%.2f (%s; five pollers a source is Lambda's documented start, the rest is counted)%n",
        dollars.values().stream().mapToDouble(v -> v).sum(), prices);
    dollars.forEach((name, value) -> System.out.printf(Locale.ROOT, "    %-44s $%.2f%n", name, value));
  }

  private static double matches(String text, String literal) {
    Matcher found = Pattern.compile(Pattern.quote(literal)).matcher(text);
    return found.results().count();
  }

  /** Memory of the functions in MB, as the template has it. */
  private static Map<String, Integer> memory(Path template) throws IOException {
    Map<String, Integer> memory = new HashMap<>();
    String function = "";
    int usual = 1024;
    List<String> lines = Files.readAllLines(template);
    for (String line : lines) {
      Matcher id = Pattern.compile("  (\\w+Handler):").matcher(line);
      Matcher size = Pattern.compile("\\s+MemorySize: (\\d+).*").matcher(line);
      if (id.matches()) {
        function = id.group(1);
        memory.put(function, usual);
      } else if (size.matches()) {
        if (function.isEmpty()) {
          usual = Integer.parseInt(size.group(1));
        } else {
          memory.put(function, Integer.parseInt(size.group(1)));
        }
      }
    }
    return memory;
  }
}
