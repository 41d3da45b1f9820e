package io.lotara.chat.rules;

/** Words that mean the same thing though they are not written alike: forms of one word, and slips of the keyboard. */
final class LikeWords {
  /** Shorter words have too many neighbours. */
  private static final int LONG_ENOUGH = 6;

  private static final String ENDING =
      "(?:icians?|ically|ical|icized|icize|ics|ic|ions?|ional|ous|ing|ers?|ed|es|s|al|ally|ist|ists|ism|ist|ly)$";

  private LikeWords() {}

  /** Whether they are forms of one word, each perhaps with one letter wrong: politics, politicians, poltics. */
  static boolean sameStem(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    if (one.length() < LONG_ENOUGH || other.length() < LONG_ENOUGH) {
      return one.replaceFirst("s$", "").equals(other.replaceFirst("s$", ""));
    }
    String a = one.replaceFirst(ENDING, "");
    String b = other.replaceFirst(ENDING, "");
    boolean sameForm = a.length() > 4 && a.equals(b);
    // With their ends cut off, polite is near to politics: whole words are compared too.
    boolean inflected = !a.equals(one) && !b.equals(other) && Math.min(a.length(), b.length()) > 3 && slip(a, b);
    return sameForm || inflected || slip(one, other);
  }

  /** Whether one becomes the other by one letter left out, added or changed, or two that change places. */
  static boolean slip(String one, String other) {
    if (Math.abs(one.length() - other.length()) > 1) {
      return false;
    }
    int from = 0;
    while (from < one.length() && from < other.length() && one.charAt(from) == other.charAt(from)) {
      from++;
    }
    String a = one.substring(from);
    String b = other.substring(from);
    return a.isEmpty() || b.isEmpty() ? a.length() + b.length() <= 1
        : a.substring(1).equals(b.substring(1))
            || a.substring(1).equals(b)
            || a.equals(b.substring(1))
            || a.length() > 1 && b.length() > 1 && a.charAt(0) == b.charAt(1) && a.charAt(1) == b.charAt(0) && a.substring(2).equals(b.substring(2));
  }
}
