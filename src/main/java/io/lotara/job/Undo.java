package io.lotara.job;

/** How a kind of job undoes what its steps did outside. */
public interface Undo {

  /** Name of the provider's adapter, as in {@link Effect#source()}. */
  String source();

  /**
   * Undoes one effect, or finds that there is nothing to undo. May be called more than once.
   *
   * @param effect intended, held or booked
   * @return what is known of it now: compensated, or in need of a person
   * @throws RuntimeException when it should be tried again
   */
  Effect undo(Effect effect);
}
