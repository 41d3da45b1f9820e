package io.lotara.trip.plan;

import io.lotara.travel.Meal;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * What a leg leaves of its day, in minutes after that day's midnight.
 *
 * @param leave when the town of departure has to be let go for the terminal or the road
 * @param free when one can begin something in the town of arrival; beyond 1440 on the next day
 * @param depart departure, or -1 when the source knows no timetable and the traveller cannot choose
 * @param arrive arrival, or -1
 * @param chosen whether departure is the traveller's choice (own car, taxi), so that the plan proposes it
 */
record LegTimes(int leave, int free, int depart, int arrive, boolean chosen) {
  static final int DAY = 1440;

  /**
   * Times of an offer.
   *
   * @param homeward whether it is the trip's last leg, which is taken as late as is sensible where the traveller may choose
   */
  static LegTimes of(TransportOffer offer, boolean homeward) {
    int before = switch (offer.mode()) {
      case FLIGHT -> 90;
      case TRAIN, BUS, FERRY -> 45;
      case TAXI, SELF_DRIVING -> 0;
    };
    int after = switch (offer.mode()) {
      case FLIGHT -> 45;
      case TRAIN, BUS, FERRY -> 30;
      case TAXI, SELF_DRIVING -> 15;
    };
    int minutes = offer.durationMinutes();
    if (offer.depart() != null && offer.arrive() != null) {
      int depart = minute(offer, offer.depart());
      int arrive = minute(offer, offer.arrive());
      return new LegTimes(depart - before, arrive + after, depart, arrive, false);
    }
    if (offer.mode() == TransportMode.TAXI || offer.mode() == TransportMode.SELF_DRIVING) {
      int latest = homeward ? homeBy(minutes) : Math.min(9 * 60, 20 * 60 + 45 - minutes);
      int depart = Math.max(0, latest - Math.floorMod(latest, 15));
      return new LegTimes(depart, depart + minutes + after, depart, depart + minutes, true);
    }
    // Somewhere in the middle of the day: outward any departure between nine and eleven fits the plan, homeward any after two.
    return homeward
        ? new LegTimes(14 * 60 - before, 14 * 60 + minutes + after, -1, -1, false)
        : new LegTimes(9 * 60, Math.max(15 * 60, 11 * 60 + minutes + after), -1, -1, false);
  }

  private static int minute(TransportOffer offer, String local) {
    return (int) ChronoUnit.MINUTES.between(offer.date().atStartOfDay(), LocalDateTime.parse(local));
  }

  /** Home by ten in the evening, or after a breakfast at least by midnight. */
  private static int homeBy(int minutes) {
    int byTen = Math.min(15 * 60, 22 * 60 - minutes);
    return byTen >= 7 * 60 + 30 ? byTen : Math.max(byTen, Math.min(7 * 60 + 30, DAY - minutes));
  }

  /** Whether that meal can be had before leaving; at odd hours when {@code early}. */
  boolean before(Meal meal, boolean early) {
    return switch (meal) {
      case BREAKFAST -> leave >= (early ? 5 * 60 + 30 : 7 * 60 + 15);
      case LUNCH -> leave >= (early ? 12 * 60 : 12 * 60 + 30);
      case DINNER -> leave >= (early ? 18 * 60 + 45 : 19 * 60 + 15);
    };
  }

  /** Whether that meal can be had after arriving on the same day; at odd hours when {@code late}. */
  boolean after(Meal meal, boolean late) {
    return switch (meal) {
      case BREAKFAST -> free <= (late ? 10 * 60 + 30 : 9 * 60 + 15);
      case LUNCH -> free <= (late ? 14 * 60 + 45 : 13 * 60 + 45);
      case DINNER -> free <= (late ? 22 * 60 + 30 : 21 * 60 + 30);
    };
  }

  /**
   * Meals that the leg leaves room for: bits 0 to 2 for breakfast, lunch, dinner before it, bits 3 to 5 for those after it.
   *
   * @param oddHours whether an early breakfast and a late dinner will do
   */
  int pattern(boolean oddHours) {
    int bits = 0;
    for (Meal meal : Meal.values()) {
      // Where both would do, one eats where one arrives.
      bits |= after(meal, oddHours) ? 8 << meal.ordinal() : before(meal, oddHours) ? 1 << meal.ordinal() : 0;
    }
    return bits;
  }
}
