package io.lotara.prove;

import java.util.ArrayList;
import java.util.List;

/** What is printed, and whether everything held. */
final class Report {
  private final List<String> broken = new ArrayList<>();

  void begin(String part) {
    System.out.printf("%n── %s ──%n", part);
  }

  void line(String format, Object... values) {
    System.out.printf(format + "%n", values);
    System.out.flush();
  }

  /** Says something that must hold, and whether it does. */
  void must(boolean holds, String format, Object... values) {
    String what = format.formatted(values);
    line("%s %s", holds ? "ok  " : "FAIL", what);
    if (!holds) {
      broken.add(what);
    }
  }

  /** Prints the end; true when everything held. */
  boolean end() {
    String all = "Everything held: nothing lost, nothing twice, nothing stuck.";
    System.out.printf("%n%s%n", broken.isEmpty() ? all : broken.size() + " did not hold:");
    broken.forEach(b -> System.out.println("  " + b));
    return broken.isEmpty();
  }
}
