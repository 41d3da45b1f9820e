package io.lotara.travel.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.lotara.travel.SourceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one table (RFC 4180, UTF-8). The header is the contract: columns are found by name, in any order, and further ones are ignored. */
final class TableRows {

  /** One row; the line is that of the file, for messages and refs. */
  record Row(String table, long line, NamedCsvRecord fields) {

    /** The field as it stands, blanks included; empty when the row is short. */
    String text(String column) {
      return fields.findField(column).orElse("");
    }

    /** The field without blanks around it, or empty. */
    Optional<String> filled(String column) {
      String text = text(column).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** A number, or empty when the field is. */
    Optional<Double> number(String column) {
      return filled(column).map(text -> parse(column, text));
    }

    private double parse(String column, String text) {
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Said below, with the place.
      }
      throw new SourceException.Final(table + " line " + line + ": " + column + " is not a number: '" + text + "'", null);
    }
  }

  private TableRows() {}

  /** A row may be shorter or longer than the header: what is missing is empty, what is too much is not read. */
  private static CsvReader.CsvReaderBuilder rows() {
    return CsvReader.builder().missingFieldStrategy(FieldMismatchStrategy.IGNORE).extraFieldStrategy(FieldMismatchStrategy.IGNORE);
  }

  /**
   * Every row of a table in order.
   *
   * @throws SourceException.Final when the file or a column is missing or the CSV is broken
   * @throws SourceException.Retriable when the file cannot be read now
   */
  static List<Row> read(TableFiles files, String table, String... columns) {
    List<Row> rows = new ArrayList<>();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(files.open(table), StandardCharsets.UTF_8));
        CsvReader<NamedCsvRecord> csv = rows().ofNamedCsvRecord(in)) {
      boolean checked = false;
      for (NamedCsvRecord fields : csv) {
        if (!checked) {
          requireColumns(table, fields.getHeader(), columns);
          checked = true;
        }
        rows.add(new Row(table, fields.getStartingLineNumber(), fields));
      }
      if (!checked) {
        // Without a row nobody has told the header; a file of anything else must not pass for an empty table.
        requireColumns(table, header(files, table), columns);
      }
      return rows;
    } catch (NoSuchFileException e) {
      throw new SourceException.Final("the reference tables at " + files + " lack " + table, e);
    } catch (CsvParseException e) {
      throw new SourceException.Final(table + " is not CSV: " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new SourceException.Retriable(table + " of the reference tables at " + files + " cannot be read", e);
    }
  }

  private static List<String> header(TableFiles files, String table) throws IOException {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(files.open(table), StandardCharsets.UTF_8));
        CsvReader<CsvRecord> csv = rows().ofCsvRecord(in)) {
      return csv.stream().findFirst().map(CsvRecord::getFields).orElse(List.of());
    }
  }

  private static void requireColumns(String table, List<String> header, String... columns) {
    for (String column : columns) {
      if (!header.contains(column)) {
        throw new SourceException.Final(table + " lacks the column " + column + "; it has " + header, null);
      }
    }
  }
}
