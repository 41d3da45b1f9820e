package io.lotara.job;

import java.time.Instant;
import java.util.Optional;

/** Places for those who may be held at once, counted over all instances of a function. */
public interface StreamSlots {

  /**
   * A place that is taken.
   *
   * @param number from 0
   * @param lease says that it is ours
   */
  record Slot(int number, String lease) {}

  /**
   * Takes a free place. Never more than {@code most} are taken at once; where there are many, a few of them are looked at only, and one
   * that is free may be overlooked. A place whose answer was lost stays taken until its time is over.
   *
   * @param most places there are; 0 for none
   * @param until when it is free again by itself, should whoever has it die
   * @return empty when none was found free
   */
  Optional<Slot> take(int most, Instant now, Instant until);

  /** Gives a place back. May be called more than once, and late: a place that is somebody else's by now stays so. */
  void free(Slot slot);
}
