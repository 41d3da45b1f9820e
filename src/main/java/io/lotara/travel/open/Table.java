package io.lotara.travel.open;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.lotara.travel.Position;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Reads the CSV resources beside this package's data. */
final class Table {
  private static final String FOLDER = "/lotara/open/";

  private Table() {}

  /** Whether there is such a resource. */
  static boolean exists(String name) {
    return Table.class.getResource(FOLDER + name) != null;
  }

  /**
   * All rows of a resource.
   *
   * @throws IllegalStateException when it is missing: the package is broken
   */
  static List<NamedCsvRecord> rows(String name) {
    try (InputStream in = Table.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + FOLDER + name);
      }
      try (CsvReader<NamedCsvRecord> csv =
              CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8));
          Stream<NamedCsvRecord> rows = csv.stream()) {
        return rows.toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries of a semicolon list; empty for an empty field. */
  static List<String> list(NamedCsvRecord row, String field) {
    return Stream.of(row.getField(field).split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /** The position in the fields {@code lat} and {@code lon}. */
  static Position position(NamedCsvRecord row) {
    return new Position(Double.parseDouble(row.getField("lat")), Double.parseDouble(row.getField("lon")));
  }
}
