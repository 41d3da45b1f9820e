package io.lotara.prove.sim;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Which calls of a schedule go wrong, and how. */
final class Faults {
  private final Random random;
  private final Set<Integer> ordinals = new TreeSet<>();
  private final double rate;
  private final List<String> happened = new ArrayList<>();
  private final List<Fault> sorts = new ArrayList<>();
  private int calls;
  private int timeouts;
  private int waiting;
  private boolean told;

  private Faults(Random random, double rate) {
    this.random = random;
    this.rate = rate;
  }

  /**
   * A few faults somewhere in the first calls.
   *
   * @param within how many calls there will be at least
   */
  static Faults few(long seed, int within) {
    Random random = new Random(seed * 31 + 7);
    Faults faults = new Faults(random, 0);
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      faults.ordinals.add(1 + random.nextInt(within));
    }
    return faults;
  }

  /** Each call goes wrong with this probability. */
  static Faults rate(long seed, double rate) {
    return new Faults(new Random(seed * 31 + 7), rate);
  }

  /** Every fault is said when it happens. */
  Faults told() {
    told = true;
    return this;
  }

  @Nullable Fault next(Fault.At sort, Instant now, String call) {
    calls++;
    boolean due = rate > 0 ? random.nextDouble() < rate : ordinals.contains(calls);
    if (due && sort == Fault.At.READ && random.nextInt(4) > 0) {
      // Most calls read, and little can go wrong with them.
      waiting++;
      due = false;
    } else if (!due && waiting > 0 && sort != Fault.At.READ) {
      waiting--;
      due = true;
    }
    if (!due) {
      if (told) {
        System.out.printf("%s %5d   %s%n", now, calls, call);
      }
      return null;
    }
    Fault fault = sort.faults.get(random.nextInt(sort.faults.size()));
    sorts.add(fault);
    happened(now, fault + " at call " + calls + ", " + call);
    return fault;
  }

  void happened(Instant now, String what) {
    if (rate == 0) {
      happened.add(now + " " + what);
    }
    timeouts += what.startsWith("timeout") ? 1 : 0;
    if (told) {
      System.out.printf("%s         *** %s%n", now, what);
    }
  }

  int calls() {
    return calls;
  }

  /** How many were injected. */
  int count() {
    return sorts.size();
  }

  /** How many tries of a step they can have cost. */
  int costly() {
    return sorts.size() + timeouts;
  }

  List<Fault> sorts() {
    return sorts;
  }

  List<String> list() {
    return happened;
  }
}
