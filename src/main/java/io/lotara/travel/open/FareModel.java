package io.lotara.travel.open;

import io.micronaut.core.annotation.Nullable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A documented estimate of one-way air fares in US dollars per seat; nobody has promised it. With {@code d} the great-circle distance of
 * the airports in kilometres:
 *
 * <pre>
 * base    = 45 + 0.053 min(d, 9000) + 0.030 max(0, d - 9000)
 * typical = base × market × season × weekday × lead × stops × cabin
 * low     = 0.72 typical        high = 1.50 typical
 * </pre>
 *
 * <p>The base is a fixed part (airport, handling, tax) and a part by distance that grows more slowly beyond the reach of one long sector.
 * Its two slopes were set by hand so that some twenty well-known routes fall near half of their usual return fare in an ordinary month;
 * the routes and the bands stand in the tests. The factors:
 *
 * <ul>
 *   <li>market: 0.80 inside Southeast Asia and South Asia and 0.90 inside Europe, where low-cost carriers set the price; 1.15 to or from
 *       Africa, South America and Oceania, where few compete; else 1
 *   <li>season: mean of both ends, each 1.15 in a high month and 0.92 in a low one by the facts of the city; from 18 December to 4
 *       January 1.30 whatever the ends
 *   <li>weekday: 1.06 on Friday and Sunday, 0.96 on Tuesday and Wednesday
 *   <li>lead, by days from the question to the departure: up to 3 days 1.60, 7 days 1.40, 14 days 1.20, 21 days 1.08, 90 days 1.00, 200
 *       days 1.04, later 1.10; a day that has passed counts as booked in time
 *   <li>stops: with a change instead of a nonstop flight 0.84
 *   <li>cabin: economy 1, premium economy 1.7, business 3.3, first 5.5
 * </ul>
 */
final class FareModel {
  /** Low end of an estimate as a part of the typical fare. */
  static final double LOW = 0.72;

  /** High end of an estimate as a part of the typical fare. */
  static final double HIGH = 1.50;

  /** What a change costs as a part of the nonstop fare. */
  static final double WITH_CHANGE = 0.84;

  private static final double FIXED = 45;
  private static final double PER_KM = 0.053;
  private static final double PER_FAR_KM = 0.030;
  private static final double FAR_KM = 9000;
  private static final Map<String, Double> CABINS =
      Map.of("economy", 1.0, "premium_economy", 1.7, "business", 3.3, "first", 5.5);
  private static final MonthDay HOLIDAYS_FROM = MonthDay.of(12, 18);
  private static final MonthDay HOLIDAYS_TO = MonthDay.of(1, 4);

  private FareModel() {}

  /** The typical nonstop economy fare of one seat in an ordinary month, booked in time on an ordinary weekday. */
  static double base(double kilometres) {
    return FIXED + PER_KM * Math.min(kilometres, FAR_KM) + PER_FAR_KM * Math.max(0, kilometres - FAR_KM);
  }

  /** By the countries of both ends. */
  static double market(String from, String to) {
    boolean bothInAsia = Continent.lowCostAsia(from) && Continent.lowCostAsia(to);
    if (bothInAsia) {
      return 0.80;
    }
    Continent a = Continent.of(from);
    Continent b = Continent.of(to);
    if (a == Continent.EUROPE && b == Continent.EUROPE) {
      return 0.90;
    }
    return a.remote() || b.remote() ? 1.15 : 1;
  }

  /** By the day and the facts of both ends, where there are any. */
  static double season(LocalDate day, @Nullable City from, @Nullable City to) {
    MonthDay when = MonthDay.from(day);
    if (!when.isBefore(HOLIDAYS_FROM) || !when.isAfter(HOLIDAYS_TO)) {
      return 1.30;
    }
    return (season(day, from) + season(day, to)) / 2;
  }

  private static double season(LocalDate day, @Nullable City city) {
    if (city == null) {
      return 1;
    }
    int month = day.getMonthValue();
    return city.highMonths().contains(month) ? 1.15 : city.lowMonths().contains(month) ? 0.92 : 1;
  }

  /** By the day of the week. */
  static double weekday(LocalDate day) {
    DayOfWeek weekday = day.getDayOfWeek();
    return switch (weekday) {
      case FRIDAY, SUNDAY -> 1.06;
      case TUESDAY, WEDNESDAY -> 0.96;
      default -> 1;
    };
  }

  /** By the days between the question and the departure. */
  static double lead(LocalDate asked, LocalDate departure) {
    long days = ChronoUnit.DAYS.between(asked, departure);
    if (days < 0) {
      return 1;
    }
    if (days <= 3) {
      return 1.60;
    }
    if (days <= 7) {
      return 1.40;
    }
    if (days <= 14) {
      return 1.20;
    }
    if (days <= 21) {
      return 1.08;
    }
    if (days <= 90) {
      return 1;
    }
    return days <= 200 ? 1.04 : 1.10;
  }

  /** The usual name of a cabin, however it was written; economy when none is wished; empty for an unknown one. */
  static Optional<String> cabin(@Nullable String wished) {
    if (wished == null || wished.isBlank()) {
      return Optional.of("economy");
    }
    String name = wished.strip().toLowerCase(Locale.ROOT).replaceAll("[ -]+", "_").replaceAll("_(class|cabin)$", "");
    name = name.equals("premium") ? "premium_economy" : name.equals("coach") ? "economy" : name;
    return CABINS.containsKey(name) ? Optional.of(name) : Optional.empty();
  }

  /** By the usual name of the cabin. */
  static double cabinFactor(String cabin) {
    return CABINS.get(cabin);
  }
}
