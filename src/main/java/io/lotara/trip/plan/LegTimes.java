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
  private static final int BREAKFAST_UNTIL = 10 * 60;
  private static final int LUNCH_FROM = 11 * 60 + 30;
  private static final int LUNCH_LATEST = 13 * 60 + 45;
  private static final int DINNER_FROM = 18 * 60;
  private static final int DINNER_LATEST = 21 * 60;

  /**
   * Times of an offer.
   *
   * @param homeward whether it is the trip's last leg, which is taken as late as is sensible where the traveller may choose
   */
  static LegTimes of(TransportOffer offer, boolean homeward) {
    int before = switch (offer.mode()) {
      case FLIGHT -> 120;
      case TRAIN, BUS, FERRY -> 45;
      case TAXI, SELF_DRIVING -> 0;
    };
    int after = switch (offer.mode()) {
      case FLIGHT -> 60;
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
      int latest = Math.max(0, homeward ? Math.min(15 * 60, 22 * 60 - minutes) : Math.min(9 * 60, 21 * 60 - minutes));
      int depart = latest - latest % 15;
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

  /** Whether that meal can be had before leaving. */
  boolean before(Meal meal) {
    return switch (meal) {
      case BREAKFAST -> leave >= 7 * 60 + 15;
      case LUNCH -> leave >= LUNCH_FROM + 60;
      case DINNER -> leave >= DINNER_FROM + 75;
    };
  }

  /** Whether that meal can be had after arriving on the same day. */
  boolean after(Meal meal) {
    return switch (meal) {
      case BREAKFAST -> free <= BREAKFAST_UNTIL - 45;
      case LUNCH -> free <= LUNCH_LATEST;
      case DINNER -> free <= DINNER_LATEST;
    };
  }

  /** Meals that the leg leaves room for: bits 0 to 2 for breakfast, lunch, dinner before it, bits 3 to 5 for those after it. */
  int pattern() {
    int bits = 0;
    for (Meal meal : Meal.values()) {
      // Where both would do, one eats where one arrives.
      bits |= after(meal) ? 8 << meal.ordinal() : before(meal) ? 1 << meal.ordinal() : 0;
    }
    return bits;
  }
}
