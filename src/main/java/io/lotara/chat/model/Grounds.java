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
 * tenant said; that something is done, offered or flown ({@link Claims}) in what the tools or the tenant said; and the instructions are not
 * told.
 */
final class Grounds {
  private static final String CURRENCY =
      "(?:usd|eur|gbp|jpy|vnd|chf|aud|cad|sgd|thb|dollars?|dolares|dollari|dolar|euros?|pounds?|quid|bucks|yen|dong|baht|do la|do|pfund|livres"
          + "|libras|sterline|franken|francs)";
  private static final Pattern MONEY =
      Pattern.compile(
          "(?:[$€£¥₫]|\\b(?:usd|eur|gbp|jpy|vnd|chf|aud|cad|sgd|thb|dollars?|euros?)\\b)\\s?(\\d[\\d.,]*\\d|\\d)|(?<!\\d)(\\d[\\d.,]*\\d"
              + "|\\d)\\s?(?:(?:k|tr|trieu|nghin|ngan|mil|mille|tausend|thousand)\\b)?\\s?(?:us )?(?:[$€£¥₫]|\\b" + CURRENCY + "\\b)");
  private static final String NUMBER =
      "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
          + "|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|couple|hundreds?|thousands?|millions?"
          + "|[a-z]*(?:hundert|tausend|honderd|duizend)[a-z]*|zehn|(?:zwan|drei|vier|funf|sech|sieb|acht|neun)(?:zig|ssig)|twintig|dertig"
          + "|veertig|vijftig|zestig|cents?|cien|ciento|[a-z]*(?:cientos|centos|cento)|cem|mil|mille|mila|dix|vingt|trente|quarante|cinquante"
          + "|soixante|veinte|treinta|cuarenta|cincuenta|sesenta|venti|trenta|quaranta|cinquanta|vinte|trinta|quarenta|cinquenta"
          + "|tram|nghin|ngan|trieu|muoi)";

  /** A sum in words. */
  private static final Pattern SPELT =
      Pattern.compile("\\b" + NUMBER + "(?:[\\s-]+(?:" + NUMBER + "|and|und|et|y|e|en|va|of))*\\s+(?:us |american |us-)?" + CURRENCY + "\\b");
  private static final Pattern FLIGHT = Pattern.compile("\\b[A-Z]{2} ?\\d{2,4}\\b");
  private static final Pattern LINK = Pattern.compile("\\b(?:https?://|www\\.)\\S+");
  private static final int RUN = 60;

  /** Digits from which on a number is not likely to stand there by chance. */
  private static final int PLAIN = 3;

  /** Between thousands. */
  private static final String SEPARATOR = "(?<=\\d)[.,](?=\\d{3}(?!\\d))";

  private final String instructions;
  private final List<String> known = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();

  Grounds(String instructions) {
    this.instructions = plain(instructions);
  }

  /** What a tool or the tenant said. */
  void add(String text) {
    known.add(text);
  }

  /** What was said in the conversation: it may be repeated, but what somebody wishes is not done by that. */
  void hear(String text) {
    heard.add(text);
  }

  /** Whether the words may be told. */
  boolean hold(String words) {
    String facts = String.join("\n", known);
    String all = facts + "\n" + String.join("\n", heard);
    String folded = Claims.fold(all);
    Set<String> said = sums(all);
    for (String sum : sums(words)) {
      if (!said.contains(sum) && !(sum.length() >= PLAIN && bare(sum, all))) {
        return false;
      }
    }
    return SPELT.matcher(Claims.fold(words)).results().allMatch(m -> folded.contains(m.group()))
        && told(FLIGHT, words, all)
        && told(LINK, words, all)
        && Claims.unfounded(words, facts).isEmpty()
        && !leaks(words);
  }

  private static Set<String> sums(String text) {
    return MONEY
        .matcher(Claims.fold(text))
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
