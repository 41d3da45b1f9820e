package io.lotara.trip.parse;

import io.lotara.travel.Gazetteer;
import io.lotara.travel.Town;
import io.lotara.trip.TripRequest.DestinationKind;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is known of places while one request is read: the gazetteer, and the travel sources for what it does not know. */
final class Atlas {
  /** A source may be far away, and looking for misspellings takes long: no request asks for more names. */
  private static final int MOST_QUESTIONS = 12;

  private static final int LONG = 9;
  private static final long BIG = 500_000;
  private static final long BIGGER_THAN_A_NAMESAKE = 50_000;
  private static final Set<String> CITY_STATES = Set.of("SG", "HK", "MO", "MC", "VA", "SM", "GI");
  private static final Map<String, String> SHORT_COUNTRIES =
      Map.of("US", "US", "USA", "US", "UK", "GB", "UAE", "AE", "NZ", "NZ", "U.S", "US", "U.S.A", "US", "U.K", "GB");

  private final Gazetteer gazetteer;
  private final Function<String, Optional<Town>> sources;
  private final Predicate<String> sourceRegions;
  private final Map<String, List<String>> near = new HashMap<>();
  private final Map<String, List<Town>> towns = new HashMap<>();
  private final Map<String, Optional<Gazetteer.Country>> countries = new HashMap<>();
  private final Map<String, Optional<Gazetteer.Region>> regions = new HashMap<>();
  private final Map<String, Boolean> known = new HashMap<>();
  private final Map<String, Optional<Town>> asked = new HashMap<>();
  private final Map<String, Boolean> askedRegions = new HashMap<>();

  Atlas(Gazetteer gazetteer, Function<String, Optional<Town>> sources, Predicate<String> sourceRegions) {
    this.gazetteer = gazetteer;
    this.sources = sources;
    this.sourceRegions = sourceRegions;
  }

  List<Town> towns(String name) {
    return name.isBlank() ? List.of() : towns.computeIfAbsent(name, gazetteer::towns);
  }

  Optional<Town> byAirport(String code) {
    return gazetteer.byAirport(code);
  }

  /** A country by name; codes only when they are usual in English text. */
  Optional<Gazetteer.Country> country(String name) {
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    String code = SHORT_COUNTRIES.get(plain);
    if (code != null) {
      return countries.computeIfAbsent(code, gazetteer::country);
    }
    return plain.length() <= 3 ? Optional.empty() : countries.computeIfAbsent(plain, gazetteer::country);
  }

  /** A region by name; states of the USA by code in capitals too. */
  Optional<Gazetteer.Region> region(String name) {
    String state = UsStates.name(name);
    if (state != null) {
      return Optional.of(new Gazetteer.Region(state, "US"));
    }
    return name.length() <= 2 ? Optional.empty() : regions.computeIfAbsent(name, gazetteer::region);
  }

  /** A town that only a configured source knows. */
  Optional<Town> fromSource(String name) {
    if (!asked.containsKey(name) && asked.size() >= MOST_QUESTIONS) {
      return Optional.empty();
    }
    return asked.computeIfAbsent(name, sources);
  }

  /** What a name names that only a configured source knows, null when none does; {@code among} when towns within it are wanted. */
  @Nullable DestinationKind kindAtSource(String name, boolean among) {
    if (among && regionAtSource(name)) {
      return DestinationKind.REGION;
    }
    return fromSource(name).isPresent() ? DestinationKind.CITY : regionAtSource(name) ? DestinationKind.REGION : null;
  }

  private boolean regionAtSource(String name) {
    boolean spent = !askedRegions.containsKey(name) && askedRegions.size() >= MOST_QUESTIONS;
    return !spent && askedRegions.computeIfAbsent(name, sourceRegions::test);
  }

  /** Whether the gazetteer knows a town, region or country of that name. */
  boolean knows(String name) {
    return known.computeIfAbsent(name, n -> kind(n, false) != null);
  }

  /** What a bare name most likely names; null when nobody knows it. {@code among} when towns within it are wanted. */
  @Nullable DestinationKind kind(String name, boolean among) {
    boolean state = UsStates.name(name) != null;
    Optional<Gazetteer.Country> country = country(name);
    Optional<Gazetteer.Region> region = region(name);
    if (among && region.isPresent() && (state || country.isEmpty())) {
      return DestinationKind.REGION;
    }
    if (among && country.isPresent()) {
      return DestinationKind.COUNTRY;
    }
    List<Town> towns = towns(name);
    boolean foreign = country.isPresent() && !Text.fold(country.get().name()).equals(Text.fold(name)) && !SHORT_COUNTRIES.containsKey(name);
    if (foreign && !state && (!towns.isEmpty() && towns.getFirst().population() >= BIGGER_THAN_A_NAMESAKE)) {
      return DestinationKind.CITY; // Columbia is Colombia in some languages, and Norfolk an island
    }
    if (country.isPresent() && !(CITY_STATES.contains(country.get().code()) && !towns.isEmpty())) {
      return state && !towns.isEmpty() ? DestinationKind.REGION : DestinationKind.COUNTRY;
    }
    if (region.isPresent()) {
      if (towns.isEmpty() && !state) {
        return fromSource(name).isPresent() ? DestinationKind.CITY : DestinationKind.REGION;
      }
      boolean town = !towns.isEmpty() && (towns.getFirst().population() >= BIG || !state && gazetteer.covered(name).size() < 2);
      return town ? DestinationKind.CITY : DestinationKind.REGION;
    }
    return towns.isEmpty() ? null : DestinationKind.CITY;
  }

  /** Whether a name is of a country and of a state of the USA ({@code Georgia}). */
  boolean twofold(String name) {
    return UsStates.name(name) != null && country(name).isPresent();
  }

  /** Whether the likeliest town of that name is a big one. */
  boolean big(String name) {
    List<Town> towns = towns(name);
    return !towns.isEmpty() && towns.getFirst().population() >= BIG;
  }

  /**
   * The one town name that is nearest to a misspelt one; empty when there is none or when several are as near. Two slips in a short name of
   * another length make another name: Atlantis is not Atlanta.
   */
  Optional<String> correction(Stop stop) {
    String misspelt = stop.name();
    String folded = Text.fold(misspelt);
    String best = null;
    int nearest = misspelt.length() < 6 ? 2 : 3;
    boolean alone = false;
    for (String name : similar(misspelt)) {
      int distance = distance(folded, Text.fold(name));
      boolean another = distance > 1 && folded.length() < LONG && name.length() != folded.length();
      if (another || towns(stop.named(name).lookup()).isEmpty()) {
        continue;
      }
      if (distance < nearest) {
        best = name;
        nearest = distance;
        alone = true;
      } else if (distance == nearest) {
        alone = false;
      }
    }
    return alone ? Optional.ofNullable(best) : Optional.empty();
  }

  /** Different names near to a misspelt one, at most five. */
  List<String> similar(String misspelt) {
    if (misspelt.length() < 4 || misspelt.length() > 40 || !near.containsKey(misspelt) && near.size() >= MOST_QUESTIONS) {
      return List.of();
    }
    return near.computeIfAbsent(misspelt, this::nearest);
  }

  private List<String> nearest(String misspelt) {
    List<String> names = new ArrayList<>();
    for (Town town : gazetteer.similar(misspelt)) {
      if (!names.contains(town.name())) {
        names.add(town.name());
      }
    }
    return names;
  }

  /** Best known towns of a region or country. */
  List<String> covered(String area) {
    return gazetteer.covered(area).stream().map(Town::name).distinct().limit(5).toList();
  }

  /** Damerau-Levenshtein distance with transpositions of neighbours. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
