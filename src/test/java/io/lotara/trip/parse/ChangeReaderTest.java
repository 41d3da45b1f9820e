package io.lotara.trip.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change is compared with what there is. */
class ChangeReaderTest {
  private final ChangeReader reader = new ChangeReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "make it cheaper | 0 | 0 | 0.85 | - | make it",
        "Make it 30% cheaper please | 0 | 0 | 0.70 | - | Make it  please",
        "that is too expensive | 0 | 0 | 0.85 | - | that is",
        "reduce the cost by 20 percent | 0 | 0 | 0.80 | - | ''",
        "two days longer | 2 | 0 | - | - | ''",
        "3 more nights in Kyoto | 3 | 0 | - | - | in Kyoto",
        "extend it by a week | 7 | 0 | - | - | ''",
        "add two days | 2 | 0 | - | - | ''",
        "an extra day | 1 | 0 | - | - | ''",
        "a bit longer | 1 | 0 | - | - | ''",
        "one day shorter, without flights | -1 | 0 | - | - | , without flights",
        "two fewer days | -2 | 0 | - | - | ''",
        "cut it by 2 days | -2 | 0 | - | - | ''",
        "a week later | 0 | 7 | - | - | ''",
        "start 3 days earlier | 0 | -3 | - | - | start",
        "slower, and two days longer | 2 | 0 | - | slow | , and",
        "more activities | 0 | 0 | - | fast | ''",
        "in May under $1500 | 0 | 0 | - | - | in May under $1500",
        "Đi Huế | 0 | 0 | - | - | Đi Huế"
      })
  void comparesWithThePlan(String words, int longer, int later, BigDecimal factor, String pace, String rest) {
    ChangeReader.Change change = reader.read(words);
    assertEquals(longer, change.longerBy());
    assertEquals(later, change.laterBy());
    assertEquals(factor == null, change.costFactor() == null);
    assertEquals(0, factor == null ? 0 : factor.compareTo(change.costFactor()));
    assertEquals(pace, change.pace());
    assertEquals(rest.replaceAll("\\s+", " "), change.rest().replaceAll("\\s+", " "));
  }
}
