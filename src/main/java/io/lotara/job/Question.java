package io.lotara.job;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.List;

/**
 * What a person must say before the job can go on.
 *
 * @param field what is missing, or null
 * @param text the question, up to 500 characters
 * @param options likely answers, up to 5
 * @param expiresAt when the job is cancelled for want of an answer
 */
public record Question(@Nullable String field, String text, List<String> options, Instant expiresAt) {}
