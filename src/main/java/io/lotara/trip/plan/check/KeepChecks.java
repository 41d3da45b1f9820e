package io.lotara.trip.plan.check;

import io.lotara.trip.Itinerary;
import java.util.HashSet;
import java.util.Set;

/** Whether everything is in the plan that had to stay in it. */
public final class KeepChecks {
  private KeepChecks() {}

  /** Looks for each ref among the items of the days, where everything is that is used. */
  public static void run(Itinerary itinerary, Set<String> keep, Findings findings) {
    if (keep.isEmpty()) {
      return;
    }
    findings.begin("keep");
    Set<String> used = new HashSet<>();
    itinerary.days().forEach(day -> day.items().forEach(item -> used.add(item.ref())));
    for (String ref : keep) {
      if (!used.contains(ref)) {
        findings.violated("keep", "what was to be kept is not in the plan: " + ref);
      }
    }
  }
}
