package io.lotara.travel;

/** What a second look at an offer found. */
public sealed interface OfferCheck {

  /** Still on sale, at this price for what was asked. */
  record Available(Price price) implements OfferCheck {}

  /** No longer on sale. */
  record Gone() implements OfferCheck {}
}
