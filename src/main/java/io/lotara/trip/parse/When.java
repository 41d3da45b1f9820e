package io.lotara.trip.parse;

import io.micronaut.core.annotation.Nullable;
import java.time.LocalDate;
import java.time.Month;

/** When a trip is to be, as far as it was said. */
public sealed interface When {

  /** Days of the calendar; {@code end} is null when only the first day is known. */
  record Fixed(LocalDate start, @Nullable LocalDate end) implements When {}

  /** Only the last day is known. */
  record Ending(LocalDate end) implements When {}

  /**
   * Somewhere around these days.
   *
   * @param from first day
   * @param to last day, not before the first
   * @param yearSaid whether the year was said; if not, the trip must not start in the past
   */
  record Within(LocalDate from, LocalDate to, boolean yearSaid) implements When {}

  /**
   * A season, whose months depend on the hemisphere of the destination.
   *
   * @param year or null for the next one
   */
  record InSeason(Season season, @Nullable Integer year) implements When {}

  /** The four seasons of the temperate zones (meteorological: whole months). */
  enum Season {
    SPRING(Month.MARCH),
    SUMMER(Month.JUNE),
    AUTUMN(Month.SEPTEMBER),
    WINTER(Month.DECEMBER);

    private final Month north;

    Season(Month north) {
      this.north = north;
    }

    /** The three months of the season that begins in that year. */
    Within in(int year, boolean southern, boolean yearSaid) {
      LocalDate from = LocalDate.of(year, southern ? north.plus(6) : north, 1);
      return new Within(from, from.plusMonths(3).minusDays(1), yearSaid);
    }
  }

  /**
   * The days of a trip of that length.
   *
   * @param days 1 or more
   * @param today nothing without a year starts before it
   * @param southern whether the destination lies south of the equator
   */
  default Fixed days(int days, LocalDate today, boolean southern) {
    return switch (this) {
      case Fixed f -> f.end() != null ? f : new Fixed(f.start(), f.start().plusDays(days - 1L));
      case Ending e -> new Fixed(e.end().minusDays(days - 1L), e.end());
      case Within w -> centred(w, days, today);
      case InSeason s -> centred(season(s, days, today, southern), days, today);
    };
  }

  private static Within season(InSeason s, int days, LocalDate today, boolean southern) {
    if (s.year() != null) {
      return s.season().in(s.year(), southern, true);
    }
    for (int year = today.getYear() - 1; ; year++) {
      Within window = s.season().in(year, southern, false);
      if (!window.to().minusDays(days).isBefore(today)) {
        return window;
      }
    }
  }

  /** In the middle of the window, or of what is left of it; a year later when too little is left. */
  private static Fixed centred(Within w, int days, LocalDate today) {
    LocalDate from = w.from();
    LocalDate to = w.to();
    if (!w.yearSaid() && !from.isAfter(today)) {
      LocalDate left = today.plusDays(1);
      if (to.toEpochDay() - left.toEpochDay() + 1 >= days) {
        from = left;
      } else {
        from = from.plusYears(1);
        to = from.getDayOfMonth() == 1 && w.to().getDayOfMonth() == w.to().lengthOfMonth()
            ? w.to().plusDays(1).plusYears(1).minusDays(1)
            : to.plusYears(1);
      }
    }
    long spare = to.toEpochDay() - from.toEpochDay() + 1 - days;
    LocalDate start = from.plusDays(Math.floorDiv(spare, 2));
    if (!w.yearSaid() && start.isBefore(today)) {
      start = today;
    }
    return new Fixed(start, start.plusDays(days - 1L));
  }
}
