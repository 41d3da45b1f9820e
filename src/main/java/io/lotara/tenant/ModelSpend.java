package io.lotara.tenant;

import java.time.Instant;

/** Counts what is spent on language models, in millionths of a US dollar. */
public interface ModelSpend {

  /**
   * Adds an amount if the sum stays within the cap; of many at once no more are let through than there is room for. A call whose answer was
   * lost may count twice.
   *
   * @param micros 0 or more
   * @return whether it was added
   */
  boolean addWithin(SpendAccount account, long micros, long cap, Instant now);

  /**
   * Adds an amount, whatever the sum; a negative one is given back. A call whose answer was lost may count twice.
   */
  void add(SpendAccount account, long micros, Instant now);

  /** What was spent, read consistently. */
  long spent(SpendAccount account);
}
