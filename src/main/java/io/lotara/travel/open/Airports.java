package io.lotara.travel.open;

import io.lotara.travel.Position;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The passenger airports of the world: those with scheduled service. */
final class Airports {
  /** A large airport serves towns within this distance. */
  static final double LARGE_KM = 80;

  /** A smaller airport serves towns within this distance. */
  static final double SMALL_KM = 50;

  private static final double KM_PER_DEGREE = 111;
  private final Map<String, Airport> byIata = new LinkedHashMap<>();

  Airports() {
    read("airports.csv");
    // By hand: what the open list does not have yet, and busy airports that it counts among the medium ones.
    read("known-airports.csv");
  }

  private void read(String table) {
    for (var row : Table.rows(table)) {
      Airport airport =
          new Airport(
              row.getField("iata"),
              row.getField("name"),
              row.getField("town"),
              row.getField("country"),
              row.getField("region"),
              Table.position(row),
              row.getField("size").equals("L"));
      byIata.put(airport.iata(), airport);
    }
  }

  Collection<Airport> all() {
    return byIata.values();
  }

  Optional<Airport> find(String iata) {
    return Optional.ofNullable(byIata.get(iata));
  }

  /** Codes of the airports that serve a place, large ones first, then international ones, then the nearest; at most four. */
  List<String> serving(Position position) {
    return byIata.values().stream()
        .filter(a -> Math.abs(a.position().latitude() - position.latitude()) < LARGE_KM / KM_PER_DEGREE)
        .filter(a -> a.position().kilometresTo(position) <= (a.large() ? LARGE_KM : SMALL_KM))
        .sorted(
            Comparator.comparing((Airport a) -> !a.large())
                .thenComparing(a -> !a.name().contains("International"))
                .thenComparing(a -> a.position().kilometresTo(position))
                .thenComparing(Airport::iata))
        .limit(4)
        .map(Airport::iata)
        .toList();
  }
}
