package io.lotara.travel.open;

import io.lotara.travel.Gazetteer;
import io.lotara.travel.Town;
import io.micronaut.core.util.SupplierUtil;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The gazetteer of the committed open data: some 8,000 towns, every country, well-known regions. Loaded on first use, then immutable. */
@Singleton
public class OpenGazetteer implements Gazetteer {
  /** A town this big is known enough for a misspelling of its name to be recognised. */
  static final long WELL_KNOWN = 200_000;

  private static final int MOST_SIMILAR = 5;

  /** Among shorter words nearly everything is one edit from something. */
  private static final int SHORTEST = 4;

  private static final double AIRPORT_TOWN_KM = 60;
  private final Supplier<Data> data = SupplierUtil.memoized(Data::new);

  private static final class Data {
    private final Airports airports = new Airports();
    private final Countries countries = new Countries();
    private final Regions regions = new Regions();
    private final Places places = new Places(regions, airports);
    private final Map<String, Place> coveredById = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    private Data() {
      places.names().values().forEach(named -> named.forEach(p -> ids.add(p.id())));
      for (Place place : places.covered()) {
        coveredById.put(place.id(), place);
        if (place.region() != null && places.named(Spelling.fold(place.region())).isEmpty()
            && countries.find(place.region()).isEmpty()) {
          regions.add(place.region(), place.country());
        }
      }
    }
  }

  @Override
  public List<Town> towns(String name) {
    List<String> parts = Stream.of(name.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (parts.isEmpty()) {
      return List.of();
    }
    Data d = data.get();
    Place abbreviated = d.places.abbreviated(name.strip().replace(".", ""));
    List<Place> places = abbreviated != null ? List.of(abbreviated) : d.places.named(Spelling.fold(name));
    if (places.isEmpty() && parts.size() > 1) {
      places = narrowed(parts.getFirst(), parts.subList(1, parts.size()));
    } else if (places.isEmpty()) {
      places = withTrailingQualifier(parts.getFirst());
    }
    return places.stream().map(this::town).toList();
  }

  @Override
  public List<Town> similar(String misspelt) {
    String wanted = Spelling.fold(misspelt);
    int limit = wanted.replace(" ", "").length() <= 5 ? 1 : 2;
    if (wanted.length() < SHORTEST) {
      return List.of();
    }
    record Match(Place place, int distance) {}
    List<Match> matches = new ArrayList<>();
    data.get().places.names().forEach((name, places) -> {
      int distance = name.length() < SHORTEST ? limit + 1 : Spelling.distance(wanted, name, limit);
      if (distance <= limit) {
        places.stream().filter(OpenGazetteer::wellKnown).forEach(p -> matches.add(new Match(p, distance)));
      }
    });
    return matches.stream()
        .sorted(
            Comparator.comparingInt(Match::distance)
                .thenComparing(m -> !m.place.covered())
                .thenComparing(m -> -m.place.population())
                .thenComparing(m -> m.place.id()))
        .map(Match::place)
        .distinct()
        .limit(MOST_SIMILAR)
        .map(this::town)
        .toList();
  }

  @Override
  public Optional<Country> country(String name) {
    return data.get().countries.find(name);
  }

  @Override
  public Optional<Region> region(String name) {
    return data.get().regions.named(name).stream().map(Regions.Entry::region).findFirst();
  }

  @Override
  public List<Town> covered(String regionOrCountry) {
    Data d = data.get();
    Set<Place> found = new LinkedHashSet<>();
    List<Regions.Entry> regions = d.regions.named(regionOrCountry);
    d.places.covered().stream().filter(p -> regions.stream().anyMatch(r -> r.holds(p))).forEach(found::add);
    country(regionOrCountry)
        .ifPresent(c -> d.places.covered().stream().filter(p -> p.country().equals(c.code())).forEach(found::add));
    return found.stream().map(this::town).toList();
  }

  /** The towns of a country or region with most people that have no facts of our own, at most so many. */
  List<Town> biggest(String regionOrCountry, int most) {
    Data d = data.get();
    List<Regions.Entry> regions = d.regions.named(regionOrCountry);
    Optional<Country> country = country(regionOrCountry);
    Predicate<Place> inside =
        p ->
            regions.isEmpty()
                ? country.filter(c -> c.code().equals(p.country())).isPresent()
                : regions.stream().anyMatch(r -> r.holds(p));
    return d.places.names().values().stream()
        .flatMap(List::stream)
        .filter(p -> !p.covered() && p.population() > 0)
        .filter(inside)
        .distinct()
        .sorted(Comparator.comparingLong(Place::population).reversed().thenComparing(Place::id))
        .limit(most)
        .map(this::town)
        .toList();
  }

  /** Whether it is one of its towns. */
  boolean knows(Town town) {
    return data.get().ids.contains(town.id());
  }

  @Override
  public Optional<Town> byAirport(String iata) {
    Data d = data.get();
    Optional<Place> own =
        d.places.covered().stream()
            .filter(p -> p.city().airports().contains(iata))
            .min(
                Comparator.comparingInt((Place p) -> p.city().airports().indexOf(iata))
                    .thenComparing(Comparator.comparingLong(Place::population).reversed()));
    return own.or(() -> Optional.ofNullable(d.places.abbreviated(iata)))
        .or(() -> d.airports.find(iata).flatMap(this::townOf))
        .map(this::town);
  }

  @Override
  public List<Town> covered() {
    return data.get().places.covered().stream().map(this::town).toList();
  }

  /** Our own facts of a town; empty when there are none. */
  Optional<City> city(Town town) {
    return Optional.ofNullable(data.get().coveredById.get(town.id())).map(Place::city);
  }

  /** The airports. */
  Airports airports() {
    return data.get().airports;
  }

  private Optional<Place> townOf(Airport airport) {
    Data d = data.get();
    Predicate<Place> near =
        p -> p.country().equals(airport.country()) && p.position().kilometresTo(airport.position()) < AIRPORT_TOWN_KM * 1.5;
    Optional<Place> named = d.places.named(Spelling.fold(airport.town())).stream().filter(near).findFirst();
    return named.or(
        () ->
            d.places.names().values().stream()
                .flatMap(List::stream)
                .filter(p -> p.country().equals(airport.country()))
                .filter(p -> p.position().kilometresTo(airport.position()) < AIRPORT_TOWN_KM)
                .max(Comparator.comparing(Place::covered).thenComparing(Place::population).thenComparing(Place::id)));
  }

  private List<Place> narrowed(String name, List<String> qualifiers) {
    List<Place> places = data.get().places.named(Spelling.fold(name));
    for (String qualifier : qualifiers) {
      places = places.stream().filter(p -> liesIn(p, qualifier)).toList();
    }
    return places;
  }

  /** {@code Paris Texas}: the shortest tail that is a region or country narrows what stands before it. */
  private List<Place> withTrailingQualifier(String name) {
    String[] words = name.split("\\s+");
    for (int split = words.length - 1; split > 0; split--) {
      String head = String.join(" ", List.of(words).subList(0, split));
      String tail = String.join(" ", List.of(words).subList(split, words.length));
      List<Place> places = narrowed(head, List.of(tail));
      if (!places.isEmpty()) {
        return places;
      }
    }
    return List.of();
  }

  private boolean liesIn(Place place, String qualifier) {
    Data d = data.get();
    return d.regions.named(qualifier).stream().anyMatch(r -> r.holds(place))
        || (place.region() != null && Spelling.fold(place.region()).equals(Spelling.fold(qualifier)))
        || d.countries.find(qualifier).filter(c -> c.code().equals(place.country())).isPresent();
  }

  private static boolean wellKnown(Place place) {
    return place.covered() || place.population() > WELL_KNOWN;
  }

  private Town town(Place place) {
    List<String> airports =
        place.covered() ? place.city().airports() : data.get().airports.serving(place.position());
    return new Town(
        place.id(), place.name(), place.region(), place.country(), place.position(), place.population(), place.timezone(), airports);
  }
}
