package io.lotara.local.opendata;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.lotara.travel.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the hand-written facts with data sets of others, which are no part of the project, and prints every difference for a person to
 * look at: airports with an OpenFlights {@code airports.dat}, sights with a list of World Heritage sites (columns {@code name_en},
 * {@code iso_code}, {@code Latitude}, {@code Longitude}). A site of many parts has one point in that list, so some differences stay.
 *
 * <p>Run by {@code mvn -Pfact-check -Dairports=FILE -Dsites=FILE}. Arguments: the folder of the facts, the two files.
 */
public final class FactCheck {
  private static final double AIRPORT_KM = 5;
  private static final double SITE_KM = 3;
  private static final double NEAR_KM = 90;
  private static final Set<String> COMMON =
      Set.of(
          "abbey", "ancient", "archaeological", "architectural", "area", "australian", "basilica", "buildings", "castle",
          "cathedral", "center", "central", "centre", "church", "city", "college", "complex", "convent", "cultural", "district",
          "garden", "gardens", "great", "historic", "house", "imperial", "including", "landscape", "medici", "monuments", "mosque",
          "museum", "national", "old", "palace", "park", "philippines", "piazza", "properties", "quarter", "royal", "saint",
          "santa", "square", "swiss", "temple", "tower", "town", "villa", "wine", "works");

  private final Path facts;
  private int differences;

  private FactCheck(Path facts) {
    this.facts = facts;
  }

  /** Runs both comparisons. */
  public static void main(String[] args) throws IOException {
    FactCheck check = new FactCheck(Path.of(args[0]));
    check.airports(Path.of(args[1]));
    check.sites(Path.of(args[2]));
    System.out.println(check.differences + " differences");
  }

  private void airports(Path openFlights) throws IOException {
    Map<String, Position> theirs = new HashMap<>();
    for (CsvRecord row : CsvReader.builder().ofCsvRecord(Files.readString(openFlights).replace("\\\"", "'"))) {
      theirs.put(row.getField(4), new Position(Double.parseDouble(row.getField(6)), Double.parseDouble(row.getField(7))));
    }
    Map<String, Position> ours = new HashMap<>();
    for (String table : List.of("airports.csv", "known-airports.csv")) {
      rows(table).forEach(row -> ours.put(row.getField("iata"), position(row, "lat", "lon")));
    }
    Set<String> used = new TreeSet<>();
    rows("cities.csv").forEach(row -> used.addAll(Arrays.asList(row.getField("airports").split(";"))));
    rows("hubs.csv").forEach(row -> used.add(row.getField("iata")));
    for (String iata : used) {
      if (!theirs.containsKey(iata)) {
        report("airport %s is not in the other list", iata);
      } else if (theirs.get(iata).kilometresTo(ours.get(iata)) > AIRPORT_KM) {
        report("airport %s is %.0f km away", iata, theirs.get(iata).kilometresTo(ours.get(iata)));
      }
    }
  }

  private void sites(Path heritage) throws IOException {
    List<NamedCsvRecord> sites;
    try (Stream<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(heritage).stream()) {
      sites = rows.toList();
    }
    for (NamedCsvRecord city : rows("cities.csv")) {
      String country = city.getField("country").toLowerCase(Locale.ROOT);
      Position centre = position(city, "lat", "lon");
      List<NamedCsvRecord> near =
          sites.stream()
              .filter(s -> !s.getField("Latitude").isEmpty())
              .filter(s -> Arrays.asList(s.getField("iso_code").split(",")).contains(country))
              .filter(s -> position(s, "Latitude", "Longitude").kilometresTo(centre) < NEAR_KM)
              .toList();
      Set<String> cityWords = words(city.getField("name") + " " + city.getField("aliases") + " " + city.getField("region"));
      for (NamedCsvRecord sight : rows("places/" + city.getField("slug") + ".csv")) {
        Set<String> words = words(sight.getField("name"));
        words.removeAll(cityWords);
        for (NamedCsvRecord site : near) {
          Set<String> shared = words(site.getField("name_en"));
          shared.retainAll(words);
          double km = position(site, "Latitude", "Longitude").kilometresTo(position(sight, "lat", "lon"));
          if (!shared.isEmpty() && km > SITE_KM) {
            report("%s/%s is %.1f km from '%s'", city.getField("slug"), sight.getField("id"), km, site.getField("name_en"));
          }
        }
      }
    }
  }

  private List<NamedCsvRecord> rows(String table) throws IOException {
    try (Stream<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(facts.resolve(table)).stream()) {
      return rows.toList();
    }
  }

  private static Position position(NamedCsvRecord row, String lat, String lon) {
    return new Position(Double.parseDouble(row.getField(lat)), Double.parseDouble(row.getField(lon)));
  }

  private static Set<String> words(String name) {
    String plain = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    return Arrays.stream(plain.split("[^\\p{L}]+"))
        .filter(w -> w.length() >= 4 && !COMMON.contains(w))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void report(String format, Object... values) {
    differences++;
    System.out.println(format.formatted(values));
  }
}
