package io.lotara.bench.cost;

import java.util.Map;
import java.util.function.Predicate;

/**
 * What one job, poll or run uses of what AWS bills.
 *
 * @param writes write units, by {@link Capacity}'s rules
 * @param reads read units, as the database reports them
 * @param sqs requests to queues, ours and those of Lambda's pollers
 * @param invocations runs of functions
 * @param gigabyteSeconds time of functions by their memory, on this machine
 * @param requests to the HTTP API
 * @param logBytes of functions, of Lambda about them and of the API
 */
record Usage(double writes, double reads, double sqs, double invocations, double gigabyteSeconds, double requests, double logBytes) {

  /** From counts by name, of the functions that are asked for. */
  static Usage of(Map<String, Double> counts, Deployed deployed, Predicate<String> functions) {
    double seconds = 0;
    for (Map.Entry<String, Double> count : counts.entrySet()) {
      String function = count.getKey().replace(" ms", "");
      if (count.getKey().endsWith("Handler ms") && functions.test(function)) {
        seconds += count.getValue() / 1000 * deployed.memory(function) / 1024;
      }
    }
    double requests = sum(counts, "http requests", functions);
    double invocations = sum(counts, "invocations", functions);
    double logs = sum(counts, "log bytes", functions) + invocations * FunctionLogs.platform() + requests * FunctionLogs.access(deployed.accessLog());
    return new Usage(sum(counts, "write units", functions), sum(counts, "read units, reported", functions), sum(counts, "sqs requests", functions),
        invocations, seconds, requests, logs);
  }

  /** The sum of a count over functions. */
  static double sum(Map<String, Double> counts, String what, Predicate<String> functions) {
    return counts.entrySet().stream()
        .filter(e -> e.getKey().endsWith("Handler " + what) && functions.test(e.getKey().replace(" " + what, "")))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** All but those who look at a job: what belongs to the job itself. */
  static boolean working(String function) {
    return !polling(function);
  }

  static boolean polling(String function) {
    return function.equals("StatusHandler");
  }

  Usage divided(double by) {
    return new Usage(writes / by, reads / by, sqs / by, invocations / by, gigabyteSeconds / by, requests / by, logBytes / by);
  }
}
