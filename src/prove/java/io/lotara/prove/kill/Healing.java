package io.lotara.prove.kill;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many sweeps jobs need to go on once nobody is killed any more. What counts is a sweep that came to its end, and begins only when all that
 * the one before has sent was worked off: so a slow machine makes it take longer, and not need more.
 */
final class Healing {
  /** Sweeps after which a job that could go on must have. */
  private static final int WITHIN = 2;

  private final Holdings holdings;
  private final Map<String, Integer> seen = new HashMap<>();
  private Map<String, Object> standing = Map.of();
  private int sweeps;
  private int most;

  Healing(Holdings holdings) {
    this.holdings = holdings;
  }

  /** Before a sweep: the jobs that could have gone on and have not, although there were enough of them. */
  List<String> before() {
    Map<String, Object> now = holdings.unfinished();
    seen.keySet().removeIf(job -> !now.containsKey(job) || !now.get(job).equals(standing.get(job)));
    standing = now;
    if (!now.isEmpty()) {
      most = Math.max(most, 1 + seen.values().stream().mapToInt(n -> n).max().orElse(0));
    }
    return seen.entrySet().stream()
        .filter(e -> e.getValue() >= WITHIN)
        .map(e -> "stuck: %s has not gone on in %d sweeps after the last kill: %s".formatted(e.getKey(), e.getValue(), now.get(e.getKey())))
        .toList();
  }

  /** The sweep came to its end. */
  void swept() {
    sweeps++;
    standing.keySet().forEach(job -> seen.merge(job, 1, Integer::sum));
  }

  /** Sweeps that came to their end. */
  int sweeps() {
    return sweeps;
  }

  /** The most sweeps that a job which could go on has seen begin without having done so. */
  int most() {
    return most;
  }
}
