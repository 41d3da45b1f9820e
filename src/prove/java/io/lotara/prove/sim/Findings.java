package io.lotara.prove.sim;

import java.util.ArrayList;
import java.util.List;

/** What was found to be wrong in one world. */
final class Findings {
  private final List<String> all = new ArrayList<>();

  /**
   * Notes a finding.
   *
   * @param sort {@code lost}, {@code twice}, {@code stuck}, or what else is wrong
   */
  synchronized void add(String sort, String what) {
    all.add(sort + ": " + what);
  }

  synchronized List<String> all() {
    return List.copyOf(all);
  }
}
