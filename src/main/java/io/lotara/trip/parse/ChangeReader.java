package io.lotara.trip.parse;

import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the words that change a trip in comparison with what it is: cheaper, longer, later. What they say without comparing ({@code in May},
 * {@code under $1500}, {@code without flights}) is left to {@link RequestReader}.
 */
@Singleton
public final class ChangeReader {
  private static final BigDecimal CHEAPER = new BigDecimal("0.85");
  private static final int MOST_DAYS = 60;
  private static final String UNIT = "(days?|nights?|weeks?)";
  private static final String SOME = "(" + Numbers.A_N + "|a couple(?: of)?|a few)";
  private static final Pattern LONGER =
      Pattern.compile(
          "\\b(?:" + SOME + " (?:more|extra|additional|further) " + UNIT + "|(?:add|with) " + SOME + " (?:more |extra )?" + UNIT
              + "|" + SOME + " " + UNIT + " (?:longer|more|extra)|(?:extend|lengthen|prolong)(?: (?:it|the trip|my trip|the stay))? by " + SOME + " " + UNIT
              + "|(?:an?) (?:extra|additional) " + UNIT + ")\\b");
  private static final Pattern SHORTER =
      Pattern.compile(
          "\\b(?:" + SOME + " " + UNIT + " (?:shorter|less|fewer)|" + SOME + " (?:fewer|less) " + UNIT
              + "|(?:shorten|cut|reduce)(?: (?:it|the trip|my trip|the stay))? by " + SOME + " " + UNIT + ")\\b");
  private static final Pattern LATER = Pattern.compile("\\b" + SOME + " " + UNIT + " (?:later|after)\\b");
  private static final Pattern EARLIER = Pattern.compile("\\b" + SOME + " " + UNIT + " (?:earlier|sooner|before)\\b");
  private static final Pattern BIT_LONGER = Pattern.compile("\\b(?:a (?:little|bit) )?longer\\b|\\bextend (?:it|the trip)\\b");
  private static final Pattern BIT_SHORTER = Pattern.compile("\\b(?:a (?:little|bit) )?shorter\\b|\\bshorten (?:it|the trip)\\b");
  private static final Pattern CHEAP =
      Pattern.compile(
          "\\b(?:(\\d{1,2}) ?(?:%|per ?cent) )?(?:cheaper|less expensive|more affordable|for less(?: money)?)\\b|\\bsave (?:some |me )?money\\b"
              + "|\\b(?:lower|reduce|cut|bring down)(?: down)? (?:the )?(?:costs?|price|total|budget)(?: by (\\d{1,2}) ?(?:%|per ?cent))?"
              + "|\\btoo (?:expensive|dear|costly|pricey)\\b");
  private static final Pattern SLOWER = Pattern.compile("\\b(?:slower|more relax(?:ed|ing)|less (?:packed|busy|rushed|hectic)|take it easy)\\b");
  private static final Pattern FASTER = Pattern.compile("\\b(?:faster|busier|more (?:packed|activities|sights|things to (?:do|see)))\\b");

  /**
   * A change.
   *
   * @param longerBy days that the trip gets longer, below zero for shorter
   * @param laterBy days that it begins later, below zero for earlier
   * @param costFactor part of its present cost that it may have, or null when nothing was said of it
   * @param pace {@code slow} or {@code fast}, or null
   * @param adds whether a place that is named is one more, not another one
   * @param rest the words without those that were understood
   */
  public record Change(int longerBy, int laterBy, @Nullable BigDecimal costFactor, @Nullable String pace, boolean adds, String rest) {
    /** Whether anything is compared. */
    public boolean compares() {
      return longerBy != 0 || laterBy != 0 || costFactor != null || pace != null;
    }
  }

  private static final Pattern ADDS =
      Pattern.compile(
          "\\b(?:add|adding|also|as well|in addition|include|including|(?:extra|additional|more) (?:days?|nights?) in|another (?:day|night|stop) in)\\b");

  /** Takes any text and never throws. */
  public Change read(String text) {
    StringBuilder rest = new StringBuilder(Text.fold(text));
    String written = text.length() == rest.length() ? text : rest.toString();
    boolean[] gone = new boolean[rest.length()];
    boolean adds = ADDS.matcher(rest).find();
    int longer = days(LONGER, rest, gone);
    int shorter = days(SHORTER, rest, gone);
    if (longer == 0 && shorter == 0) {
      longer = found(BIT_LONGER, rest, gone) ? 1 : 0;
      shorter = found(BIT_SHORTER, rest, gone) ? 1 : 0;
    }
    int later = days(LATER, rest, gone);
    int earlier = days(EARLIER, rest, gone);
    BigDecimal factor = factor(rest, gone);
    String pace = found(SLOWER, rest, gone) ? "slow" : found(FASTER, rest, gone) ? "fast" : null;
    StringBuilder left = new StringBuilder();
    for (int i = 0; i < Math.min(written.length(), gone.length); i++) {
      left.append(gone[i] ? ' ' : written.charAt(i));
    }
    return new Change(longer - shorter, later - earlier, factor, pace, adds, left.toString().strip());
  }

  private static int days(Pattern pattern, StringBuilder text, boolean[] gone) {
    Matcher m = pattern.matcher(text);
    if (!m.find()) {
      return 0;
    }
    int count = 1;
    int unit = 1;
    for (int g = 1; g <= m.groupCount(); g++) {
      String word = m.group(g);
      if (word == null) {
        continue;
      }
      if (word.startsWith("week")) {
        unit = 7;
      } else if (!word.startsWith("day") && !word.startsWith("night")) {
        count = word.startsWith("a couple") ? 2 : word.startsWith("a few") ? 3 : word.matches("an?") ? 1 : Numbers.of(word);
      }
    }
    take(m, text, gone);
    return Math.min(MOST_DAYS, count * unit);
  }

  private static @Nullable BigDecimal factor(StringBuilder text, boolean[] gone) {
    Matcher m = CHEAP.matcher(text);
    if (!m.find()) {
      return null;
    }
    String percent = m.group(1) != null ? m.group(1) : m.group(2);
    take(m, text, gone);
    return percent == null || Integer.parseInt(percent) == 0
        ? CHEAPER
        : BigDecimal.ONE.subtract(new BigDecimal(percent).movePointLeft(2));
  }

  private static boolean found(Pattern pattern, StringBuilder text, boolean[] gone) {
    Matcher m = pattern.matcher(text);
    if (!m.find()) {
      return false;
    }
    take(m, text, gone);
    return true;
  }

  private static void take(Matcher m, StringBuilder text, boolean[] gone) {
    int from = m.start();
    int to = m.end();
    for (int i = from; i < to; i++) {
      gone[i] = true;
      text.setCharAt(i, ' ');
    }
  }
}
