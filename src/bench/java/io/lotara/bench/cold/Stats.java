package io.lotara.bench.cold;

import java.util.List;

/** Ranks of a list of nanoseconds, in milliseconds. */
final class Stats {
  private final List<Long> nanos;

  Stats(List<Long> nanos) {
    this.nanos = nanos;
  }

  void add(double value) {
    nanos.add((long) value);
  }

  /** The smallest value that at least this share of all does not exceed (nearest rank). */
  double at(double share) {
    List<Long> sorted = nanos.stream().sorted().toList();
    int rank = Math.clamp((int) Math.ceil(share * sorted.size()), 1, sorted.size());
    return sorted.isEmpty() ? Double.NaN : sorted.get(rank - 1) / 1e6;
  }
}
