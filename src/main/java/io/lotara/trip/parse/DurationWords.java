package io.lotara.trip.parse;

import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads how long: days, nights, weeks, weekends. */
final class DurationWords {
  private static final String ADJECTIVE =
      "(?:(?:full|whole|consecutive|entire|total|fun|relaxing|short|solid|complete|more|amazing|glorious|lovely|wonderful|magical"
          + "|calendar|action-packed)[ -])?";
  private static final Pattern COUNTED = Pattern.compile(
      "(?<![\\w.,$/])(" + Numbers.N + "|a couple of|couple of|a few|few|several)(?: ?- ?| )?" + ADJECTIVE
          + "(days?|nights?|weeks?|months?|fortnights?|ngay|dem|tuan|d(?=\\d)|n)(?![a-z])(?! ago|'?s? (?:from (?:now|today)|later"
          + "|before|notice))");
  private static final Pattern ONE = Pattern.compile(
      "\\b(?:a|one|an|the|single|1)[ -](?:full |whole |entire |short )?(week and a half|week|fortnight|month"
          + "|day)(?:[ -]?long)?(?! (?:ago|before|from now|later|of|after|in advance)\\b)\\b"
          + "|\\b(week|month|day)[ -]?long\\b|\\b(week)'?s? (?=trip|vacation|holiday|stay|getaway|tour|journey|itinerary|break)"
          + "|\\b(fortnight)\\b"
          + "|\\b(day[ -]trip|day out)\\b|\\b(overnight)\\b|\\b(24|48|72|96) ?-?(?:hours?|hrs?|h)\\b");
  private static final Pattern WEEKEND = Pattern.compile("\\b(long |extended |three-day |3-day |bank holiday )?weekend(?:s)?\\b");
  private static final Pattern NOT_TOTAL = Pattern.compile("(?:per|each|every|last|past|first|under|over the age of|every other"
      + "|previous|within the next|next)[ -]?$");
  private static final Pattern PER_DAY = Pattern.compile("^ ?(?:per|a|each)\\b(?! (?:trip|person))|^ (?:in advance|beforehand|old|notice)");

  private static final Pattern EACH = Pattern.compile("^ (?:in |at |for )?(?:each|every|per city|per town|per stop)\\b(?! (?:day"
      + "|night|week))");
  private static final Pattern LABEL = Pattern.compile("\\b(days|nights|duration(?: in days)?"
      + "|length) ?[:=] ?(\\d{1,3})(?! ?[-/\\d])(?= ?(?:days?\\b)?)");

  /**
   * A length with its place in the text.
   *
   * @param each whether it holds for each town
   */
  record Found(int count, boolean nights, int from, int to, boolean each) {
    /** Days of a whole trip of that length. */
    int days() {
      return nights ? count + 1 : count;
    }
  }

  private DurationWords() {}

  /** Every length in the text, in order; their words are taken. */
  static List<Found> collect(Text text) {
    List<Found> found = new ArrayList<>();
    for (MatchResult m : text.find(COUNTED)) {
      int count = switch (m.group(1)) {
        case "a couple of", "couple of" -> 2;
        case "a few", "few" -> 3;
        case "several" -> 4;
        default -> Numbers.of(m.group(1));
      };
      String before = text.before(m.start(), 20);
      String after = text.after(m.end(), 14);
      boolean each = EACH.matcher(after).find();
      if (count < 1 || NOT_TOTAL.matcher(before).find() || !each && PER_DAY.matcher(after).find()) {
        continue;
      }
      String unit = m.group(2);
      boolean nights = unit.startsWith("n") && !unit.equals("ngay") || unit.equals("dem");
      int days = unit.startsWith("w") || unit.equals("tuan") ? count * 7 : unit.startsWith("m") ? count * 30 : unit.startsWith("f")
          ? count * 14 : count;
      add(text, found, new Found(days, nights, m.start(), m.end(), each));
    }
    for (MatchResult m : text.find(ONE)) {
      int days = one(m);
      if (days > 0 && !NOT_TOTAL.matcher(text.before(m.start(), 20)).find() && !PER_DAY.matcher(text.after(m.end(), 14)).find()) {
        add(text, found, new Found(days, false, m.start(), m.end(), false));
      }
    }
    for (MatchResult m : text.find(LABEL)) {
      int count = Numbers.of(m.group(2));
      if (count > 0) {
        add(text, found, new Found(count, m.group(1).equals("nights"), m.start(), m.end(), false));
      }
    }
    found.sort(Comparator.comparingInt(Found::from));
    return found;
  }

  private static void add(Text text, List<Found> found, Found f) {
    text.take(f.from(), f.to());
    found.add(f);
  }

  private static int one(MatchResult m) {
    if (m.group(1) != null || m.group(2) != null) {
      String unit = m.group(1) != null ? m.group(1) : m.group(2);
      return switch (unit) {
        case "week and a half" -> 10;
        case "week" -> 7;
        case "fortnight" -> 14;
        case "month" -> 30;
        default -> m.group().contains("long") ? 1 : 0;
      };
    }
    return m.group(3) != null ? 7 : m.group(4) != null ? 14 : m.group(5) != null ? 1 : m.group(6) != null ? 2
        : Integer.parseInt(m.group(7)) / 24;
  }

  /** Says how long the whole trip is, from the lengths that belong to no town. */
  static void total(Text text, List<Found> lengths, Reading.Draft draft) {
    Found best = null;
    for (Found f : lengths) {
      if (!f.each() && (best == null || best.nights() && !f.nights() && f.count() <= best.days() + 1)) {
        best = f;
      }
    }
    if (best != null) {
      draft.say(Topic.DURATION_DAYS, Math.min(best.days(), ConstraintsReader.MOST_DAYS), text.words(best.from(), best.to()), 0.97);
      return;
    }
    MatchResult weekend = first(text);
    if (weekend != null) {
      int days = weekend.group(1) == null ? 2 : 3;
      draft.say(Topic.DURATION_DAYS, days, text.words(weekend.start(), weekend.end()), 0.8);
    }
  }

  private static @Nullable MatchResult first(Text text) {
    var m = WEEKEND.matcher(text.folded());
    return m.find() ? m.toMatchResult() : null;
  }
}
