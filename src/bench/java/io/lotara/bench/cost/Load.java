package io.lotara.bench.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/** What was measured with so many jobs at once, over all rounds. */
final class Load {
  private final int atOnce;
  private final Map<String, LongAdder> nanos = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> times = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();
  private final Timelines timelines = new Timelines();
  private final List<Double> rates = new ArrayList<>();

  Load(int atOnce) {
    this.atOnce = atOnce;
  }

  int atOnce() {
    return atOnce;
  }

  Timelines timelines() {
    return timelines;
  }

  void call(String name, long took) {
    nanos.computeIfAbsent(name, n -> new LongAdder()).add(took);
    times.computeIfAbsent(name, n -> new LongAdder()).increment();
  }

  /** Milliseconds from the send of a message to the start of the function that gets it. */
  void waited(long millis) {
    waits.add(millis);
  }

  /** Jobs a second of one round. */
  void rate(double jobs) {
    rates.add(jobs);
  }

  void print() {
    List<Timelines.Parts> parts = timelines.parts();
    List<Long> whole = parts.stream().map(Timelines.Parts::whole).sorted().toList();
    List<Double> sorted = rates.stream().sorted().toList();
    double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    System.out.printf(Locale.ROOT,
        "%n  %2d at once, looked at every %d ms: %d jobs in %d rounds, %.1f a second (%.1f..%.1f); one takes median %.0f ms, p95 %.0f ms, p99 %.0f ms%n", atOnce,
        LoadBench.looksEvery(atOnce).toMillis(), whole.size(), rates.size(), median, sorted.getFirst(), sorted.getLast(), at(whole, 0.5) / 1e6,
        at(whole, 0.95) / 1e6, at(whole, 0.99) / 1e6);
    System.out.printf(Locale.ROOT,
        "    of the %.0f ms of one, means: POST %.0f, in the queue and nobody at it %.0f, a worker at it %.0f, over and not looked at %.0f%n",
        mean(parts, Timelines.Parts::whole), mean(parts, Timelines.Parts::posted), mean(parts, Timelines.Parts::queued), mean(parts, Timelines.Parts::worked),
        mean(parts, Timelines.Parts::unseen));
    List<Long> messages = waits.stream().sorted().toList();
    System.out.printf(Locale.ROOT, "    a message waits from its send to the start of the worker: median %d ms, p95 %d ms, most %d ms (%.1f messages a job)%n",
        at(messages, 0.5), at(messages, 0.95), messages.getLast(), messages.size() / (double) whole.size());
    System.out.println("    for one job, all calls together (side by side they overlap):");
    nanos.keySet().stream().sorted().forEach(name ->
        System.out.printf(Locale.ROOT, "      %-44s %6.1f calls %8.1f ms%n", name, times.get(name).sum() / (double) whole.size(),
            nanos.get(name).sum() / 1e6 / whole.size()));
  }

  private static double mean(List<Timelines.Parts> parts, ToLongFunction<Timelines.Parts> what) {
    return parts.stream().mapToLong(what).average().orElse(Double.NaN) / 1e6;
  }

  /** Nearest rank: the smallest value that at least this share of the values does not exceed. */
  private static long at(List<Long> sorted, double share) {
    return sorted.get(Math.clamp((int) Math.ceil(share * sorted.size()), 1, sorted.size()) - 1);
  }
}
