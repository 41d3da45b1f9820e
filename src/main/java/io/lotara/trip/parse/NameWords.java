package io.lotara.trip.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a text, as far as names of places are made of them: {@code St. Petersburg}, {@code Wilkes-Barre}, {@code D.C.} */
final class NameWords {
  /** Most words of one name. */
  static final int LONGEST = 5;

  private static final Pattern WORD =
      Pattern.compile("\\p{L}(?:\\.\\p{L}){1,3}\\.?(?!\\p{L})|\\p{L}[\\p{L}\\p{M}]{0,40}(?:['’]\\p{L}{1,20}){0,3}");
  private static final Pattern GAP =
      Pattern.compile("(?: {1,2}|-|/|(?<=\\b(?:st|ste|mt|ft|pt|sta|sto))\\. ?| ?- ?(?=\\p{L}))");
  private static final Set<String> NO_START = words(
      """
      a an and or to from in at for with of on by we i our my is are it this that as be you us me he she they if so then but i'm i'd i'll
      i've we're we'd we'll we've please could can would should will what where when how who which during between under over until each its
      it's let's also there not no
      """);
  private static final Set<String> JOINERS =
      words("de del la le les los las el of the do da di du am an der den upon on en sur y al bei");

  private final Text text;
  private final List<int[]> words = new ArrayList<>();
  private final boolean capitals;

  NameWords(Text text) {
    this.text = text;
    Matcher m = WORD.matcher(text.written());
    int upper = 0;
    while (m.find()) {
      words.add(new int[] {m.start(), m.end()});
      upper += Character.isUpperCase(text.written().codePointAt(m.start())) ? 1 : 0;
    }
    this.capitals = upper > 0 && (upper * 10 < words.size() * 7 || words.size() <= 4);
  }

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+"));
  }

  int size() {
    return words.size();
  }

  int from(int i) {
    return words.get(i)[0];
  }

  int to(int i) {
    return words.get(i)[1];
  }

  /** Whether capitals tell names in this text: not where everything or nothing is written with them. */
  boolean capitals() {
    return capitals;
  }

  String folded(int i) {
    return text.folded().substring(from(i), to(i));
  }

  /** So many words from here as written, without a genitive. */
  String name(int i, int n) {
    String name = text.written().substring(from(i), to(i + n - 1));
    return name.endsWith("'s") || name.endsWith("’s") ? name.substring(0, name.length() - 2) : name;
  }

  /** Whether no unknown name begins with that word. */
  boolean neverFirst(int i) {
    return NO_START.contains(folded(i));
  }

  /** Whether it is a word of everyday English. */
  boolean common(int i) {
    return CommonWords.has(folded(i)) || neverFirst(i);
  }

  boolean upper(int i) {
    return Character.isUpperCase(text.written().codePointAt(from(i)));
  }

  boolean free(int i, int n) {
    return text.free(from(i), to(i + n - 1));
  }

  /** Whether a sentence begins with that word. */
  boolean startsSentence(int i) {
    return text.folded().substring(text.sentenceStart(from(i)), from(i)).isBlank();
  }

  /** Whether so many words from here can be one name: nothing but spaces, hyphens and points of abbreviations between them. */
  boolean joined(int i, int n) {
    if (i + n > words.size()) {
      return false;
    }
    for (int k = i; k < i + n - 1; k++) {
      int from = to(k);
      int to = from(k + 1);
      if (to - from > 3 || !GAP.matcher(text.folded()).region(from, to).useTransparentBounds(true).matches()) {
        return false;
      }
    }
    return true;
  }

  /** How many words from here are written like one name. */
  int run(int i) {
    int n = 0;
    int capital = 0;
    while (i + n < words.size() && n < LONGEST && joined(i, n + 1)) {
      boolean joiner = n > 0 && JOINERS.contains(folded(i + n));
      if (!free(i + n, 1) || !joiner && (neverFirst(i + n) || !upper(i + n))) {
        break;
      }
      n++;
      capital = upper(i + n - 1) ? n : capital;
    }
    return capital;
  }

  /** The word that begins at that place of the text; -1 when none does. */
  int at(int start) {
    int low = 0;
    int high = words.size() - 1;
    while (low <= high) {
      int middle = (low + high) / 2;
      if (from(middle) == start) {
        return middle;
      }
      if (from(middle) < start) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** With a capital at the beginning of each word. */
  static String title(String name) {
    StringBuilder b = new StringBuilder(name.length());
    boolean start = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      b.append(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
      start = c == ' ' || c == '-' || c == '/';
    }
    return b.toString();
  }

  /** Whether a name is written without any capital, or longer than an abbreviation in nothing but capitals. */
  static boolean caseless(String name) {
    return name.equals(name.toLowerCase(Locale.ROOT)) || name.length() > 4 && name.equals(name.toUpperCase(Locale.ROOT));
  }
}
