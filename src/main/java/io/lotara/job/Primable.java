package io.lotara.job;

/**
 * Something that is slow the first time it is used. Before a function is frozen it is used once for nothing, so that whoever is thawed from
 * the snapshot finds classes loaded, code linked and clients set up.
 */
public interface Primable {

  /**
   * Does for nothing what it will do in earnest. It reads, or asks for what is refused: nothing is changed anywhere, and nothing is kept that
   * must differ between two functions from one snapshot (identifiers, times, random numbers). What it throws is logged and harmless.
   */
  void prime();
}
