package io.lotara.trip.parse;

import io.micronaut.core.annotation.Nullable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads days of the calendar and ranges of them, with or without a year: {@code March 28 to April 6 2027}, {@code Dec 23-28}. */
final class DateWords {
  private static final String MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
  static final String MONTH =
      "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
          + "|dec(?:ember)?)(?![a-z])\\.?";
  static final String YEAR = "(?:19|20)\\d\\d(?!\\d)";
  private static final String DAY = "(?:3[01]|[12]\\d|0?[1-9])(?: ?(?:st|nd|rd|th))?(?![\\d:%$€£a-z]|[.,]\\d|-(?:day|night|week|month))";
  private static final String WEEKDAY = "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,? (?:the )?)?";
  private static final Pattern MONTH_ALONE = Pattern.compile(MONTH);
  private static final Pattern ISO = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)");
  private static final Pattern MONTH_DAY =
      Pattern.compile(WEEKDAY + "(" + MONTH + ") ?(?:the )?(" + DAY + ")(?:(?:,| of|, of|,? in|,? in the year(?: of)?)? ?'?(" + YEAR
          + "))?");
  private static final Pattern DAY_MONTH =
      Pattern.compile(WEEKDAY + "(?:the )?(" + DAY + ")(?: of| day of)?[ -]?(" + MONTH
          + ")(?:(?:,| of|, of|,? in|,? in the year(?: of)?)? ?-?(" + YEAR + "))?");
  private static final Pattern SLASHED = Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2((?:19|20)\\d\\d|\\d\\d)(?!\\d)");
  private static final Pattern SLASHED_SHORT = Pattern.compile("(\\d{1,2})/(\\d{1,2})(?![\\d/])");
  private static final Pattern DAY_ALONE = Pattern.compile(WEEKDAY + "(?:the )?(" + DAY + ")(?:(?:,| of|,? in)? ?(" + YEAR + "))?");
  private static final Pattern TO = Pattern.compile(
      ",? ?(?:-{1,2}>?|~|→|to|until|till|til|thru|through|and|&|up (?:to|until)|ending|ends?|concluding|finishing"
          + "|(?:and )?(?:return(?:ing)?|coming back|back)(?: home)?)(?: on| by)? ?");
  private static final Pattern MORE_DAYS = Pattern.compile("(?:, ?(?:and )?| and | & )(?:the )?(" + DAY + ")(?:(?:,| of|,? in)? ?("
      + YEAR + "))?");
  private static final Pattern START = Pattern.compile("(?<![\\w.,$€£/-])(?:\\d|the \\d|" + MONTHS + "|mon|tue|wed|thu|fri|sat|sun)");
  private static final Pattern LAST = Pattern.compile(
      "(?:until|till|by|before|return(?:ing)?(?: home)?(?: on)?|back(?: home)?(?: on| by)?|end(?:ing|s)?(?: on)?|through"
          + "|no later than)(?: the)? ?$");
  private static final Pattern SHORT_CUE = Pattern.compile("(?:on|from|dates?:?|between|starting|departing|leaving|to|until|-) ?$");

  /** A day as written: parts may be missing. */
  private record Atom(int year, int month, int day, int end) {
    boolean whole() {
      return month > 0 && day > 0;
    }

    @Nullable LocalDate in(int usual) {
      try {
        return month == 2 && day == 29 && year == 0 && !java.time.Year.isLeap(usual)
            ? LocalDate.of(usual, 2, 28)
            : LocalDate.of(year > 0 ? year : usual, month, day);
      } catch (DateTimeException e) {
        return null;
      }
    }
  }

  private record Found(Atom first, @Nullable Atom last, int from, int to, boolean ending) {}

  private DateWords() {}

  /** Reads dates and takes their words; whether it found any. */
  static boolean read(Text text, LocalDate today, Reading.Draft draft) {
    List<Found> found = new ArrayList<>();
    Matcher start = START.matcher(text.folded());
    int from = 0;
    while (from <= text.length() && start.find(from)) {
      Found f = at(text, start.start());
      if (f == null) {
        from = start.start() + 1;
      } else {
        found.add(f);
        text.take(f.from(), f.to());
        from = f.to();
      }
    }
    if (found.isEmpty()) {
      return false;
    }
    Found one = found.stream().filter(f -> f.last() != null).findFirst().orElse(found.getFirst());
    if (one.last() == null && found.size() > 1 && found.get(1).last() == null) {
      Found two = found.get(1);
      one = new Found(one.first(), two.first(), one.from(), two.to(), false);
    }
    When when = when(one, today);
    if (when == null) {
      return false;
    }
    draft.say(Topic.DATES, when, text.words(one.from(), one.to()), 0.97);
    return true;
  }

  private static @Nullable Found at(Text text, int from) {
    String s = text.folded();
    Atom first = atom(s, from);
    if (first == null || !text.free(from, first.end())) {
      return null;
    }
    Matcher to = TO.matcher(s).region(first.end(), s.length());
    Atom last = to.lookingAt() ? atom(s, to.end()) : null;
    if (last != null && last.day() == 0) {
      last = null;
    }
    if (first.whole()) {
      if (last != null) {
        Atom full = last.whole() ? last : new Atom(last.year(), first.month(), last.day(), last.end());
        return new Found(first, full, from, last.end(), false);
      }
      return list(text, first, from);
    }
    return last != null && last.whole()
        ? new Found(new Atom(last.year() > 0 && first.year() == 0 ? 0 : first.year(), last.month(), first.day(), first.end()), last,
        from, last.end(), false)
        : null;
  }

  /** "March 8th, 9th and 10th, 2022", or a day on its own. */
  private static Found list(Text text, Atom first, int from) {
    String s = text.folded();
    Atom last = null;
    int end = first.end();
    Matcher more = MORE_DAYS.matcher(s).region(end, s.length());
    while (first.year() == 0 && more.lookingAt() && ordinal(more.group(1))) {
      last = new Atom(more.group(2) == null ? 0 : Integer.parseInt(more.group(2)), first.month(), number(more.group(1)), more.end());
      end = more.end();
      more.region(end, s.length());
    }
    return new Found(first, last, from, end, LAST.matcher(text.before(from, 30)).find());
  }

  private static boolean ordinal(String day) {
    return Character.isLetter(day.charAt(day.length() - 1));
  }

  private static @Nullable Atom atom(String s, int from) {
    Matcher m = ISO.matcher(s).region(from, s.length());
    if (m.lookingAt()) {
      return new Atom(number(m.group(1)), number(m.group(2)), number(m.group(3)), m.end());
    }
    m = SLASHED.matcher(s).region(from, s.length());
    if (m.lookingAt()) {
      int year = number(m.group(4));
      return slashed(number(m.group(1)), number(m.group(3)), year < 100 ? 2000 + year : year, m.group(2).equals("."), m.end());
    }
    m = MONTH_DAY.matcher(s).region(from, s.length());
    if (m.lookingAt()) {
      return new Atom(m.group(3) == null ? 0 : number(m.group(3)), month(m.group(1)), number(m.group(2)), m.end());
    }
    m = DAY_MONTH.matcher(s).region(from, s.length());
    if (m.lookingAt()) {
      return new Atom(m.group(3) == null ? 0 : number(m.group(3)), month(m.group(2)), number(m.group(1)), m.end());
    }
    m = SLASHED_SHORT.matcher(s).region(from, s.length());
    if (m.lookingAt() && SHORT_CUE.matcher(s.substring(Math.max(0, from - 12), from)).find()) {
      return slashed(number(m.group(1)), number(m.group(2)), 0, false, m.end());
    }
    m = DAY_ALONE.matcher(s).region(from, s.length());
    return m.lookingAt() ? new Atom(m.group(2) == null ? 0 : number(m.group(2)), 0, number(m.group(1)), m.end()) : null;
  }

  /** Month first with slashes, as Americans write, unless that is no month; day first with points. */
  private static @Nullable Atom slashed(int a, int b, int year, boolean points, int end) {
    boolean dayFirst = points || a > 12;
    Atom atom = dayFirst ? new Atom(year, b, a, end) : new Atom(year, a, b, end);
    return atom.month() < 1 || atom.month() > 12 || atom.day() < 1 || atom.day() > 31 ? null : atom;
  }

  private static @Nullable When when(Found f, LocalDate today) {
    Atom a = f.first();
    Atom z = f.last();
    if (z == null) {
      LocalDate day = a.year() > 0 ? a.in(a.year()) : next(a, today);
      return day == null ? null : f.ending() ? new When.Ending(day) : new When.Fixed(day, null);
    }
    LocalDate start;
    LocalDate end;
    boolean over = z.month() * 31 + z.day() < a.month() * 31 + a.day();
    if (a.year() > 0) {
      start = a.in(a.year());
      end = z.in(z.year() > 0 ? z.year() : a.year() + (over ? 1 : 0));
    } else if (z.year() > 0) {
      end = z.in(z.year());
      start = a.in(z.year() - (over ? 1 : 0));
    } else {
      start = next(a, today);
      end = start == null ? null : z.in(start.getYear() + (over ? 1 : 0));
    }
    if (start == null) {
      return null;
    }
    boolean sound = end != null && !end.isBefore(start) && end.toEpochDay() - start.toEpochDay() < ConstraintsReader.MOST_DAYS;
    return new When.Fixed(start, sound ? end : null);
  }

  private static @Nullable LocalDate next(Atom a, LocalDate today) {
    LocalDate thisYear = a.in(today.getYear());
    if (thisYear == null) {
      return null;
    }
    return thisYear.isBefore(today) ? a.in(today.getYear() + 1) : thisYear;
  }

  /** Whether a folded word is the name of a month. */
  static boolean isMonth(String word) {
    return MONTH_ALONE.matcher(word).matches();
  }

  static int month(String name) {
    return MONTHS.indexOf(name.substring(0, 3)) / 4 + 1;
  }

  static int number(String digits) {
    int value = 0;
    for (int i = 0; i < digits.length() && Character.isDigit(digits.charAt(i)); i++) {
      value = value * 10 + digits.charAt(i) - '0';
    }
    return value;
  }
}
