package io.lotara.trip.parse;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;

/**
 * What a traveller answered to a question.
 *
 * @param text in words, or null
 * @param constraints as structure, or null
 */
public record Answer(@Nullable String text, @Nullable JsonNode constraints) {}
