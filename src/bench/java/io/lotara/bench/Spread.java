package io.lotara.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times by name, each told beside those of its control. */
final class Spread {
  private final Map<String, List<Long>> times = new HashMap<>();

  void add(String name, long nanos) {
    times.computeIfAbsent(name, n -> new ArrayList<>()).add(nanos);
  }

  void print(String name, String control) {
    System.out.printf(
        Locale.ROOT,
        "  %-44s n %-5d median %7.1f ms (× %.2f)   p95 %7.1f ms (× %.2f)%n",
        name,
        times.get(name).size(),
        millis(name, 0.5),
        millis(name, 0.5) / millis(control, 0.5),
        millis(name, 0.95),
        millis(name, 0.95) / millis(control, 0.95));
  }

  /** Nearest rank: the smallest value that at least this share of the values does not exceed. */
  private double millis(String name, double share) {
    List<Long> sorted = times.get(name).stream().sorted().toList();
    return sorted.get(Math.clamp((int) Math.ceil(share * sorted.size()), 1, sorted.size()) - 1) / 1e6;
  }
}
