package io.lotara.trip.parse;

import io.micronaut.core.annotation.Nullable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads times that are no dates: parts of months, seasons, feasts, and days counted from today. */
final class SeasonWords {
  private static final String PART =
      "(?:(?:the )?(?:very )?(early|beginning of|start of|mid(?:dle)?(?: of)?|late|end of|(?:first|1st) half of|(?:second|2nd) half of"
          + "|(?:first|1st) week of|(?:second|2nd) week of|(?:third|3rd) week of|(?:last|final|4th"
          + "|fourth) week of)[- ](?:in )?(?:the )?(?:month of )?)?";
  private static final Pattern MONTHS = Pattern.compile(
      "(?<![a-z])(?:(in|during|around|this|next|for|of|sometime in|coming|throughout|by|every|between|from|until) )?" + PART
          + "(?<![a-z])(" + DateWords.MONTH
          + ")(?:(?: ?(?:-|to|and|or) ?)(" + DateWords.MONTH + "))?(?:(?:,| of)? ?(" + DateWords.YEAR + "|next year|this year))?(?! ?\\d)");
  private static final Pattern SEASON = Pattern.compile(
      "(?<![a-z])(?:(this|next|in|during|over|for|the|coming|late|early|mid)[ -])?(?:(the|late|early|mid|coming)[ -])?(spring"
          + "|summer|autumn|fall|winter)"
          + "(?:time|s)?(?: (?:of )?(" + DateWords.YEAR + "|next year|this year)| (?:break|holidays?|vacation))?(?![a-z])");
  private static final Pattern DAYS_OFF = Pattern.compile(
      "\\b(?:in |about |around )*(?:(" + Numbers.A_N + "|couple of|a couple of|a few) (day|week|month)s?(?:'s?)? ?(?:from (?:now"
          + "|today)|later|time)"
          + "|in (?:about |around )?(" + Numbers.A_N + "|a couple of|a few) (day|week|month)s?(?:'s?)?(?: time)?(?![a-z-]))");
  private static final String WEEKDAYS = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
  private static final Pattern NAMED = Pattern.compile(
      "\\b(?:the )?(day after tomorrow|tomorrow|today|tonight|(?:this|next|the coming|coming|upcoming"
          + "|following) (?:long )?(?:weekend|week|month)|next year"
          + "|(?:the )?week after next|weekend after next|end of (?:the|this) (?:year|month)|beginning of next year"
          + "|early next year|later this (?:year|month)"
          + "|(?:this|next|on|coming|from|upcoming) " + WEEKDAYS + "(?: ?(?:to|-|until|through) ?" + WEEKDAYS + ")?)\\b");
  private static final Pattern EXPLORED = Pattern.compile("\\b(?:see|seeing|do|doing|explor\\w+|visit\\w*|cover\\w*|tour\\w*"
      + "|itinerary|squeeze)\\b[^.;!?]{0,40}$");
  private static final Pattern LEAVING =
      Pattern.compile("\\b(?:leav\\w+|depart\\w*|start\\w*|begin\\w*|fly(?:ing)?|go(?:ing)?|travel\\w*|set off|set out"
          + "|head\\w*)\\b[^.;!?]{0,45}$");
  private static final Pattern WEEKDAY = Pattern.compile(WEEKDAYS);
  private static final Map<Pattern, IntFunction<Holidays.Days>> FEASTS = new LinkedHashMap<>();

  static {
    Holidays.BY_NAME.forEach((name, days) -> FEASTS.put(
        Pattern.compile("(?<![a-z])(?:(after|before|following|right after|just after|just before) )?(?:the )?(?:" + name
            + ")(?![a-z])(?:,? (?:of |in )?("
            + DateWords.YEAR + "|next year))?"),
        days));
  }

  private SeasonWords() {}

  /** Reads such a time and takes its words; the first kind that is found counts. */
  static boolean read(Text text, LocalDate today, Reading.Draft draft) {
    return feast(text, today, draft) || month(text, today, draft) || named(text, today, draft) || offset(text, today, draft)
        || season(text, today, draft);
  }

  private static boolean feast(Text text, LocalDate today, Reading.Draft draft) {
    for (var entry : FEASTS.entrySet()) {
      MatchResult m = text.first(entry.getKey());
      if (m == null || m.group().equals("carnival") && text.after(m.end(), 8).startsWith(" cruise")) {
        continue;
      }
      int year = year(m.group(2), today);
      int y = year > 0 ? year : today.getYear() - 1;
      Holidays.Days days = around(entry.getValue().apply(y), m.group(1));
      while (year == 0 && !days.from().isAfter(today)) {
        days = around(entry.getValue().apply(++y), m.group(1));
      }
      text.take(m.start(), m.end());
      draft.say(Topic.DATES, new When.Within(days.from(), days.to(), true), text.words(m.start(), m.end()), 0.85);
      return true;
    }
    return false;
  }

  private static Holidays.Days around(Holidays.Days days, @Nullable String side) {
    if (side == null) {
      return days;
    }
    return side.endsWith("before")
        ? new Holidays.Days(days.from().minusDays(8), days.from().minusDays(1))
        : new Holidays.Days(days.to().plusDays(1), days.to().plusDays(8));
  }

  private static int year(@Nullable String words, LocalDate today) {
    return switch (words) {
      case null -> 0;
      case "next year" -> today.getYear() + 1;
      case "this year" -> today.getYear();
      default -> DateWords.number(words);
    };
  }

  private static boolean month(Text text, LocalDate today, Reading.Draft draft) {
    for (MatchResult m : text.find(MONTHS)) {
      boolean capital = Character.isUpperCase(text.written().charAt(m.start(3)));
      boolean verb = m.group(3).equals("may") || m.group(3).equals("march") || m.group(3).startsWith("mar") && m.group(3).length() == 3;
      boolean cued = m.group(1) != null || m.group(2) != null || m.group(5) != null;
      if (verb && !cued && (!capital || text.sentenceStart(m.start()) >= m.start(3) - 1)) {
        continue;
      }
      int first = DateWords.month(m.group(3));
      int last = m.group(4) == null ? first : DateWords.month(m.group(4));
      int year = year(m.group(5), today);
      When.Within window = window(first, last, year > 0 ? year : today.getYear(), m.group(2), year > 0);
      if (year == 0 && !window.to().isAfter(today)) {
        window = window(first, last, today.getYear() + 1, m.group(2), false);
      }
      int from = m.group(1) != null && m.group(2) == null ? m.start(1) : m.group(2) != null ? m.start(2) : m.start(3);
      text.take(m.start(), m.end());
      draft.say(Topic.DATES, window, text.words(from, m.end()), m.group(2) == null ? 0.8 : 0.85);
      return true;
    }
    return false;
  }

  private static When.Within window(int first, int last, int year, @Nullable String part, boolean said) {
    YearMonth begin = YearMonth.of(year, first);
    YearMonth end = YearMonth.of(last < first ? year + 1 : year, last);
    LocalDate from = begin.atDay(1);
    LocalDate to = end.atEndOfMonth();
    if (part == null || first != last) {
      return new When.Within(from, to, said);
    }
    int length = begin.lengthOfMonth();
    String p = part.replace("1st", "first").replace("2nd", "second").replace("3rd", "third");
    if (p.endsWith("half of")) {
      return p.startsWith("first") ? span(begin, 1, 15, said) : span(begin, 16, length, said);
    }
    if (p.endsWith("week of")) {
      int week = p.startsWith("first") ? 0 : p.startsWith("second") ? 1 : p.startsWith("third") ? 2 : 3;
      return week == 3 ? span(begin, length - 6, length, said) : span(begin, week * 7 + 1, week * 7 + 7, said);
    }
    return p.startsWith("mid") ? span(begin, 11, 20, said)
        : p.startsWith("late") || p.startsWith("end") ? span(begin, 21, length, said)
        : span(begin, 1, 10, said);
  }

  private static When.Within span(YearMonth month, int from, int to, boolean said) {
    return new When.Within(month.atDay(from), month.atDay(to), said);
  }

  private static boolean season(Text text, LocalDate today, Reading.Draft draft) {
    MatchResult m = text.first(SEASON);
    while (m != null && m.group(3).equals("fall") && m.group(1) == null && m.group(4) == null
        || m != null && m.group(3).equals("spring") && text.before(m.start(), 5).endsWith("hot ")) {
      return false;
    }
    if (m == null) {
      return false;
    }
    When.Season season = switch (m.group(3)) {
      case "spring" -> When.Season.SPRING;
      case "summer" -> When.Season.SUMMER;
      case "autumn", "fall" -> When.Season.AUTUMN;
      default -> When.Season.WINTER;
    };
    int year = year(m.group(4), today);
    text.take(m.start(), m.end());
    draft.say(Topic.DATES, new When.InSeason(season, year == 0 ? null : year), text.words(m.start(), m.end()), 0.7);
    return true;
  }

  private static boolean offset(Text text, LocalDate today, Reading.Draft draft) {
    for (MatchResult m : text.find(DAYS_OFF)) {
      boolean bare = m.group(3) != null;
      String unit = bare ? m.group(4) : m.group(2);
      boolean time = m.group().endsWith("time");
      if (bare && !time && (EXPLORED.matcher(text.before(m.start(), 60)).find() || unit.equals("day")
          && !LEAVING.matcher(text.before(m.start(), 60)).find())) {
        continue;
      }
      String many = bare ? m.group(3) : m.group(1);
      int count = many.endsWith("couple of") ? 2 : many.endsWith("few") ? 3 : Numbers.of(many);
      LocalDate day = switch (unit) {
        case "day" -> today.plusDays(count);
        case "week" -> today.plusWeeks(count);
        default -> today.plusMonths(count);
      };
      text.take(m.start(), m.end());
      draft.say(Topic.DATES, new When.Fixed(day, null), text.words(m.start(), m.end()), 0.85);
      return true;
    }
    return false;
  }

  private static boolean named(Text text, LocalDate today, Reading.Draft draft) {
    MatchResult m = text.first(NAMED);
    if (m == null) {
      return false;
    }
    String words = m.group(1).replaceFirst("^the ", "");
    text.take(m.start(), m.end());
    draft.say(Topic.DATES, named(words, today), text.words(m.start(), m.end()), 0.85);
    return true;
  }

  private static When named(String words, LocalDate today) {
    LocalDate monday = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    LocalDate saturday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
    boolean next = words.startsWith("next") || words.startsWith("following");
    if (words.endsWith("weekend")) {
      LocalDate first = next ? monday.plusDays(5) : today.getDayOfWeek() == DayOfWeek.SUNDAY ? today.plusDays(6) : saturday;
      boolean longer = words.contains("long ");
      return new When.Within(longer ? first.minusDays(1) : first, first.plusDays(1), true);
    }
    YearMonth month = YearMonth.from(today);
    return switch (words) {
      case "today", "tonight" -> new When.Fixed(today, null);
      case "tomorrow" -> new When.Fixed(today.plusDays(1), null);
      case "day after tomorrow" -> new When.Fixed(today.plusDays(2), null);
      case "week after next" -> new When.Within(monday.plusDays(7), monday.plusDays(13), true);
      case "weekend after next" -> new When.Within(monday.plusDays(12), monday.plusDays(13), true);
      case "next year" -> new When.Within(LocalDate.of(today.getYear() + 1, 1, 1), LocalDate.of(today.getYear() + 1, 12, 31), true);
      case "beginning of next year", "early next year" ->
          new When.Within(LocalDate.of(today.getYear() + 1, 1, 2), LocalDate.of(today.getYear() + 1, 2, 28), true);
      case "end of the year", "end of this year" -> ahead(LocalDate.of(today.getYear(), 12, 15), LocalDate.of(today.getYear(), 12, 31),
          today);
      case "later this year" -> ahead(today.plusDays(14), LocalDate.of(today.getYear(), 12, 31), today);
      case "end of the month", "end of this month" -> ahead(month.atDay(21), month.atEndOfMonth(), today);
      case "this month", "later this month" -> ahead(today, month.atEndOfMonth(), today);
      case "this week" -> ahead(today, monday.minusDays(1), today);
      default -> days(words, today, monday, month.plusMonths(1));
    };
  }

  /** A window of which only what lies ahead counts. */
  private static When ahead(LocalDate from, LocalDate to, LocalDate today) {
    LocalDate first = from.isAfter(today) ? from : today.plusDays(1);
    return first.isAfter(to) ? new When.Fixed(first, null) : new When.Within(first, to, true);
  }

  private static When days(String words, LocalDate today, LocalDate monday, YearMonth next) {
    if (words.endsWith("week")) {
      return new When.Within(monday, monday.plusDays(6), true);
    }
    if (words.endsWith("month")) {
      return new When.Within(next.atDay(1), next.atEndOfMonth(), true);
    }
    var names = WEEKDAY.matcher(words).results().map(MatchResult::group)
        .map(n -> DayOfWeek.valueOf(n.toUpperCase(java.util.Locale.ROOT))).toList();
    LocalDate from = words.startsWith("next") ? monday.with(TemporalAdjusters.nextOrSame(names.getFirst()))
        : today.with(TemporalAdjusters.next(names.getFirst()));
    return new When.Fixed(from, names.size() == 1 ? null : from.with(TemporalAdjusters.next(names.getLast())));
  }
}
