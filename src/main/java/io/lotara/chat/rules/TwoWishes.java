package io.lotara.chat.rules;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message that may say two things.
 *
 * @param first what stands before the "and" or the end of a sentence
 * @param second what stands after it
 */
record TwoWishes(Heard first, Heard second) {
  private static final Pattern BETWEEN =
      Pattern.compile("[?!;]\\s+(?:and |also |then )*|\\.\\s+(?:and |also |then )*|,? and (?:also |then |please )*|,? (?:also|plus|then) ", Pattern.CASE_INSENSITIVE);
  private static final int SHORTEST = 2;

  /** The two, when the words can be cut in the middle: at the first place where both halves are more than a word. */
  static Optional<TwoWishes> of(Heard heard) {
    String words = heard.words();
    Matcher m = BETWEEN.matcher(words);
    while (m.find()) {
      String one = words.substring(0, m.start()) + (words.charAt(m.start()) == '?' ? "?" : "");
      String two = words.substring(m.end());
      if (one.strip().split("\\s+").length >= SHORTEST && two.strip().split("\\s+").length >= SHORTEST) {
        return Optional.of(new TwoWishes(heard.saying(one.strip()), heard.saying(two.strip())));
      }
    }
    return Optional.empty();
  }
}
