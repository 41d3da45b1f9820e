package io.lotara.bench.cost;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a month of a deployment costs that nobody uses. */
final class Idle {
  private static final int RUNS = 10;
  private static final int MONTH_SECONDS = 30 * 24 * 3600;

  /** Lambda keeps so many pollers for each source as long as little comes, each of which waits 20 s for a message. */
  private static final int POLLERS = 5;

  private static final double WAITS_SECONDS = 20;

  /** What API Gateway tells of each route that is called, when detailed metrics are on. */
  private static final int ROUTE_METRICS = 6;

  private final Trips trips;
  private final Deployed deployed;
  private final Prices prices;

  Idle(Trips trips, Deployed deployed, Prices prices) {
    this.trips = trips;
    this.deployed = deployed;
    this.prices = prices;
  }

  void measure() throws Exception {
    Map<String, Double> dollars = new LinkedHashMap<>();
    dollars.put("%d alarms, which name %d metrics".formatted(deployed.alarms(), deployed.alarmMetrics()),
        deployed.alarmMetrics() * prices.of("alarm_month"));
    dollars.put("dashboards (%d)".formatted(deployed.dashboards()), deployed.dashboards() * prices.of("dashboard_month"));
    dollars.put("metrics of our own (%d)".formatted(deployed.metrics().size()), deployed.metrics().size() * prices.of("metric_month"));
    double receives = deployed.sources() * POLLERS * MONTH_SECONDS / WAITS_SECONDS;
    dollars.put("empty receives of %d sources (%.0f)".formatted(deployed.sources(), receives),
        receives / 1e6 * prices.of("sqs_million_requests"));
    for (Map.Entry<String, Integer> schedule : deployed.schedules().entrySet()) {
      String function = schedule.getKey();
      double runs = MONTH_SECONDS / (double) schedule.getValue();
      Usage run = run(function);
      String each = String.format(Locale.ROOT, "%s, %.0f runs of %.1f read units, %.1f requests to queues, %.1f GB-ms: ", function, runs, run.reads(), run.sqs(),
          1000 * run.gigabyteSeconds());
      new Bill(prices, run, runs, deployed.traced()).lines().forEach((name, value) -> {
        if (value > 0) {
          dollars.put(each + name, value);
        }
      });
    }
    System.out.printf(Locale.ROOT, "%nA month of nobody using it: $%.2f (%s; %d pollers a source is Lambda's documented start, the rest is counted)%n",
        dollars.values().stream().mapToDouble(v -> v).sum(), prices, POLLERS);
    dollars.forEach((name, value) -> System.out.printf(Locale.ROOT, "    %-120s $%.2f%n", name, value));
    System.out.printf(Locale.ROOT,
        "    In it is all that the template names. Nothing is provisioned: the table is on demand, functions keep no concurrency, SnapStart of Java costs nothing;%n"
            + "    scheduled rules, parameters of the Parameter Store and encryption with AWS's own keys cost nothing. Not in it: storage of an empty table and its%n"
            + "    recovery ($%.2f a GB and month), the packages in S3, and metrics of routes, which begin with requests:%n"
            + "    at most $%.2f when all %d routes are called every hour%n",
        prices.of("dynamodb_gb_month") + prices.of("dynamodb_pitr_gb_month"), deployed.routes() * ROUTE_METRICS * prices.of("metric_month"), deployed.routes());
  }

  /** One run of a schedule's function that finds nothing to do. */
  Usage run(String function) throws Exception {
    trips.fire(function);
    trips.settle();
    for (int i = 0; i < RUNS; i++) {
      trips.fire(function);
    }
    return Usage.of(trips.meter().take(), deployed, function::equals).divided(RUNS);
  }
}
