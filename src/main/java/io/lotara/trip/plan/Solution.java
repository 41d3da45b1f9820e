package io.lotara.trip.plan;

import java.util.List;

/**
 * A plan without its timetable.
 *
 * @param legs one way for each leg of the route
 * @param stays one for each stop, null where no night is spent
 * @param meals for each stop, in no order
 * @param sights for each stop, for each of its days (the day of arrival, full days, the day of departure)
 * @param cost of everything in the smallest unit
 * @param worth of everything
 * @param gaps meals and sights that full days lack for want of places
 */
record Solution(
    RouteModel model,
    List<Market.Leg> legs,
    List<Market.Stay> stays,
    List<List<Menu.Pick>> meals,
    List<List<List<Sights.Option>>> sights,
    long cost,
    double worth,
    int gaps) {

  /** What plans are compared by: the less the better. */
  double value(Weights weights) {
    return weights.of(cost, worth);
  }

  boolean ownCar() {
    return legs.stream().anyMatch(Market.Leg::ownCar);
  }
}
