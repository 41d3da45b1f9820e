package io.lotara.trip.parse;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.lotara.travel.Gazetteer;
import io.lotara.travel.Position;
import io.lotara.travel.Town;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A gazetteer of some 150 towns for tests; lookups as the port promises. */
class SmallGazetteer implements Gazetteer {
  private final Map<String, List<Town>> byName = new HashMap<>();
  private final Map<String, Region> regions = new HashMap<>();
  private final Map<String, Country> countries = new HashMap<>();
  private final Map<String, Town> byAirport = new HashMap<>();
  private final List<Town> all = new ArrayList<>();

  SmallGazetteer() {
    try (var in = new InputStreamReader(SmallGazetteer.class.getResourceAsStream("/trip/parse/towns.csv"), StandardCharsets.UTF_8);
        CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(in)) {
      rows.forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String code : Locale.getISOCountries()) {
      Locale country = Locale.of("", code);
      Country c = new Country(code, country.getDisplayCountry(Locale.ENGLISH), "USD");
      for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH, Locale.GERMAN, Locale.of("es"), Locale.of("vi"), Locale.of("it"))) {
        countries.putIfAbsent(Text.fold(country.getDisplayCountry(language)), c);
      }
      countries.put(code.toLowerCase(Locale.ROOT), c);
      countries.put(country.getISO3Country().toLowerCase(Locale.ROOT), c);
    }
    countries.put("uk", countries.get("gb"));
    countries.put("england", countries.get("gb"));
    countries.put("turkey", countries.get("tr"));
    countries.put("czech republic", countries.get("cz"));
    for (String state : List.of("Texas", "Utah", "Colorado", "Pennsylvania", "Minnesota", "Georgia", "Florida", "California", "Nevada",
        "Tuscany",
        "Ohio", "Michigan", "Virginia", "West Virginia", "North Carolina", "South Dakota", "New Mexico", "Wisconsin", "Illinois",
            "Tennessee")) {
      regions.putIfAbsent(Text.fold(state), new Region(state, state.equals("Tuscany") ? "IT" : "US"));
    }
    all.sort(Comparator.comparingLong(Town::population).reversed());
    byName.values().forEach(towns -> towns.sort(Comparator.comparingLong(Town::population).reversed()));
  }

  private void add(NamedCsvRecord row) {
    String region = row.getField("region").isEmpty() ? null : row.getField("region");
    List<String> airports = row.getField("airports").isEmpty() ? List.of() : List.of(row.getField("airports").split(";"));
    Town town = new Town(
        Text.fold(row.getField("name")).replace(' ', '-') + "-" + row.getField("country") + "-" + region, row.getField("name"), region,
        row.getField("country"), new Position(Double.parseDouble(row.getField("lat")), 0), Long.parseLong(row.getField("population")), null,
        airports);
    all.add(town);
    List<String> names = new ArrayList<>(List.of(town.name()));
    names.addAll(Arrays.stream(row.getField("aliases").split(";")).filter(a -> !a.isEmpty()).toList());
    names.forEach(n -> byName.computeIfAbsent(Text.fold(n), k -> new ArrayList<>()).add(town));
    airports.forEach(a -> byAirport.put(a, town));
    if (region != null && !region.equals("District of Columbia")) {
      regions.putIfAbsent(Text.fold(region), new Region(region, town.country()));
    }
  }

  @Override
  public List<Town> towns(String name) {
    String folded = Text.fold(name).strip();
    if (byName.containsKey(folded)) {
      return byName.get(folded);
    }
    int comma = folded.indexOf(',');
    if (comma < 0) {
      return List.of();
    }
    String[] qualifiers = folded.substring(comma + 1).strip().split("\\s*,\\s*");
    return byName.getOrDefault(folded.substring(0, comma).strip(), List.of()).stream()
        .filter(t -> Arrays.stream(qualifiers).allMatch(q -> t.region() != null && Text.fold(t.region()).equals(q)
            || country(q).map(c -> c.code().equals(t.country())).orElse(false)))
        .toList();
  }

  @Override
  public List<Town> similar(String misspelt) {
    String folded = Text.fold(misspelt).strip();
    Map<Town, Integer> near = new LinkedHashMap<>();
    int most = folded.length() < 5 ? 1 : 2;
    byName.forEach((name, towns) -> {
      int distance = Math.abs(name.length() - folded.length()) > most ? most + 1 : Atlas.distance(name, folded);
      if (distance > 0 && distance <= most && towns.getFirst().population() > 80_000) {
        near.merge(towns.getFirst(), distance, Math::min);
      }
    });
    return near.entrySet().stream()
        .sorted(Map.Entry.<Town, Integer>comparingByValue().thenComparing(e -> -e.getKey().population()))
        .map(Map.Entry::getKey).limit(5).toList();
  }

  @Override
  public Optional<Country> country(String name) {
    return Optional.ofNullable(countries.get(Text.fold(name).strip()));
  }

  @Override
  public Optional<Region> region(String name) {
    return Optional.ofNullable(regions.get(Text.fold(name).strip()));
  }

  @Override
  public List<Town> covered(String regionOrCountry) {
    String folded = Text.fold(regionOrCountry).strip();
    String code = country(folded).map(Country::code).orElse("-");
    return all.stream().filter(t -> t.region() != null && Text.fold(t.region()).equals(folded) || code.equals(t.country())).toList();
  }

  @Override
  public Optional<Town> byAirport(String iata) {
    return Optional.ofNullable(byAirport.get(iata));
  }
}
