package io.lotara.travel.open;

import io.lotara.travel.Position;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * All towns of the gazetteer with an index of their names. Four layers, each adding to the one before: cities with our own facts, towns
 * written by hand (aliases, and towns whose name needs a state), the open list of towns, and the towns of airports that no layer has.
 */
final class Places {
  /** Rows of that name and country within this distance are one town. */
  private static final double SAME_TOWN_KM = 60;

  private static final Pattern CODE = Pattern.compile("[A-Z]{2,3}");

  private final Regions regions;
  private final Airports airports;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<String, List<Draft>> draftsByName = new HashMap<>();
  private final Map<String, List<Place>> byName = new HashMap<>();
  private final Map<String, Place> byCode = new HashMap<>();
  private final List<Place> covered = new ArrayList<>();

  private static final class Draft {
    private final String name;
    private final String country;
    private final Position position;
    private final City city;
    private final Set<String> aliases = new LinkedHashSet<>();
    private String region;
    private long population;
    private String timezone;

    private Draft(String name, String country, Position position, @Nullable City city) {
      this.name = name;
      this.country = country;
      this.position = position;
      this.city = city;
    }
  }

  Places(Regions regions, Airports airports) {
    this.regions = regions;
    this.airports = airports;
    cities();
    knownTowns();
    openTowns();
    airportTowns();
    index();
    draftsByName.clear();
  }

  /** Towns by folded name or alias, the likeliest first. */
  List<Place> named(String folded) {
    return byName.getOrDefault(folded, List.of());
  }

  /** A town by an abbreviation of two or three capitals; in small letters those are words ({@code LA}, {@code WAS}). */
  @Nullable Place abbreviated(String code) {
    return byCode.get(code);
  }

  /** Every folded name and alias. */
  Map<String, List<Place>> names() {
    return byName;
  }

  /** Cities with our own facts, the best known first. */
  List<Place> covered() {
    return covered;
  }

  private void cities() {
    for (var row : Table.rows("cities.csv")) {
      City city = City.read(row);
      Draft draft = new Draft(city.name(), city.country(), city.position(), city);
      draft.region = city.region().isEmpty() ? null : city.region();
      draft.timezone = city.timezone();
      add(draft, city.aliases());
    }
  }

  private void knownTowns() {
    for (var row : Table.rows("known-towns.csv")) {
      String region = row.getField("region");
      merge(
          row.getField("name"), row.getField("country"), region.isEmpty() ? null : region, Table.position(row),
          Long.parseLong(row.getField("population")), row.getField("timezone"), Table.list(row, "aliases"));
    }
  }

  private void openTowns() {
    Set<Draft> before = new HashSet<>(drafts);
    String zone = "";
    for (var row : Table.rows("towns.csv")) {
      String country = row.getField("country");
      String name = row.getField("name");
      String region = regions.nameOf(country, row.getField("region"));
      Position position = Table.position(row);
      long people = Long.parseLong(row.getField("population"));
      // The file leaves out a zone that is the same as in the row above.
      zone = row.getField("timezone").isEmpty() ? zone : row.getField("timezone");
      Draft known = find(name, country, position);
      // Two rows of the list itself stay two towns, however near: Kansas City lies in Kansas and in Missouri.
      if (known != null && before.contains(known)) {
        absorb(known, region, people, zone, List.of(name));
      } else {
        Draft draft = new Draft(name, country, position, null);
        absorb(draft, region, people, zone, List.of());
        add(draft, List.of());
      }
    }
  }

  private void airportTowns() {
    for (Airport airport : airports.all()) {
      if (!airport.town().contains(",") && find(airport.town(), airport.country(), airport.position()) == null) {
        Draft draft = new Draft(airport.town(), airport.country(), airport.position(), null);
        draft.region = regions.nameOf(airport.country(), airport.region());
        add(draft, List.of());
      }
    }
  }

  private void merge(
      String name, String country, @Nullable String region, Position position, long people, String zone, List<String> aliases) {
    Draft draft = find(name, country, position);
    if (draft == null) {
      draft = new Draft(name, country, position, null);
      absorb(draft, region, people, zone, List.of());
      add(draft, aliases);
    } else {
      absorb(draft, region, people, zone, aliases);
      name(draft);
    }
  }

  private void absorb(Draft draft, @Nullable String region, long people, @Nullable String zone, List<String> aliases) {
    draft.region = draft.region == null ? region : draft.region;
    draft.population = Math.max(draft.population, people);
    draft.timezone = draft.timezone == null ? zone : draft.timezone;
    draft.aliases.addAll(aliases);
  }

  private @Nullable Draft find(String name, String country, Position position) {
    return draftsByName.getOrDefault(Spelling.fold(name), List.of()).stream()
        .filter(d -> d.country.equals(country) && d.position.kilometresTo(position) < SAME_TOWN_KM)
        .min(Comparator.comparingDouble(d -> d.position.kilometresTo(position)))
        .orElse(null);
  }

  private void add(Draft draft, List<String> aliases) {
    draft.aliases.addAll(aliases);
    drafts.add(draft);
    name(draft);
  }

  private void name(Draft draft) {
    Set<String> names = new LinkedHashSet<>();
    names.add(Spelling.fold(draft.name));
    draft.aliases.forEach(a -> names.add(Spelling.fold(a)));
    for (String name : names) {
      List<Draft> same = draftsByName.computeIfAbsent(name, k -> new ArrayList<>());
      if (!same.contains(draft)) {
        same.add(draft);
      }
    }
  }

  private void index() {
    Set<String> ids = new HashSet<>();
    // The stable sort keeps the order of cities.csv, which is by renown, among the covered.
    drafts.sort(Comparator.comparing((Draft d) -> d.city == null).thenComparing(d -> d.city != null ? 0 : -d.population));
    for (Draft draft : drafts) {
      Place place =
          new Place(
              id(draft, ids), draft.name, draft.region, draft.country, draft.position, draft.population, draft.timezone,
              List.copyOf(draft.aliases), draft.city);
      if (place.covered()) {
        covered.add(place);
      }
      Set<String> names = new LinkedHashSet<>();
      names.add(Spelling.fold(place.name()));
      for (String alias : place.aliases()) {
        String letters = alias.replace(".", "");
        if (CODE.matcher(letters).matches()) {
          byCode.putIfAbsent(letters, place);
        } else {
          names.add(Spelling.fold(alias));
        }
      }
      names.remove("");
      names.forEach(n -> byName.computeIfAbsent(n, k -> new ArrayList<>()).add(place));
    }
    byName.replaceAll((name, places) -> List.copyOf(places));
  }

  /** The biggest of its name in a country has the short id; others carry the region, then the position. */
  private static String id(Draft draft, Set<String> taken) {
    String country = "-" + draft.country.toLowerCase(Locale.ROOT);
    String base = draft.city != null ? draft.city.slug() : Spelling.slug(draft.name);
    String id = base + country;
    if (!taken.add(id)) {
      id = base + (draft.region == null ? "" : "-" + Spelling.slug(draft.region)) + country;
      if (draft.region == null || !taken.add(id)) {
        id = base + country + "-%.1f-%.1f".formatted(draft.position.latitude(), draft.position.longitude());
        taken.add(id);
      }
    }
    return id;
  }
}
