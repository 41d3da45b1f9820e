package io.lotara.trip.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Ways to spread the nights of a trip over its towns, each town at least one, the nearest to what was wished first. */
final class NightSplits {
  private static final int MOST = 400;

  private NightSplits() {}

  /**
   * Splits in order of how far they are from the wish; of equally near ones the earlier towns get the longer stays.
   *
   * @param nights to spread
   * @param wished nights for each town, null where the traveller did not say
   * @param limit at most so many
   */
  static List<int[]> of(int nights, List<Integer> wished, int limit) {
    int towns = wished.size();
    if (towns == 0 || nights < towns) {
      return List.of();
    }
    double[] target = targets(nights, wished);
    List<int[]> splits = new ArrayList<>();
    int reach = 0;
    // Rings around the wish: enough of them, but never every way to cut thirty nights in five.
    while (splits.size() < Math.min(limit, MOST) && reach <= nights) {
      reach += reach < 2 ? 1 : reach;
      splits.clear();
      collect(target, nights, 0, reach, new int[towns], splits);
    }
    splits.sort(Comparator.comparingDouble((int[] s) -> distance(s, target)).thenComparing((a, b) -> Arrays.compare(b, a)));
    return splits.subList(0, Math.min(limit, splits.size()));
  }

  /** How far nights are from even stays: 0 when no two towns differ by more than one night. */
  static int unevenness(List<Integer> nights) {
    int total = nights.stream().mapToInt(Integer::intValue).sum();
    int low = nights.isEmpty() ? 0 : total / nights.size();
    return nights.stream().mapToInt(n -> Math.max(0, Math.max(low - n, n - low - 1))).sum();
  }

  private static double[] targets(int nights, List<Integer> wished) {
    int said = wished.stream().filter(n -> n != null).mapToInt(Integer::intValue).sum();
    long open = wished.stream().filter(n -> n == null).count();
    double share = open == 0 ? 0 : Math.max(1, (nights - said) / (double) open);
    return wished.stream().mapToDouble(n -> n == null ? share : n).toArray();
  }

  private static double distance(int[] split, double[] target) {
    double sum = 0;
    for (int i = 0; i < split.length; i++) {
      sum += Math.abs(split[i] - target[i]);
    }
    return Math.round(sum * 1000) / 1000.0;
  }

  private static void collect(double[] target, int left, int town, int reach, int[] split, List<int[]> splits) {
    int after = split.length - town - 1;
    if (splits.size() >= 20 * MOST) {
      return;
    }
    if (after == 0) {
      if (left >= 1 && Math.abs(left - target[town]) <= reach + 1) {
        split[town] = left;
        splits.add(split.clone());
      }
      return;
    }
    int most = Math.min(left - after, (int) Math.ceil(target[town]) + reach);
    for (int n = Math.max(1, (int) Math.floor(target[town]) - reach); n <= most; n++) {
      split[town] = n;
      collect(target, left - n, town + 1, reach, split, splits);
    }
  }
}
