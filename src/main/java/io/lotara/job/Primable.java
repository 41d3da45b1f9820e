package io.lotara.job;

/**
 * Something that is slow the first time it is used. Before a function is frozen it is used for nothing, so that whoever is thawed from the
 * snapshot finds classes loaded, code linked and clients set up.
 */
public interface Primable {

  /**
   * Does for nothing what it will do in earnest. It reads, or asks for what is refused: nothing is changed anywhere, and nothing is kept that
   * must differ between two functions from one snapshot (identifiers, times, random numbers). What it throws is logged and harmless.
   */
  default void prime() {}

  /** Forgets what will not be so after a restore: what was learned from a rehearsal, what is connected. Called last before the snapshot. */
  default void forget() {}

  /**
   * Gets what it will need for the first request. Called once after a restore by a thread of its own, beside the request; what it throws is logged
   * and harmless.
   */
  default void thaw() {}
}
