package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.TripDesk;
import io.lotara.trip.Understanding;
import io.micronaut.core.util.SupplierUtil;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A turn as the rules hear it: the words as written, folded for patterns, and what they say of a trip, read when first asked for. */
final class Heard {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final ChatTurn turn;
  private final String folded;
  private final Supplier<Understanding> understanding;

  Heard(ChatTurn turn, TripDesk desk) {
    this.turn = turn;
    this.folded = fold(turn.message());
    this.understanding = SupplierUtil.memoized(() -> desk.understand(turn, turn.message(), List.of()));
  }

  /** Lower case, without diacritics and typographic signs, with single spaces. */
  static String fold(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    String same = plain.replace('đ', 'd').replace('Đ', 'D').replace('’', '\'').replace('‘', '\'').replace('–', '-').replace('—', '-');
    return SPACES.matcher(same.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  ChatTurn turn() {
    return turn;
  }

  String words() {
    return turn.message();
  }

  String folded() {
    return folded;
  }

  /** Whether the pattern is found anywhere in the folded words. */
  boolean has(Pattern pattern) {
    return pattern.matcher(folded).find();
  }

  /** Whether the folded words are this and nothing else. */
  boolean is(Pattern pattern) {
    return pattern.matcher(folded).matches();
  }

  /**
   * What follows the cue, as a request for a trip: a question about a place names it as such a request would, and is read by the same
   * grammar, which passes over questions.
   */
  String asTrip(Pattern cue) {
    String words = turn.message();
    String plain = words.toLowerCase(Locale.ROOT);
    Matcher m = cue.matcher(plain);
    int from = m.find() && plain.length() == words.length() ? m.end() : 0;
    return ("A trip " + words.substring(from)).replaceAll("[?!]+", " ").strip();
  }

  /** What the words say of a trip. */
  Understanding understanding() {
    return understanding.get();
  }

  /** Whether the person said this of the trip, in this turn. */
  boolean says(String field) {
    return understanding().fields().stream()
        .anyMatch(f -> f.field().equals(field) && f.source() == Understanding.Source.QUERY);
  }

  /** Whether the question that this rule asked is open. */
  boolean answers(String about) {
    return turn.focus().asked() != null && turn.focus().asked().about().equals(about);
  }
}
