package io.lotara.prove.sim;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which calls of a schedule go wrong, and how. */
final class Faults {
  /** How often a call is made that is seldom made. */
  private static final int FEW = 3;

  private final Random random;
  private final Set<Integer> ordinals = new TreeSet<>();
  private final double rate;
  private final List<String> happened = new ArrayList<>();
  private final Map<Fault, Integer> sorts = new EnumMap<>(Fault.class);
  private final Map<String, Integer> crashes = new TreeMap<>();
  private final String focus;
  private int calls;
  /** A call of any sort that goes wrong too: many a seldom call is made only after a fault. */
  private int elsewhere;

  private int aimed;
  private int count;
  private int waiting;
  private boolean told;

  private Faults(Random random, double rate, String focus) {
    this.random = random;
    this.rate = rate;
    this.focus = focus;
  }

  /**
   * A few faults somewhere in the first calls.
   *
   * @param within how many calls there will be at least
   * @param focus which calls go wrong, by a part of their process and name: empty for all
   */
  static Faults few(long seed, int within, String focus) {
    Random random = new Random(seed * 31 + 7);
    Faults faults = new Faults(random, 0, focus);
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      faults.ordinals.add(1 + random.nextInt(seldom(focus) ? Math.min(within, FEW) : within));
    }
    if (seldom(focus)) {
      faults.elsewhere = 1 + random.nextInt(within);
    }
    return faults;
  }

  /** Each call goes wrong with this probability. */
  static Faults rate(long seed, double rate) {
    return new Faults(new Random(seed * 31 + 7), rate, "");
  }

  /** Every fault is said when it happens. */
  Faults told() {
    told = true;
    return this;
  }

  /** Whether calls of a name are aimed at, and not those of a process. */
  private static boolean seldom(String focus) {
    return focus.contains(".");
  }

  @Nullable Fault next(Fault.At sort, Instant now, String call) {
    calls++;
    if (told) {
      System.out.printf("%s %5d   %s%n", now, calls, call);
    }
    boolean aim = call.contains(focus);
    aimed += aim ? 1 : 0;
    boolean due = calls == elsewhere || aim && (rate > 0 ? random.nextDouble() < rate : ordinals.contains(aimed));
    if (due && rate == 0 && sort == Fault.At.READ && !seldom(focus) && random.nextInt(4) > 0) {
      // Most calls read, and little can go wrong with them; but for those that are aimed at by name. Where each call has its own risk, those
      // of many polls would add up, and no write would ever get through.
      waiting++;
      due = false;
    } else if (!due && aim && waiting > 0 && sort != Fault.At.READ) {
      waiting--;
      due = true;
    }
    if (!due) {
      return null;
    }
    Fault fault = sort.faults.get(random.nextInt(sort.faults.size()));
    sorts.merge(fault, 1, Integer::sum);
    count++;
    happened(now, fault + " at call " + calls + ", " + call);
    return fault;
  }

  void happened(Instant now, String what) {
    if (rate == 0) {
      happened.add(now + " " + what);
    }
    if (told) {
      System.out.printf("%s         *** %s%n", now, what);
    }
  }

  /** A process died at a named point. */
  void crashed(String process, String point) {
    crashes.merge(point, 1, Integer::sum);
    crashes.merge(process.substring(0, process.indexOf(' ') < 0 ? process.length() : process.indexOf(' ')), 1, Integer::sum);
  }

  /** How often a process died, by named point, and by sort of process. */
  Map<String, Integer> crashes() {
    return crashes;
  }

  int calls() {
    return calls;
  }

  /** Calls of those processes whose calls may go wrong. */
  int aimed() {
    return aimed;
  }

  /** How many were injected. */
  int count() {
    return count;
  }


  /** How often each was injected. */
  Map<Fault, Integer> sorts() {
    return sorts;
  }

  List<String> list() {
    return happened;
  }
}
