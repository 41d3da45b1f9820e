package io.lotara.job;

import io.micronaut.core.annotation.Nullable;

/**
 * Why a job failed for good.
 *
 * @param code stable name, such as {@code INFEASIBLE}, {@code ATTEMPTS_EXHAUSTED}, {@code DEADLINE_EXCEEDED}, {@code DEAD_LETTER}
 * @param message one or two sentences for a person
 * @param step where it failed, or null
 * @param attempts how often that step was tried
 * @param details further facts as a JSON object, up to 2,000 characters, or null
 */
public record JobError(String code, String message, @Nullable String step, int attempts, @Nullable String details) {
  public JobError {
    message = message.length() > 600 ? message.substring(0, 600) : message;
    details = details != null && details.length() > 2000 ? null : details;
  }
}
