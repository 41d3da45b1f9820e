package io.lotara.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is to be reached, and whether it is. */
public final class Reaches {
  private final List<String> reached = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();

  /** Says whether a figure is at most what is to be reached. */
  public void atMost(String what, double figure, double reach) {
    // A figure that is not there reaches nothing.
    boolean is = figure <= reach;
    String said = String.format(Locale.ROOT, "%s: %.2f where %.2f is to be reached", what, figure, reach);
    System.out.printf("    %s: %s%n", said, is ? "reached" : "missed");
    (is ? reached : missed).add(said);
  }

  /** Says whether a figure differs from another by no more than a share of it. */
  public void within(String what, double figure, double from, double share) {
    atMost(String.format(Locale.ROOT, "%s, %.2f and %.2f, differ by", what, figure, from), Math.abs(figure - from) / from, share);
  }

  /** Prints what was reached and what was missed; true when nothing was missed. */
  public boolean print(String title) {
    System.out.printf("%n%s: %d reached, %d missed%n", title, reached.size(), missed.size());
    missed.forEach(m -> System.out.println("  missed " + m));
    return missed.isEmpty();
  }
}
