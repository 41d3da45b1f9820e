package io.lotara.chat.rules;

import io.lotara.chat.ChatTurn;
import io.lotara.chat.Focus;
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

  /** Pictures, and what joins and colours them: they say nothing that a pattern looks for. */
  private static final Pattern PICTURES = Pattern.compile("[\\p{So}\\p{Cs}\\x{1F3FB}-\\x{1F3FF}\\x{FE0F}\\x{200D}]+");

  private final ChatTurn turn;
  private final TripDesk desk;
  private final String folded;
  private final Supplier<Understanding> understanding;

  Heard(ChatTurn turn, TripDesk desk) {
    this.turn = turn;
    this.desk = desk;
    this.folded = fold(PICTURES.matcher(turn.message()).replaceAll(" "));
    this.understanding = SupplierUtil.memoized(() -> desk.understand(turn, turn.message(), List.of()));
  }

  /** Lower case, without diacritics and typographic signs, with single spaces. */
  static String fold(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    String same = plain.replace('đ', 'd').replace('Đ', 'D').replace('’', '\'').replace('‘', '\'').replace('–', '-').replace('—', '-');
    return SPACES.matcher(same.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  /**
   * Lower case and without diacritics, character for character: a place in the one is the same place in the other.
   *
   * @param composed text in composed form (NFC)
   */
  static String flat(String composed) {
    StringBuilder b = new StringBuilder(composed.length());
    for (int i = 0; i < composed.length(); i++) {
      char c = composed.charAt(i);
      String plain = c < 128 ? String.valueOf(Character.toLowerCase(c)) : fold(String.valueOf(c));
      b.append(plain.isEmpty() ? ' ' : plain.charAt(0));
    }
    return b.toString();
  }

  /** The same turn in other words. */
  Heard saying(String words) {
    return new Heard(turn.saying(words), desk);
  }

  /** The same words about something else. */
  Heard about(Focus focus) {
    return new Heard(turn.about(focus), desk);
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
