package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.util.List;

/**
 * Why a job failed for good.
 *
 * @param code stable name, such as {@code INFEASIBLE}, {@code ATTEMPTS_EXHAUSTED}, {@code DEADLINE_EXCEEDED}, {@code DEAD_LETTER}
 * @param message one or two sentences for a person
 * @param step where it failed, or null
 * @param attempts how often that step was tried
 * @param details further facts, short lines
 */
public record JobError(String code, String message, @Nullable String step, int attempts, List<String> details) {
  public JobError {
    message = message.length() > 600 ? message.substring(0, 600) : message;
    details = List.copyOf(details.size() > 8 ? details.subList(0, 8) : details);
  }
}
