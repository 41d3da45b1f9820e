package io.lotara.trip.parse;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.chrono.HijrahDate;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Feasts that travellers name instead of dates, and the days people mean by them. */
final class Holidays {
  /** First and last day. */
  record Days(LocalDate from, LocalDate to) {
    private static Days of(int year, int month, int day, int to) {
      LocalDate from = LocalDate.of(year, month, day);
      return new Days(from, from.plusDays(to - (long) day));
    }
  }

  /** Pattern of the name, in folded text, to the days in a year. The longer name stands first. */
  static final Map<String, IntFunction<Days>> BY_NAME = byName();

  private Holidays() {}

  private static Map<String, IntFunction<Days>> byName() {
    Map<String, IntFunction<Days>> all = new LinkedHashMap<>();
    all.put("(?:christmas|x-?mas) (?:and|through|to|&) new year(?:'?s)?(?: eve| day)?", y ->
        new Days(LocalDate.of(y, 12, 24), LocalDate.of(y + 1, 1, 2)));
    all.put("(?:the )?(?:lunar|chinese|vietnamese) new year|spring festival|tet(?: holidays?| festival| nguyen dan)?",
        Holidays::lunarNewYear);
    all.put("(?:christmas|x-?mas)(?: time| holidays?| eve| day| break| week)?", y -> Days.of(y, 12, 24, 26));
    all.put("new year'?s?(?: eve| day| holidays?| celebrations?)?|silvester", y ->
        new Days(LocalDate.of(y, 12, 31), LocalDate.of(y + 1, 1, 1)));
    all.put("good friday|easter(?: weekend| holidays?| break| sunday| week)?", y ->
        new Days(easter(y).minusDays(2), easter(y).plusDays(1)));
    all.put("thanksgiving(?: weekend| break| week| day)?", Holidays::thanksgiving);
    all.put("golden week", y -> new Days(LocalDate.of(y, 4, 29), LocalDate.of(y, 5, 5)));
    all.put("songkran", y -> Days.of(y, 4, 13, 15));
    all.put("halloween", y -> Days.of(y, 10, 31, 31));
    all.put("valentine'?s?(?: day)?", y -> Days.of(y, 2, 14, 14));
    all.put("independence day|(?:4th|fourth) of july|july (?:4th|fourth)", y -> Days.of(y, 7, 4, 4));
    all.put("labou?r day(?: weekend)?", y -> monday(LocalDate.of(y, 9, 1).with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY))));
    all.put("memorial day(?: weekend)?", y -> monday(LocalDate.of(y, 5, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY))));
    all.put("(?:martin luther king|mlk)(?: day)?(?: weekend)?", y -> monday(nth(y, Month.JANUARY, 3, DayOfWeek.MONDAY)));
    all.put("presidents?'? day(?: weekend)?", y -> monday(nth(y, Month.FEBRUARY, 3, DayOfWeek.MONDAY)));
    all.put("columbus day(?: weekend)?", y -> monday(nth(y, Month.OCTOBER, 2, DayOfWeek.MONDAY)));
    all.put("mardi gras|carnival", y -> new Days(easter(y).minusDays(51), easter(y).minusDays(47)));
    all.put("oktoberfest", y -> oktoberfest(y));
    all.put("spring break", y -> Days.of(y, 3, 10, 24));
    all.put("(?:cherry|sakura) blossoms?(?: season)?|hanami|sakura(?: season)?", y ->
        new Days(LocalDate.of(y, 3, 25), LocalDate.of(y, 4, 7)));
    all.put("(?:st\\.?|saint) patrick'?s?(?: day)?", y -> Days.of(y, 3, 17, 17));
    all.put("bastille day", y -> Days.of(y, 7, 14, 14));
    all.put("eid(?: al[- ]fitr)?", y -> hijri(y, 10, 1, 3));
    all.put("ramadan", y -> hijri(y, 9, 1, 29));
    return all;
  }

  private static LocalDate nth(int year, Month month, int ordinal, DayOfWeek day) {
    return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(ordinal, day));
  }

  /** A Monday off with the weekend before it. */
  private static Days monday(LocalDate monday) {
    return new Days(monday.minusDays(2), monday);
  }

  /** The fourth Thursday of November with the Wednesday before and the Sunday after. */
  private static Days thanksgiving(int year) {
    LocalDate thursday = nth(year, Month.NOVEMBER, 4, DayOfWeek.THURSDAY);
    return new Days(thursday.minusDays(1), thursday.plusDays(3));
  }

  private static Days oktoberfest(int year) {
    LocalDate saturday = LocalDate.of(year, 9, 15).with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
    return new Days(saturday, saturday.plusDays(15));
  }

  /** Easter Sunday of the Gregorian calendar (algorithm of Meeus, Jones and Butcher). */
  static LocalDate easter(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return LocalDate.of(year, n / 31, n % 31 + 1);
  }

  /** Days of an Islamic month (Umm al-Qura calendar of the JDK) that begin in that Gregorian year. */
  private static Days hijri(int year, int month, int from, int to) {
    int hijri = HijrahDate.from(LocalDate.of(year, 1, 1)).get(ChronoField.YEAR);
    for (int y = hijri; ; y++) {
      LocalDate start = LocalDate.from(HijrahDate.of(y, month, from));
      if (start.getYear() >= year) {
        return new Days(start, start.plusDays(to - (long) from));
      }
    }
  }

  /** New year's eve to the third day of the lunar year, as China and Vietnam keep it. */
  static Days lunarNewYear(int year) {
    LocalDate first = firstLunarDay(year);
    return new Days(first.minusDays(1), first.plusDays(2));
  }

  /**
   * First day of the lunar year: the new moon, by Chinese time, between 21 January and 20 February. New moons after Meeus, Astronomical
   * Algorithms (1998), chapter 49, with the largest periodic terms; right to a few minutes between 1990 and 2100.
   */
  static LocalDate firstLunarDay(int year) {
    long k = Math.round((year - 2000) * 12.3685) - 1;
    LocalDate earliest = LocalDate.of(year, 1, 21);
    while (true) {
      LocalDate day = newMoon(k++);
      if (!day.isBefore(earliest)) {
        return day;
      }
    }
  }

  private static LocalDate newMoon(long k) {
    double t = k / 1236.85;
    double mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t;
    double e = 1 - 0.002516 * t;
    double sun = Math.toRadians(2.5534 + 29.10535670 * k);
    double moon = Math.toRadians(201.5643 + 385.81693528 * k + 0.0107582 * t * t);
    double node = Math.toRadians(160.7108 + 390.67050284 * k - 0.0016118 * t * t);
    double correction =
        -0.40720 * Math.sin(moon)
            + 0.17241 * e * Math.sin(sun)
            + 0.01608 * Math.sin(2 * moon)
            + 0.01039 * Math.sin(2 * node)
            + 0.00739 * e * Math.sin(moon - sun)
            - 0.00514 * e * Math.sin(moon + sun)
            + 0.00208 * e * e * Math.sin(2 * sun)
            - 0.00111 * Math.sin(moon - 2 * node)
            - 0.00057 * Math.sin(moon + 2 * node)
            + 0.00056 * e * Math.sin(2 * moon + sun)
            - 0.00042 * Math.sin(3 * moon)
            + 0.00042 * e * Math.sin(sun + 2 * node)
            + 0.00038 * e * Math.sin(sun - 2 * node)
            - 0.00024 * e * Math.sin(2 * moon - sun);
    double terrestrialSeconds = (mean + correction - 2440587.5) * 86400;
    long deltaT = 70; // seconds between terrestrial and civil time, good to a minute in this century's first half
    return LocalDate.ofEpochDay(Math.floorDiv((long) terrestrialSeconds - deltaT + 8 * 3600L, 86400L));
  }
}
