package io.lotara.travel.open;

import io.lotara.travel.Position;
import io.lotara.travel.Town;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which towns one can drive between: boxes written by hand ({@code landmasses.csv}), the first that fits counts. */
final class Landmasses {
  private record Box(String country, String landmass, double south, double north, double west, double east) {
    boolean holds(Position p) {
      return p.latitude() >= south && p.latitude() <= north && p.longitude() >= west && p.longitude() <= east;
    }
  }

  private final List<Box> boxes = new ArrayList<>();

  Landmasses() {
    for (var row : Table.rows("landmasses.csv")) {
      boxes.add(
          new Box(
              row.getField("country"),
              row.getField("landmass"),
              Double.parseDouble(row.getField("lat_min")),
              Double.parseDouble(row.getField("lat_max")),
              Double.parseDouble(row.getField("lon_min")),
              Double.parseDouble(row.getField("lon_max"))));
    }
  }

  /** The landmass of a town; empty when unknown, and then nothing goes by land. */
  Optional<String> of(Town town) {
    if (town.position() == null || town.country() == null) {
      return Optional.empty();
    }
    return boxes.stream()
        .filter(b -> b.country.equals(town.country()) && b.holds(town.position()))
        .map(Box::landmass)
        .findFirst();
  }

  /** Whether one can drive from one to the other as far as is known. */
  boolean joined(Town a, Town b) {
    Optional<String> landmass = of(a);
    return landmass.isPresent() && landmass.equals(of(b));
  }
}
