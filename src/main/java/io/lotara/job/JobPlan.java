package io.lotara.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of a job, each after those that it waits for. A job keeps the plan it was accepted with, whatever is deployed later.
 *
 * @param steps in an order in which they could run one by one
 */
public record JobPlan(List<StepSpec> steps) {

  public JobPlan {
    steps = ordered(steps);
  }

  /** The step of that id. */
  public StepSpec step(String id) {
    return steps.stream()
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no step " + id));
  }

  /** Whether there is such a step. */
  public boolean has(String id) {
    return steps.stream().anyMatch(s -> s.id().equals(id));
  }

  private static List<StepSpec> ordered(List<StepSpec> given) {
    Map<String, StepSpec> open = new LinkedHashMap<>();
    given.stream()
        .sorted(Comparator.comparing(StepSpec::role).thenComparing(StepSpec::id))
        .forEach(
            s -> {
              if (open.put(s.id(), s) != null) {
                throw new IllegalArgumentException("two steps are called " + s.id());
              }
            });
    List<StepSpec> ordered = new ArrayList<>();
    while (!open.isEmpty()) {
      StepSpec next =
          open.values().stream()
              .filter(s -> s.after().stream().noneMatch(open::containsKey))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("steps wait for each other: " + open.keySet()));
      for (String before : next.after()) {
        if (ordered.stream().noneMatch(s -> s.id().equals(before))) {
          throw new IllegalArgumentException(next.id() + " waits for " + before + ", which is no step");
        }
      }
      ordered.add(next);
      open.remove(next.id());
    }
    return List.copyOf(ordered);
  }
}
