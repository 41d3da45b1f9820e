package io.lotara.bench.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What several jobs of a kind used, each by itself. */
final class Sample {
  static final ToDoubleFunction<Map<String, Double>> WRITES = counts -> Usage.sum(counts, "write units", Usage::working);
  static final ToDoubleFunction<Map<String, Double>> READS = counts -> Usage.sum(counts, "read units, reported", Usage::working);
  static final ToDoubleFunction<Map<String, Double>> REQUESTS = counts -> Usage.sum(counts, "sqs requests", Usage::working);
  static final ToDoubleFunction<Map<String, Double>> INVOCATIONS = counts -> Usage.sum(counts, "invocations", Usage::working);

  private final List<Map<String, Double>> jobs = new ArrayList<>();

  void add(Map<String, Double> counts) {
    jobs.add(counts);
  }

  /** Means of one job, by name. */
  Map<String, Double> means() {
    Map<String, Double> means = new TreeMap<>();
    jobs.forEach(job -> job.forEach((name, value) -> means.merge(name, value / jobs.size(), Double::sum)));
    return means;
  }

  double median(ToDoubleFunction<Map<String, Double>> what) {
    List<Double> sorted = sorted(what);
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }

  double mean(ToDoubleFunction<Map<String, Double>> what) {
    return jobs.stream().mapToDouble(what).average().orElse(Double.NaN);
  }

  /** Median, and the least and most that a job used. */
  String spread(ToDoubleFunction<Map<String, Double>> what) {
    List<Double> sorted = sorted(what);
    return String.format(Locale.ROOT, "%.1f (%.1f..%.1f)", median(what), sorted.getFirst(), sorted.getLast());
  }

  private List<Double> sorted(ToDoubleFunction<Map<String, Double>> what) {
    return jobs.stream().map(what::applyAsDouble).sorted().toList();
  }
}
