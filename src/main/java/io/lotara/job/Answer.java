package io.lotara.job;

import io.micronaut.core.annotation.Nullable;

/**
 * An answer to a job's question.
 *
 * @param text in the person's words, or null
 * @param constraints as JSON, or null
 */
public record Answer(@Nullable String text, @Nullable String constraints) {}
