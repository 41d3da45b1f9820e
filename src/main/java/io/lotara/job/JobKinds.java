package io.lotara.job;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of jobs there are, with their agents: every bean of the two types. */
@Singleton
public class JobKinds {
  private final Map<String, JobKind> kinds = new LinkedHashMap<>();
  private final Map<String, Map<String, Agent>> agents = new LinkedHashMap<>();

  public JobKinds(List<JobKind> kinds, List<Agent> agents) {
    kinds.forEach(k -> this.kinds.put(k.name(), k));
    agents.forEach(
        a -> this.agents.computeIfAbsent(a.kind(), k -> new LinkedHashMap<>()).put(a.name(), a));
  }

  /**
   * The kind of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public JobKind kind(String name) {
    JobKind kind = kinds.get(name);
    if (kind == null) {
      throw new IllegalArgumentException("no kind of job is called " + name);
    }
    return kind;
  }

  /**
   * The agent of a step.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Agent agent(String kind, String step) {
    Agent agent = agents.getOrDefault(kind, Map.of()).get(step);
    if (agent == null) {
      throw new IllegalArgumentException("no agent of '%s' does the step '%s'".formatted(kind, step));
    }
    return agent;
  }

  /** The plan that a job of this kind gets when it is accepted now. */
  public JobPlan plan(String kind) {
    List<StepSpec> steps =
        agents.getOrDefault(kind, Map.of()).values().stream()
            .map(a -> new StepSpec(a.name(), a.title(), a.role(), a.after(), a.optional()))
            .toList();
    return new JobPlan(steps);
  }
}
