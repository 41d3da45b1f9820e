package io.lotara.trip.parse;

import java.util.Map;

/** Numbers in words, as far as travellers use them. */
final class Numbers {
  private static final Map<String, Integer> WORDS = Map.ofEntries(
      Map.entry("a", 1), Map.entry("an", 1), Map.entry("one", 1), Map.entry("single", 1), Map.entry("two", 2),
      Map.entry("couple", 2), Map.entry("both", 2), Map.entry("three", 3), Map.entry("few", 3),
      Map.entry("four", 4), Map.entry("five", 5), Map.entry("six", 6), Map.entry("seven", 7), Map.entry("eight", 8),
      Map.entry("nine", 9), Map.entry("ten", 10), Map.entry("eleven", 11), Map.entry("twelve", 12), Map.entry("dozen", 12),
      Map.entry("thirteen", 13), Map.entry("fourteen", 14), Map.entry("fifteen", 15), Map.entry("sixteen", 16),
      Map.entry("seventeen", 17), Map.entry("eighteen", 18), Map.entry("nineteen", 19), Map.entry("twenty", 20),
      Map.entry("twenty-one", 21), Map.entry("thirty", 30));

  /** A whole number in digits or words, to be put in a group; never the articles. */
  static final String N =
      "(?:\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
          + "|eighteen|nineteen|twenty-one|twenty|thirty)";

  /** As {@link #N}, or an article. */
  static final String A_N = "(?:an?|" + N.substring(3);

  private Numbers() {}

  /** The number; 0 when it is none or too long. */
  static int of(String word) {
    String w = word.strip();
    if (!w.isEmpty() && w.length() <= 6 && w.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Integer.parseInt(w);
    }
    return WORDS.getOrDefault(w, 0);
  }
}
