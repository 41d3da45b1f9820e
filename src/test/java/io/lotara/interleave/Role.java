package io.lotara.interleave;

import java.util.function.Predicate;

/**
 * Those who do the same.
 *
 * @param says who it is, in words
 * @param begins whether one may begin now
 * @param process what each does: the same calls whenever it hears the same; it may end by throwing
 * @param atOnce how many there are at a time
 * @param ticks how often time may pass before it is stopped by whoever runs it; {@link #NEVER} for one that may hang for ever
 */
public record Role<S extends Stored<S>>(String says, Predicate<S> begins, Runnable process, int atOnce, int ticks) {
  /** No limit. */
  public static final int NEVER = Integer.MAX_VALUE;

  /** Those who may take any time. */
  public static <S extends Stored<S>> Role<S> of(String says, int atOnce, Predicate<S> begins, Runnable process) {
    return new Role<>(says, begins, process, atOnce, NEVER);
  }
}
