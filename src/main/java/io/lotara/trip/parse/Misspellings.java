package io.lotara.trip.parse;

import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Slips of the pen in the words that the grammar lives on. A word that is neither one of them, nor common, nor a place is taken for the one
 * that it becomes when two neighbours are swapped or a letter is added or dropped, or, in a long word, put for another: in short ones that
 * makes other words too easily ({@code scared}, {@code shared}). Names of places are the gazetteer's business.
 */
final class Misspellings {
  private static final Pattern WORD = Pattern.compile("(?<![\\p{L}\\d@'’_.])\\p{L}{5,}(?![\\p{L}\\d@'’_])");
  private static final int LONG = 7;

  private static final Set<String> WORDS =
      Set.of(
          """
          accommodate accommodation accommodations adults airplane airplanes allow allowed allows american apartment apartments
          april august avoid avoided avoiding beginning begins between budget children chinese cities commencing couple couples
          cuisine cuisines december depart departing departs departure destination destinations different dollars drive driving
          during eight eighteen eleven ending entire euros exclude excluded excluding explore explores exploring family february
          fifteen flight flights flying fourteen french friday friendly group heading honeymoon hotel hotels indian individual
          individuals italian itinerary january japanese journey july june korean leave leaves leaving lodging lodgings march
          mediterranean mexican monday nights nineteen november october originating parents parties party people permit permits
          permitted person persons plane planes private rather restaurant restaurants return returning rooms saturday september
          seven seventeen share shared sharing should single sixteen smoke smokers smoking spanish spend spending start starting
          starts sunday thai thirteen three through thursday total towns train trains transport transportation travel traveler
          travelers traveling traveller travellers travelling tuesday twelve twenty vacation vegan vegetarian vietnamese visit
          visiting visitor visitors visits wednesday weekend welcome welcomes welcoming without younger
          """
              .strip()
              .split("\\s+"));

  /** A word that may be another, and where it stands. */
  record Slip(int from, int to, String meant) {}

  private Misspellings() {}

  /**
   * The misspelt words of a text, in order.
   *
   * @param place whether a word is the name of a place
   */
  static List<Slip> in(String text, Predicate<String> place) {
    List<Slip> slips = new ArrayList<>();
    Map<String, String> known = new HashMap<>();
    for (MatchResult m : WORD.matcher(text).results().toList()) {
      String word = m.group();
      String lower = word.toLowerCase(Locale.ROOT);
      boolean capital = Character.isUpperCase(word.charAt(0));
      if (!word.substring(1).equals(lower.substring(1)) || WORDS.contains(lower) || CommonWords.has(lower)) {
        continue;
      }
      String meant = known.computeIfAbsent(lower, Misspellings::meant);
      if (!meant.isEmpty() && !place.test(word)) {
        slips.add(new Slip(m.start(), m.end(), capital ? Character.toUpperCase(meant.charAt(0)) + meant.substring(1) : meant));
      }
    }
    return slips;
  }

  /** The word that it most likely is, one of the same length before others; empty for none. */
  private static String meant(String word) {
    @Nullable String found = null;
    for (String candidate : WORDS) {
      boolean better = oneOff(word, candidate) && (found == null || word.length() == candidate.length());
      found = better ? candidate : found;
    }
    return found == null ? "" : found;
  }

  private static boolean oneOff(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 1) {
      return false;
    }
    int head = 0;
    while (head < a.length() && head < b.length() && a.charAt(head) == b.charAt(head)) {
      head++;
    }
    int tail = 0;
    while (tail < Math.min(a.length(), b.length()) - head && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
      tail++;
    }
    String x = a.substring(head, a.length() - tail);
    String y = b.substring(head, b.length() - tail);
    boolean addedOrDropped = x.length() + y.length() == 1 && head > 0;
    boolean swapped = x.length() == 2 && y.length() == 2 && x.charAt(0) == y.charAt(1) && x.charAt(1) == y.charAt(0);
    boolean other = x.length() == 1 && y.length() == 1 && a.length() >= LONG && head > 0;
    return addedOrDropped || swapped || other;
  }
}
