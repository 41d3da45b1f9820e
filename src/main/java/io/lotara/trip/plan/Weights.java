package io.lotara.trip.plan;

/**
 * How money and worth are weighed against each other. The optimizer makes {@code cost × money - worth × comfort} as small as it can.
 *
 * @param money factor of the cost
 * @param comfort factor of the worth
 */
record Weights(double money, double comfort) {
  /** The cheapest plan there is, whatever it is like. */
  static final Weights CHEAPEST = new Weights(1, 0);

  /** A unit of worth for a unit of money. */
  static final Weights VALUE = new Weights(1, 1);

  /** Dearer where that buys comfort. */
  static final Weights COMFORT = new Weights(1, 2.5);

  /** What is kept comes before everything else, under any weights. */
  double of(double cost, double worth) {
    double kept = Kept.holds(worth) ? Math.rint(worth / Kept.WORTH) * Kept.WORTH : 0;
    return money * cost - comfort * (worth - kept) - kept;
  }
}
