package io.lotara.trip.parse;

import io.micronaut.core.annotation.Nullable;

/**
 * One thing that was said.
 *
 * @param value what it means
 * @param words the words it was read from, or null when it came as structure
 * @param confidence 0 to 1
 */
public record Said<T>(T value, @Nullable String words, double confidence) {
  /** Said as structure: no words, no doubt. */
  public static <T> Said<T> plainly(T value) {
    return new Said<>(value, null, 1);
  }
}
