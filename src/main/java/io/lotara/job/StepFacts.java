package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;

/**
 * What the job itself must know of a step's output: short, and stored with it, so that a second run of the step that finds the output of the
 * first goes on with the same facts.
 *
 * @param confidence 0 to 1, or null
 * @param keys names of the values in the output that clients may see, in order
 * @param validated whether the output holds checks
 * @param bill what the plan costs, or null when the step does not say
 * @param planHash names the plan, or null when the step does not say
 * @param repriced whether the bill replaces one that was approved
 * @param effects what was done outside, by item; empty for steps that do nothing there
 */
@Serdeable
public record StepFacts(
    @Nullable Double confidence,
    List<String> keys,
    boolean validated,
    @Nullable Bill bill,
    @Nullable String planHash,
    boolean repriced,
    Map<String, Effect> effects) {

  /** Facts of a step that found something. */
  public static StepFacts found(double confidence, List<String> keys) {
    return new StepFacts(confidence, keys, false, null, null, false, Map.of());
  }
}
