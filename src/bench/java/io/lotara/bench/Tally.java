package io.lotara.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shares and times by name, in the order in which the names first came. */
final class Tally {
  private static final class Share {
    private int good;
    private int all;
  }

  private final Map<String, Share> shares = new LinkedHashMap<>();
  private final Map<String, List<Long>> times = new LinkedHashMap<>();
  private final Map<String, Map<String, Integer>> reasons = new LinkedHashMap<>();

  void count(String name, boolean good) {
    Share share = shares.computeIfAbsent(name, n -> new Share());
    share.all++;
    share.good += good ? 1 : 0;
  }

  void time(String name, long nanos) {
    times.computeIfAbsent(name, n -> new ArrayList<>()).add(nanos);
  }

  /** Why something was not good. */
  void reason(String name, String why) {
    reasons.computeIfAbsent(name, n -> new LinkedHashMap<>()).merge(why, 1, Integer::sum);
  }

  int bad(String name) {
    Share share = shares.get(name);
    return share == null ? 0 : share.all - share.good;
  }

  void print(String title) {
    System.out.printf("%n%s%n", title);
    shares.forEach((name, s) ->
        System.out.printf(Locale.ROOT, "  %-58s %4d of %-4d %6.1f %%%n", name, s.good, s.all, s.all == 0 ? 0 : 100.0 * s.good / s.all));
    times.forEach((name, list) -> {
      List<Long> sorted = new ArrayList<>(list);
      Collections.sort(sorted);
      System.out.printf(Locale.ROOT, "  %-58s n %-4d median %8.1f ms   p95 %8.1f ms   min %.1f   max %.1f%n", name, sorted.size(),
          millis(sorted, 0.5), millis(sorted, 0.95), millis(sorted, 0), millis(sorted, 1));
    });
    reasons.forEach((name, whys) -> {
      System.out.printf("  %s:%n", name);
      whys.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).limit(12)
          .forEach(e -> System.out.printf("    %4d × %s%n", e.getValue(), e.getKey()));
    });
  }

  /** Nearest rank: the smallest value that at least this share of the values does not exceed. */
  private static double millis(List<Long> sorted, double share) {
    int rank = Math.clamp((int) Math.ceil(share * sorted.size()), 1, sorted.size());
    return sorted.get(rank - 1) / 1e6;
  }
}
