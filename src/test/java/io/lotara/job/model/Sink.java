package io.lotara.job.model;

/** Takes what can come next. */
interface Sink {

  /**
   * Takes a world.
   *
   * @param label see {@link Move#label}
   * @param helps whether the move is what time, sweeps and living workers do by themselves, or the person's yes
   */
  void next(int label, boolean helps, World world);

  /** Takes the news that a move breaks a property. */
  void breaks(int label, Property property, String detail);
}
