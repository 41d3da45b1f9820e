package io.lotara.trip.parse;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import io.lotara.travel.open.OpenGazetteer;
import io.lotara.trip.Understanding;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every region, country and well-known town of the open data can be the place of any kind of sentence, whatever is not known of it. */
class EveryPlaceTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private static final List<String> SENTENCES =
      List.of(
          "Skiing in %s in February with my kids 6 and 9",
          "2 cities in %s at Easter, and then Paris");

  private final RequestReader reader = new RequestReader(new OpenGazetteer(), new SmallRates(), new ConstraintsReader());

  @Test
  void everyPlaceCanBeNamed() throws IOException {
    long read = Stream.concat(column("regions", 0), column("cities", 1)).distinct().peek(this::survives).count();
    assertTrue(read > 300, () -> "only " + read + " places");
  }

  private void survives(String place) {
    for (String sentence : SENTENCES) {
      String text = sentence.formatted(place);
      Understanding read = assertDoesNotThrow(() -> reader.read(Wording.of(text, TODAY)), text);
      assertTrue(read.request() == null ^ read.question() == null, text);
    }
  }

  private static Stream<String> column(String table, int number) throws IOException {
    String file = "/lotara/open/%s.csv".formatted(table);
    try (InputStreamReader in = new InputStreamReader(EveryPlaceTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
      return CsvReader.builder().ofCsvRecord(in).stream().skip(1).map(r -> r.getField(number)).toList().stream();
    }
  }
}
