package io.lotara.trip.parse;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence twice: as written, and folded to lower case without diacritics and typographic quotes, character for character, so that a
 * place
 * in the one is the same place in the other. Readers mark what they have understood, and the next ones leave it alone.
 */
final class Text {
  /** Longer texts are cut; the contract allows 2,000 characters. */
  static final int LONGEST = 4000;

  private final String original;
  private final int[] origin;
  private final String written;
  private final String folded;
  private final BitSet taken = new BitSet();

  Text(String text) {
    this(text, word -> true);
  }

  /**
   * A text in which misspelt words of the grammar are put right for the patterns; {@link #words} still tells what was written.
   *
   * @param place whether a word is the name of a place
   */
  Text(String text, Predicate<String> place) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    this.original = Normalizer.normalize(cut, Normalizer.Form.NFC);
    StringBuilder right = new StringBuilder();
    List<Integer> at = new ArrayList<>();
    int next = 0;
    for (Misspellings.Slip slip : Misspellings.in(original, place)) {
      copy(original, next, slip.from(), right, at);
      for (int i = 0; i < slip.meant().length(); i++) {
        at.add(Math.min(slip.from() + i, slip.to()));
      }
      right.append(slip.meant());
      next = slip.to();
    }
    copy(original, next, original.length(), right, at);
    at.add(original.length());
    this.written = right.toString();
    this.origin = at.stream().mapToInt(Integer::intValue).toArray();
    StringBuilder b = new StringBuilder(written.length());
    for (int i = 0; i < written.length(); i++) {
      b.append(fold(written.charAt(i)));
    }
    this.folded = b.toString();
  }

  private static void copy(String text, int from, int to, StringBuilder copy, List<Integer> at) {
    copy.append(text, from, to);
    for (int i = from; i < to; i++) {
      at.add(i);
    }
  }

  /** A text folded on its own, for comparison. */
  static String fold(String text) {
    return new Text(text).folded;
  }

  private static char fold(char c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c <= ' ' ? ' ' : c;
    }
    return switch (c) {
      case 'đ', 'Đ' -> 'd';
      case 'ø', 'Ø' -> 'o';
      case 'ł', 'Ł' -> 'l';
      case 'ı', 'İ' -> 'i';
      case '’', '‘', '`', '´', 'ʼ' -> '\'';
      case '“', '”', '„', '«', '»' -> '"';
      case '–', '—', '−', '‐', '‑', '‒' -> '-';
      case '\u00a0', '\u2007', '\u202f', '\u3000', '\u2009', '\u200b' -> ' ';
      default -> letter(c);
    };
  }

  private static char letter(char c) {
    if (Character.isSurrogate(c)) {
      return c;
    }
    String base = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD);
    char first = base.isEmpty() ? c : base.charAt(0);
    boolean same = Character.isLetterOrDigit(first) == Character.isLetterOrDigit(c);
    return Character.toLowerCase(same ? first : c);
  }

  String written() {
    return written;
  }

  String folded() {
    return folded;
  }

  int length() {
    return folded.length();
  }

  /** The words between two places, as written. */
  String words(int from, int to) {
    return original.substring(origin[from], origin[to]).strip();
  }

  boolean free(int from, int to) {
    int next = taken.nextSetBit(from);
    return next < 0 || next >= to;
  }

  void take(int from, int to) {
    taken.set(from, to);
  }

  /** Every match that nobody has taken yet. Patterns see the folded text. */
  List<MatchResult> find(Pattern pattern) {
    List<MatchResult> matches = new ArrayList<>();
    Matcher m = pattern.matcher(folded);
    while (m.find()) {
      if (m.end() > m.start() && free(m.start(), m.end())) {
        matches.add(m.toMatchResult());
      }
    }
    return matches;
  }

  /** The first match that nobody has taken yet, or null. */
  MatchResult first(Pattern pattern) {
    Matcher m = pattern.matcher(folded);
    while (m.find()) {
      if (m.end() > m.start() && free(m.start(), m.end())) {
        return m.toMatchResult();
      }
    }
    return null;
  }

  boolean has(Pattern pattern) {
    return pattern.matcher(folded).find();
  }

  /** What stands right before a place, at most so many characters of it. */
  String before(int place, int most) {
    return folded.substring(Math.max(0, place - most), place);
  }

  /** What stands right after a place, at most so many characters of it. */
  String after(int place, int most) {
    return folded.substring(place, Math.min(folded.length(), place + most));
  }

  /** The sentence or line around a place: from after the last full stop to before the next. */
  String sentence(int place) {
    return folded.substring(sentenceStart(place), sentenceEnd(place));
  }

  int sentenceStart(int place) {
    int i = Math.min(place, folded.length());
    while (i > 0 && !ends(i - 1)) {
      i--;
    }
    return i;
  }

  int sentenceEnd(int place) {
    int i = place;
    while (i < folded.length() && !ends(i)) {
      i++;
    }
    return i;
  }

  private boolean ends(int i) {
    char c = folded.charAt(i);
    if (c == '!' || c == '?' || c == ';' || c == '\n') {
      return true;
    }
    boolean gap = i + 1 >= folded.length() || folded.charAt(i + 1) == ' ';
    boolean abbreviation = i >= 2 && folded.startsWith("st", i - 2) && (i == 2 || folded.charAt(i - 3) == ' ');
    return c == '.' && gap && !abbreviation;
  }
}
