package io.lotara.trip.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.lotara.travel.Town;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Sentences in tables, each with the fields that must be read from it; a field that is not listed is not looked at. */
class SentencesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private static final SmallGazetteer GAZETTEER = new SmallGazetteer();
  private static final RequestReader READER = new RequestReader(GAZETTEER, new SmallRates(), new ConstraintsReader());

  @TestFactory
  Stream<DynamicTest> readsEveryField() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String table : List.of("journeys", "places", "dates", "money", "party", "wishes", "slips")) {
      for (NamedCsvRecord row : rows(table)) {
        String query = row.getField("query");
        tests.add(DynamicTest.dynamicTest(table + ": " + query, () -> check(query, row.getField("expected"))));
      }
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> asksWhenNoDestinationIsNamed() throws IOException {
    return rows("no-trips").stream().map(row -> DynamicTest.dynamicTest(row.getField("query"), () -> {
      Understanding understanding = READER.read(Wording.of(row.getField("query"), TODAY));
      assertNull(understanding.request(), () -> String.valueOf(understanding.fields()));
      assertEquals("destination", understanding.question().field());
    }));
  }

  @Test
  void hasTheCasesItPromises() throws IOException {
    int cases = 0;
    for (String table : List.of("journeys", "places", "dates", "money", "party", "wishes", "slips", "no-trips")) {
      cases += rows(table).size();
    }
    assertTrue(cases >= 300, "cases: " + cases);
  }

  private static List<NamedCsvRecord> rows(String table) throws IOException {
    try (var in = new InputStreamReader(SentencesTest.class.getResourceAsStream("/trip/parse/" + table + ".csv"), StandardCharsets.UTF_8);
        CsvReader<NamedCsvRecord> rows = CsvReader.builder().fieldSeparator('|').quoteCharacter('\u0001').ofNamedCsvRecord(in)) {
      return rows.stream().toList();
    }
  }

  private static void check(String query, String expected) {
    Map<String, String> wanted = Stream.of(expected.split(";")).map(e -> e.split("=", 2)).collect(Collectors.toMap(e -> e[0], e -> e[1]));
    Set<String> known = Set.of(wanted.getOrDefault("sources", "").split(","));
    Set<String> regions = Set.of(wanted.getOrDefault("regions", "").split(","));
    Understanding understanding = READER.read(Wording.of(query, TODAY).regions(regions::contains).sources(
        name -> known.contains(name) ? Optional.of(new Town("t:" + name, name, null, null, null, 0, null, List.of())) : Optional.empty()));
    Map<String, Object> fields = understanding.fields().stream()
        .filter(f -> f.value() != null)
        .collect(Collectors.toMap(Understanding.Field::field, Understanding.Field::value));
    wanted.forEach((field, value) -> {
      String found = switch (field) {
        case "question" -> understanding.question() == null ? "-" : understanding.question().field();
        case "sources", "regions" -> value;
        case "assumed" -> understanding.assumptions().stream().anyMatch(a -> a.contains(value)) ? value : "not among "
            + understanding.assumptions();
        case "kind" -> understanding.request() == null ? "-" : understanding.request().destinations().getFirst().kind().name()
            .toLowerCase();
        case "country" -> understanding.request() == null ? "?" : orDash(understanding.request().destinations().getFirst().country());
        default -> fields.containsKey(field) ? plain(field, fields.get(field)) : "-";
      };
      assertEquals(value, found, () -> field + " of: " + query);
    });
    if (!wanted.containsKey("question")) {
      assertNotNull(understanding.request(), () -> "request of: " + query + " ==> " + understanding.question());
      soundness(understanding.request());
    }
  }

  private static void soundness(TripRequest request) {
    assertTrue(!request.end().isBefore(request.start()), "dates in order");
    assertTrue(!request.destinations().isEmpty(), "somewhere to go");
    assertTrue(request.party().size() > 0, "somebody goes");
  }

  private static String orDash(String text) {
    return text == null ? "-" : text;
  }

  /** A value in the short form of the tables. */
  private static String plain(String field, Object value) {
    return switch (value) {
      case Map<?, ?> m when field.equals("dates") -> m.get("start") + ".." + m.get("end");
      case Map<?, ?> m when field.equals("travellers") ->
          m.get("adults") + (((List<?>) m.get("children")).isEmpty() ? "" : "+" + plain("", m.get("children")));
      case Map<?, ?> m when field.equals("budget") ->
          m.get("amount") + " " + m.get("currency") + (m.get("scope").equals("total") ? "" : " " + m.get("scope"));
      case Map<?, ?> m -> m.get("city") + ":" + m.get("nights");
      case List<?> l -> l.stream().map(v -> plain("", v)).collect(Collectors.joining(","));
      default -> String.valueOf(value);
    };
  }
}
