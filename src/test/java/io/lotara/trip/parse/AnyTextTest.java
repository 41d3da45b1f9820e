package io.lotara.trip.parse;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.trip.Understanding;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text makes the reader throw or contradict itself; a pattern that explodes on repetition would not end. */
class AnyTextTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private static final long SEED = 20261121;
  private static final int LENGTH = 2000;
  private static final List<String> PIECES = List.of(
      "from ", "to ", "Tokyo", "paris", " 3 ", "nights", " days", " in ", "March", " 31", "st", ", ", ". ", "$", "€", "1.000.000", "k ",
          "million ", "Feb 30 ",
      "2027", "2027-13-45", " no ", "n't ", "flights", "self-driving", "(", ")", "-", "—", "’s ", "two ", "0 ", "99999999999999999999 ",
          "people", "aged ", "ages 4, 5",
      "cities", " Texas", "Georgia", "with ", "kids", " per person", " and ", "early ", "next ", "weekend", "the ", "\n", "đ", "Đà Nẵng",
          "İ", "ß", "ﬁ", "🙂", "\u0000",
      "\u0301", "東京", "and and and ", "St. ", "D.C.", "/", ":", "between ", "%", "under ", "10 ", "years old ", "May ", "may ",
          "Easter ", "week", "a ", "IN ", "'");
  private final RequestReader reader = new RequestReader(new SmallGazetteer(), new SmallRates(), new ConstraintsReader());

  private void survives(String text) {
    Understanding u = reader.read(Wording.of(text, TODAY));
    assertTrue(u.request() == null ^ u.question() == null, text);
    if (u.request() != null) {
      assertTrue(u.request().days() >= 1 && u.request().days() <= 4 * ConstraintsReader.MOST_DAYS, text);
      assertTrue(u.request().party().size() >= 1, text);
    }
    u.fields().forEach(f -> assertNotNull(f.field()));
  }

  @Test
  void survivesRandomCharacters() {
    Random random = new Random(SEED);
    for (int i = 0; i < 24; i++) {
      StringBuilder b = new StringBuilder();
      int length = random.nextInt(LENGTH);
      int highest = List.of(0x7f, 0x250, 0xffff, 0x10ffff).get(i % 4);
      while (b.length() < length) {
        int c = random.nextInt(highest + 1);
        if (i % 3 == 0 && c <= 0xffff) {
          b.append((char) c); // lone surrogates too
        } else if (Character.isValidCodePoint(c)) {
          b.appendCodePoint(c);
        }
      }
      survives(b.toString());
    }
  }

  @Test
  void survivesRandomSentences() {
    Random random = new Random(SEED);
    for (int i = 0; i < 120; i++) {
      StringBuilder b = new StringBuilder();
      int pieces = i < 4 ? 2000 : random.nextInt(60);
      for (int k = 0; k < pieces && b.length() < LENGTH; k++) {
        b.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      survives(b.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a", "A ", "a-", "1", "1,", "1 ", "$1,000 ", "March ", "3 days in ", "no ", "not , ", "from Paris to ",
      "Paris, ", "the ", "n't ", "()", "and ",
      "Texas ", "St. ", "D.C.", "beautiful ", "the city of ", "London 3 nights, ", "budget of ", "budget ", "4, ", "ages 4, ",
          "Mar 1, 2 and ", "shared ", "party ", "'", "A/", "to "})
  void comesToAnEndOnRepetition(String piece) {
    survives("Plan a trip to " + piece.repeat(LENGTH / piece.length()) + " x");
  }
}
