package io.lotara.job;

import io.micronaut.core.type.Argument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step sees of its job. */
public interface StepContext {

  /** The job as it was when the step was claimed. */
  Job job();

  /** What was asked for. */
  JobRequest request();

  /** What was answered to the job's questions, in order. */
  List<Answer> answers();

  /** The clock. */
  Instant now();

  /**
   * A value that an earlier step has found; empty when that step was skipped or has no such value.
   *
   * @throws IllegalStateException when the step has not ended
   */
  <T> Optional<T> input(String step, String key, Argument<T> type);

  /**
   * A value of the latest earlier revision of this step that left the plan which is shown and approved now: what a re-check has left. Empty
   * when the plan is still the one that was reviewed; a price that came too late to be asked for is passed over.
   */
  <T> Optional<T> previous(String key, Argument<T> type);

  /**
   * Takes the place of the one that is committed of this job and its changes. Nothing may be committed without it. May be called more than
   * once.
   *
   * @return the job that has the place, when it is another one
   */
  Optional<String> commit();

  /**
   * Records the keys of calls that are about to be made, or what became of one. No call may be made before its key is recorded.
   *
   * @return the job's effects as they now are, which hold what earlier attempts recorded; empty when the step is no longer ours: then
   *     nothing may be called any more
   */
  Optional<Map<String, Effect>> note(Map<String, Effect> effects);
}
