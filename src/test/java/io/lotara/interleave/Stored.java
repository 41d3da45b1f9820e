package io.lotara.interleave;

/**
 * Everything that is outside of the processes: what is stored, what is on its way, the time, and what must be remembered to see that a property
 * holds.
 *
 * @param <S> the type itself
 */
public interface Stored<S extends Stored<S>> {

  /** Another one that is the same, and stays so when this one is changed. */
  S copy();

  /** A value that is equal for all that behave alike. */
  Object image();

  /** Looked at after each change, before anybody else changes anything. */
  default void changed() {}
}
