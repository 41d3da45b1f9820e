package io.lotara.travel.tables;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Spellings of a town's name that mean the same: case, diacritics, punctuation and usual short forms do not matter. */
final class TownNames {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Map<String, String> SHORT_FORMS = Map.of("st", "saint", "ft", "fort", "mt", "mount");

  private TownNames() {}

  /** The form under which names are compared. */
  static String key(String name) {
    String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
    StringBuilder key = new StringBuilder();
    for (String word : OTHER.split(plain.replace('đ', 'd').replace('Đ', 'D').toLowerCase(Locale.ROOT))) {
      if (!word.isEmpty()) {
        key.append(key.isEmpty() ? "" : " ").append(SHORT_FORMS.getOrDefault(word, word));
      }
    }
    return key.toString();
  }
}
