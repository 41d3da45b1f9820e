package io.lotara.interleave;

/**
 * A protection that is switched off.
 *
 * @param says what is done instead, in words
 * @param play in which it shows
 * @param breaks what it breaks first
 */
public record Mutant(String says, Play<?> play, Property breaks) {}
