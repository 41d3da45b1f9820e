package io.lotara.chat.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a model's words stand on something. Sums of money, flight numbers and links must occur in what the tools, the person or the
 * tenant said; nothing may be claimed to be booked or approved; and the instructions are not told.
 */
final class Grounds {
  private static final Pattern MONEY =
      Pattern.compile(
          "(?:[$€£¥₫]|\\b(?:usd|eur|gbp|jpy|vnd|dollars?|euros?)\\b)\\s?(\\d[\\d.,]*\\d|\\d)|(\\d[\\d.,]*\\d"
              + "|\\d)\\s?(?:k\\b)?\\s?(?:[$€£¥₫]|\\b(?:usd|eur|gbp"
              + "|jpy|vnd|dollars?|euros?|pounds?|yen|dong)\\b)");
  private static final Pattern FLIGHT = Pattern.compile("\\b[A-Z]{2} ?\\d{2,4}\\b");
  private static final Pattern LINK = Pattern.compile("\\b(?:https?://|www\\.)\\S+");
  private static final Pattern CLAIM =
      Pattern.compile(
          "\\b(?:i(?:'ve| have)|we(?:'ve| have)|(?:has|have|is|are) (?:now |already )?(?:been )?)\\s*(?:now |already )?(?:booked"
              + "|reserved|approved|paid|confirmed|cancell?ed)\\b");
  private static final int RUN = 60;

  /** Digits from which on a number is not likely to stand there by chance. */
  private static final int PLAIN = 3;

  /** Between thousands. */
  private static final String SEPARATOR = "(?<=\\d)[.,](?=\\d{3}(?!\\d))";

  private final String instructions;
  private final List<String> grounds = new ArrayList<>();

  Grounds(String instructions) {
    this.instructions = plain(instructions);
  }

  /** Something that may be repeated. */
  void add(String text) {
    grounds.add(text);
  }

  /** Whether the words may be told. */
  boolean hold(String words) {
    String all = String.join("\n", grounds);
    Set<String> said = sums(all);
    for (String sum : sums(words)) {
      if (!said.contains(sum) && !(sum.length() >= PLAIN && bare(sum, all))) {
        return false;
      }
    }
    return told(FLIGHT, words, all) && told(LINK, words, all) && !claims(words, all) && !leaks(words);
  }

  private static Set<String> sums(String text) {
    return MONEY
        .matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(m -> number(m.group(1) != null ? m.group(1) : m.group(2)))
        .collect(Collectors.toSet());
  }

  /** A long number may stand there without a currency, as in a table; a short one could be a day, a count or part of an id. */
  private static boolean bare(String sum, String all) {
    String digits = all.replaceAll(SEPARATOR, "");
    return Pattern.compile("(?<![\\p{Alnum}.])" + Pattern.quote(sum) + "(?:\\.0+)?(?![\\p{Alnum}])").matcher(digits).find();
  }

  private static String number(String text) {
    String plain = text.replaceAll(SEPARATOR, "").replace(',', '.');
    return plain.matches("\\d+(\\.\\d+)?") ? new BigDecimal(plain).stripTrailingZeros().toPlainString() : plain;
  }

  private static boolean told(Pattern pattern, String words, String all) {
    return pattern.matcher(words).results().allMatch(m -> all.contains(m.group()));
  }

  private static boolean claims(String words, String all) {
    String told = all.toLowerCase(Locale.ROOT);
    return CLAIM.matcher(words.toLowerCase(Locale.ROOT)).results().anyMatch(m -> !told.contains(m.group()));
  }

  /** A long run of the instructions, whatever the case and the signs. */
  private boolean leaks(String words) {
    String plain = plain(words);
    for (int i = 0; i + RUN <= plain.length(); i += 10) {
      if (instructions.contains(plain.substring(i, i + RUN))) {
        return true;
      }
    }
    return false;
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ");
  }
}
