package io.lotara.interleave;

import java.util.List;
import java.util.Optional;

/**
 * What one search looks at: real classes over twins of their ports, who runs them, what else can happen, and what must hold.
 *
 * @param <S> what is stored
 */
public interface Play<S extends Stored<S>> {

  /** A name for the report. */
  String name();

  /** The line on which the processes' ports stand. */
  Line<S> line();

  /** How it begins. */
  S start();

  /** Who acts. */
  List<Role<S>> roles();

  /** What happens by itself. */
  List<Happening<S>> happenings();

  /** How many calls may fail in all. Deaths are not counted: everybody may die at any time. */
  int faults();

  /** What does not hold in a world, whatever goes on in it. */
  Optional<Broken> broken(S state);

  /**
   * Brings everything to rest when nobody lives any more: time passes, what was owed is done by workers who live, and nothing fails. Runs
   * undisturbed on the {@link #line()}.
   */
  void settle(S state);

  /** What does not hold at rest. */
  Optional<Broken> unsettled(S state);
}
