package io.lotara.suggestion;

import io.lotara.travel.Price;

/** What a look at the sources came to. */
public sealed interface Quote {

  /** A price for the whole party, there and back. */
  record Quoted(Price price, Basis basis) implements Quote {}

  /** The source answered, and has no price. */
  record NoPrice(String why) implements Quote {}

  /** The source did not answer: nothing is known of the price. */
  record Down(String why) implements Quote {}
}
