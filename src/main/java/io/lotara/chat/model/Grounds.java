package io.lotara.chat.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a model's words stand on something. Sums of money, flight numbers and links must occur in what the tools, the person or the tenant
 * said; nothing may be claimed to be booked or approved; and the instructions are not told.
 */
final class Grounds {
  private static final Pattern MONEY =
      Pattern.compile(
          "(?:[$€£¥₫]|\\b(?:usd|eur|gbp|jpy|vnd|dollars?|euros?)\\b)\\s?(\\d[\\d.,]*\\d|\\d)|(\\d[\\d.,]*\\d|\\d)\\s?(?:k\\b)?\\s?(?:[$€£¥₫]|\\b(?:usd|eur|gbp"
              + "|jpy|vnd|dollars?|euros?|pounds?|yen|dong)\\b)");
  private static final Pattern FLIGHT = Pattern.compile("\\b[A-Z]{2} ?\\d{2,4}\\b");
  private static final Pattern LINK = Pattern.compile("\\b(?:https?://|www\\.)\\S+");
  private static final Pattern CLAIM =
      Pattern.compile(
          "\\b(?:i(?:'ve| have)|we(?:'ve| have)|(?:has|have|is|are) (?:now |already )?(?:been )?)\\s*(?:now |already )?(?:booked|reserved|approved|paid|confirmed|cancell?ed)\\b");
  private static final int RUN = 60;

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
    String digits = all.replaceAll("[.,](?=\\d{3})", "");
    Matcher money = MONEY.matcher(words.toLowerCase(Locale.ROOT));
    while (money.find()) {
      String sum = (money.group(1) != null ? money.group(1) : money.group(2)).replaceAll("[.,](?=\\d{3})", "");
      if (!Pattern.compile("(?<![\\d.])" + Pattern.quote(sum) + "(?![\\d])").matcher(digits).find()) {
        return false;
      }
    }
    return told(FLIGHT, words, all) && told(LINK, words, all) && !claims(words, all) && !leaks(words);
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
