package io.lotara.trip.plan;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.RoomType;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.TripRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a choice is worth to the party, in the trip's smallest unit of money, so that comfort can be weighed against its price. The
 * figures are conventions: an hour under way costs each person 15 dollars of holiday, at the wheel 60 more after nine hours, a star more
 * of rating is worth three tenths of a usual night and a quarter of a usual meal. Where a source rates nothing its price is the only hint
 * of quality, and it is believed up to the usual price only.
 */
final class Worth {
  private static final double HOUR = 15;
  private static final double CHANGE = 20;
  private static final double ODD_HOUR = 30;
  private static final double USEFUL_HOUR = 5;
  private static final double WEARY_HOUR = 60;
  private static final double WEARY_AFTER = 9;
  private final double dollar;
  private final int people;
  private final Set<String> interests;

  Worth(TripRequest request, Purse purse) {
    this.dollar = purse.dollars(1);
    this.people = request.party().size();
    this.interests = request.interests().stream().map(Terms::plain).collect(Collectors.toUnmodifiableSet());
  }

  /** Below zero: nobody travels for the leg's sake. */
  double of(TransportOffer offer, LegTimes times, boolean homeward) {
    double hours = offer.durationMinutes() / 60.0;
    double points = -HOUR * hours - CHANGE * offer.via().size();
    if (offer.mode() == TransportMode.SELF_DRIVING) {
      points -= WEARY_HOUR * Math.max(0, hours - WEARY_AFTER);
    }
    if (times.depart() >= 0) {
      points -= times.depart() < 6 * 60 + 30 ? ODD_HOUR : 0;
      points -= times.arrive() > 22 * 60 + 30 ? ODD_HOUR : 0;
      // Daylight at the place that one travels for.
      int lost = homeward ? 17 * 60 - Math.min(17 * 60, times.leave()) : Math.min(21 * 60, times.free()) - 10 * 60;
      points -= USEFUL_HOUR * Math.max(0, lost) / 60.0;
    }
    return points * dollar * people;
  }

  /** For all rooms and one night. */
  double of(StayOffer stay, long cost, double usual, boolean anyType) {
    double value = stay.rating() == null ? believed(cost, usual) : (stay.rating() - 3) * 0.3 * usual;
    if (anyType && stay.roomType() == RoomType.SHARED) {
      value -= 0.25 * usual;
    }
    if (anyType && stay.roomType() == RoomType.ENTIRE) {
      value += 0.1 * usual;
    }
    return value;
  }

  /** For everyone and one meal. */
  double of(Eatery eatery, long cost, double usual) {
    double keen = interests.contains("food") ? 1.6 : 1;
    return keen * (eatery.rating() == null ? believed(cost, usual) * 0.9 : (eatery.rating() - 3) * 0.25 * usual);
  }

  /** For everyone. */
  double of(Attraction place) {
    double points = 40 / (1 + (place.rank() - 1) / 5.0);
    points += 25 * place.interests().stream().filter(i -> interests.contains(Terms.plain(i))).count();
    return points * dollar * people;
  }

  /** What it is worth not to leave a meal on a day of travel to chance. */
  double ofPlannedMeal(double usual) {
    return 4 * usual + 5 * dollar * people;
  }

  private static double believed(long cost, double usual) {
    return cost <= usual ? 1.3 * cost : 1.3 * usual + 0.5 * (cost - usual);
  }

  /** The middle of the costs, or 0 for none. */
  static double usual(long[] costs) {
    if (costs.length == 0) {
      return 0;
    }
    long[] sorted = costs.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
  }
}
