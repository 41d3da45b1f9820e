package io.lotara.travel.open;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Spellings of names without what travellers leave out: case, diacritics and punctuation. */
final class Spelling {
  private static final Pattern LATIN_MARKS = Pattern.compile("[\\u0300-\\u036f]+");
  private static final Pattern DROPPED = Pattern.compile("['’‘ʻʼ`´.]");
  private static final Pattern GAPS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  private Spelling() {}

  /** One spelling for all ways to write a name: {@code Đà Nẵng}, {@code da-nang} and {@code DA NANG} become {@code da nang}. */
  static String fold(String name) {
    String text = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    text = LATIN_MARKS.matcher(text).replaceAll("");
    text = Normalizer.normalize(text, Normalizer.Form.NFC);
    text = text.replace('đ', 'd').replace('ð', 'd').replace('ø', 'o').replace('ł', 'l').replace('ı', 'i').replace('ə', 'e');
    text = text.replace("ß", "ss").replace("æ", "ae").replace("œ", "oe").replace("þ", "th");
    text = DROPPED.matcher(text).replaceAll("");
    text = GAPS.matcher(text).replaceAll(" ").strip();
    if (text.startsWith("st ")) {
      text = "saint " + text.substring(3);
    } else if (text.startsWith("ft ")) {
      text = "fort " + text.substring(3);
    } else if (text.startsWith("mt ")) {
      text = "mount " + text.substring(3);
    }
    return text;
  }

  /** A stable id part: the folded name with hyphens. */
  static String slug(String name) {
    return fold(name).replace(' ', '-');
  }

  /**
   * Edits between two words (Damerau–Levenshtein, optimal string alignment: insert, delete, replace, swap of neighbours), or {@code limit
   * + 1} when there are more than {@code limit}.
   */
  static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] before = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      int best = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + cost);
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        best = Math.min(best, row[j]);
      }
      if (best > limit) {
        return limit + 1;
      }
      before = above;
      above = row;
    }
    return Math.min(above[b.length()], limit + 1);
  }
}
