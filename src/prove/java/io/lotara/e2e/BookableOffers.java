package io.lotara.e2e;

import io.lotara.travel.TravelSource;

/** The offers of the provider of the tests; what it books is kept elsewhere. */
public final class BookableOffers {
  /** The name by which requests ask for it. */
  public static final String NAME = "bookable";

  private BookableOffers() {}

  /** A source that offers, and whose bookings nobody asks for. */
  public static TravelSource source() {
    return new BookableTravel(NAME, true, new Faults());
  }
}
