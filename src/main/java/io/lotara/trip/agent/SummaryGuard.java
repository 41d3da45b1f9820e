package io.lotara.trip.agent;

import io.micronaut.core.annotation.Nullable;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether words about a plan hold nothing that the plan does not: every number and every capitalised word must be among its facts, every
 * amount of money must be its total or its budget. Strict on purpose: words that are refused cost nothing, for there are ours.
 */
final class SummaryGuard {
  private static final int SHORTEST = 20;
  private static final int LONGEST = 700;
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
  private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}\\p{M}'’]*");
  private static final Pattern MONEY =
      Pattern.compile("(?:[$€£¥₫₹฿]|\\b[A-Z]{3}\\s|\\bUS\\$)\\s*(\\d+(?:[.,]\\d+)*)|(\\d+(?:[.,]\\d+)*)\\s*(?:[€£¥₫₹฿$]|[A-Z]{3}\\b|dollars?\\b|euros?\\b|pounds?\\b|yen\\b|dong\\b)");
  private static final Pattern MARKUP = Pattern.compile("https?:|www\\.|[<>\\[\\]{}|`*#@\\\\]|[\\p{Cntrl}]");
  private static final Map<String, Integer> NUMERALS =
      Map.ofEntries(
          Map.entry("two", 2), Map.entry("three", 3), Map.entry("four", 4), Map.entry("five", 5), Map.entry("six", 6), Map.entry("seven", 7),
          Map.entry("eight", 8), Map.entry("nine", 9), Map.entry("ten", 10), Map.entry("eleven", 11), Map.entry("twelve", 12),
          Map.entry("fourteen", 14), Map.entry("fifteen", 15), Map.entry("twenty", 20), Map.entry("couple", 2));
  private static final Set<String> NEVER =
      Set.of("dozen", "hundred", "hundreds", "thousand", "thousands", "million", "half", "double", "free", "discount", "discounted", "guaranteed", "refundable", "cheapest");
  private static final Set<String> STARTERS =
      Set.of(
          "a", "after", "all", "along", "an", "and", "arrive", "arriving", "at", "before", "begin", "between", "both", "by", "day", "days", "depart",
          "discover", "during", "each", "end", "enjoy", "everything", "explore", "finally", "finish", "first", "fly", "flying", "for", "from", "in",
          "including", "it", "its", "leave", "meals", "next", "nights", "on", "over", "return", "returning", "see", "sights", "spend", "start",
          "starting", "stay", "staying", "stays", "the", "their", "then", "there", "they", "this", "to", "total", "travel", "travelling", "trip", "visit",
          "visits", "we", "while", "with", "you", "your");

  private final Set<BigDecimal> numbers = new HashSet<>();
  private final Set<BigDecimal> money = new HashSet<>();
  private final Set<String> words = new HashSet<>();

  /**
   * @param facts text that holds every name and number of the plan
   * @param amounts the sums that may be told
   */
  SummaryGuard(String facts, Collection<String> amounts) {
    numbers(facts).forEach(numbers::add);
    amounts.forEach(a -> money.add(new BigDecimal(a).stripTrailingZeros()));
    numbers.addAll(money);
    Matcher m = WORD.matcher(facts);
    while (m.find()) {
      words.add(folded(m.group()));
    }
  }

  /** What is wrong with a text, without repeating it; null when nothing is. */
  @Nullable String objection(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST || MARKUP.matcher(text).find()) {
      return "it is not a few plain sentences";
    }
    Matcher sums = MONEY.matcher(text);
    while (sums.find()) {
      if (!money.contains(number(sums.group(1) != null ? sums.group(1) : sums.group(2)))) {
        return "it names an amount that the plan does not";
      }
    }
    if (!numbers.containsAll(numbers(text))) {
      return "it names a number that the plan does not";
    }
    Matcher m = WORD.matcher(text);
    while (m.find()) {
      String word = folded(m.group());
      Integer numeral = NUMERALS.get(word);
      if (NEVER.contains(word) || numeral != null && !numbers.contains(BigDecimal.valueOf(numeral).stripTrailingZeros())) {
        return "it names a number or a promise that the plan does not";
      }
      boolean name = Character.isUpperCase(m.group().codePointAt(0));
      boolean usual = starts(text, m.start()) && (STARTERS.contains(word) || numeral != null);
      if (name && !words.contains(word) && !usual) {
        return "it names something that the plan does not";
      }
    }
    return null;
  }

  private static boolean starts(String text, int at) {
    String before = text.substring(0, at).stripTrailing();
    return before.isEmpty() || ".!?:;".indexOf(before.charAt(before.length() - 1)) >= 0;
  }

  private static List<BigDecimal> numbers(String text) {
    return NUMBER.matcher(text).results().map(r -> number(r.group())).toList();
  }

  /** A comma before three digits groups them; any other comma, and a point, comes before decimals. */
  private static BigDecimal number(String digits) {
    String plain = digits.replaceAll(",(?=\\d{3}(?:\\D|$))", "").replace(',', '.');
    boolean one = plain.indexOf('.') == plain.lastIndexOf('.');
    return new BigDecimal(one ? plain : plain.replace(".", "")).stripTrailingZeros();
  }

  private static String folded(String word) {
    String plain = Normalizer.normalize(word, Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT);
    return plain.replaceAll("['’]s?$", "");
  }
}
