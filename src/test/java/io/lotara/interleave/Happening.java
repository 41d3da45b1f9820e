package io.lotara.interleave;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Something that happens at once and by itself: time passes, a message is lost, a price falls.
 *
 * @param says what, in words
 * @param may whether it can happen now
 * @param does changes what is stored
 * @param tick whether time passes, which limits how long some processes live
 */
public record Happening<S extends Stored<S>>(String says, Predicate<S> may, Consumer<S> does, boolean tick) {

  /** What takes no time. */
  public static <S extends Stored<S>> Happening<S> of(String says, Predicate<S> may, Consumer<S> does) {
    return new Happening<>(says, may, does, false);
  }

  /** Time that passes. */
  public static <S extends Stored<S>> Happening<S> tick(String says, Predicate<S> may, Consumer<S> does) {
    return new Happening<>(says, may, does, true);
  }
}
