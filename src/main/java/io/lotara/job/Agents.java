package io.lotara.job;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who does which step: every bean of the type. Only where steps are run; accepting a job needs none of them. */
@Singleton
public class Agents {
  private final Map<String, Map<String, Agent>> agents = new LinkedHashMap<>();

  /**
   * Of everybody.
   *
   * @throws IllegalStateException when two do the same step
   */
  public Agents(List<Agent> agents) {
    for (Agent agent : agents) {
      if (this.agents.computeIfAbsent(agent.kind(), k -> new LinkedHashMap<>()).put(agent.name(), agent) != null) {
        throw new IllegalStateException("two agents of '%s' do the step '%s'".formatted(agent.kind(), agent.name()));
      }
    }
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
}
