package io.lotara.travel.open;

import io.lotara.travel.Gazetteer.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Parts of countries and groups of countries, from {@code regions.csv}. */
final class Regions {
  private static final Pattern CODE = Pattern.compile("[A-Z]{2,3}");

  /**
   * A region and what lies in it.
   *
   * @param region its usual name and country
   * @param within folded names of its parts, itself included, and codes of countries that belong to it whole
   */
  record Entry(Region region, Set<String> within) {
    boolean holds(Place place) {
      if (region.country() != null) {
        return region.country().equals(place.country())
            && place.region() != null
            && within.contains(Spelling.fold(place.region()));
      }
      return within.contains(place.country());
    }
  }

  private final Map<String, List<Entry>> byName = new HashMap<>();
  private final Map<String, List<Entry>> byCode = new HashMap<>();

  Regions() {
    for (var row : Table.rows("regions.csv")) {
      String name = row.getField("name");
      String country = row.getField("country").isEmpty() ? null : row.getField("country");
      Set<String> within = new HashSet<>();
      for (String part : Table.list(row, "within")) {
        within.add(country == null ? part : Spelling.fold(part));
      }
      List<String> names = new ArrayList<>(List.of(name));
      List<String> codes = new ArrayList<>();
      for (String alias : Table.list(row, "aliases")) {
        (CODE.matcher(alias).matches() ? codes : names).add(alias);
      }
      if (country != null) {
        names.forEach(n -> within.add(Spelling.fold(n)));
      }
      Entry entry = new Entry(new Region(name, country), Set.copyOf(within));
      names.stream().map(Spelling::fold).distinct().forEach(n -> byName.computeIfAbsent(n, k -> new ArrayList<>()).add(entry));
      codes.forEach(c -> byCode.computeIfAbsent(c, k -> new ArrayList<>()).add(entry));
    }
  }

  /** Makes known a region that only the facts of a city name. */
  void add(String name, String country) {
    String folded = Spelling.fold(name);
    List<Entry> same = byName.computeIfAbsent(folded, k -> new ArrayList<>());
    if (same.stream().noneMatch(e -> country.equals(e.region.country()))) {
      same.add(new Entry(new Region(name, country), Set.of(folded)));
    }
  }

  /** All regions of that name; an abbreviation only in upper case. */
  List<Entry> named(String name) {
    String text = name.strip();
    List<Entry> found = byCode.get(text);
    return found != null ? found : byName.getOrDefault(Spelling.fold(text), List.of());
  }

  /** The full name of a state or province by its code. */
  String nameOf(String country, String code) {
    return byCode.getOrDefault(code, List.of()).stream()
        .map(Entry::region)
        .filter(r -> country.equals(r.country()))
        .map(Region::name)
        .findFirst()
        .orElse(null);
  }
}
