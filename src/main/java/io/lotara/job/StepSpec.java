package io.lotara.job;

import java.util.List;

/**
 * One step of a plan, as it was when the job was accepted.
 *
 * @param id short name, unique in the plan: lower-case letters and underscores
 * @param title for a person
 * @param role what it is to the protocol
 * @param after ids of the steps that must have ended before
 * @param optional whether the job goes on without it
 */
public record StepSpec(String id, String title, Role role, List<String> after, boolean optional) {
  public StepSpec {
    if (!id.matches("[a-z][a-z_]{0,30}")) {
      throw new IllegalArgumentException("not a step id: " + id);
    }
    after = List.copyOf(after);
  }
}
