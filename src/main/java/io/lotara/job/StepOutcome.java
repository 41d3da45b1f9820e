package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a run of a step came to. */
public sealed interface StepOutcome {

  /**
   * It ended well.
   *
   * @param facts what the job must know
   * @param values by key, serialisable; clients see those that {@code facts.keys()} names
   */
  record Done(StepFacts facts, Map<String, ?> values) implements StepOutcome {}

  /**
   * The person must be asked.
   *
   * @param text up to 500 characters
   * @param options up to five likely answers
   */
  record Asks(@Nullable String field, String text, List<String> options) implements StepOutcome {
    public Asks {
      text = text.length() > 500 ? text.substring(0, 500) : text;
      options = List.copyOf(options.size() > 5 ? options.subList(0, 5) : options);
    }
  }

  /**
   * It failed.
   *
   * @param code stable name
   * @param message for a person
   * @param details further facts as a JSON object, up to 2,000 characters, or null
   * @param retryable whether trying again can help
   * @param after when to try again at the earliest
   */
  record Failed(String code, String message, @Nullable String details, boolean retryable, Duration after)
      implements StepOutcome {}
}
