package io.lotara.travel.open;

import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A documented estimate of ways over land, in US dollars. With {@code d} the great-circle distance of the towns in kilometres, the road is
 * taken to be 1.25 d. A country has a price level of 1 (low), 2 or 3 (high); of two countries the mean counts ({@code ground.csv}).
 *
 * <ul>
 *   <li>train: 3 + rate × d per seat, rate and speed by country; where both towns lie in one rail network and within its reach, or on one
 *       corridor of {@code rail-corridors.csv}; 30 minutes for both stations
 *   <li>bus: 2 + 0.035, 0.055 or 0.085 per road kilometre per seat at 62 km/h; 15 to 500 km on one landmass
 *   <li>taxi: 3, 4 or 6 + 0.55, 1.10 or 2.30 per road kilometre per car of four at 55 km/h; up to 80 km
 *   <li>rented car: 28, 38 or 50 per day of eight hours at the wheel + 0.10, 0.13 or 0.17 per road kilometre (fuel, tolls) per car of five
 *       at 75 km/h; 15 to 800 km on one landmass
 * </ul>
 *
 * <p>Low is 0.75 and high 1.40 of the typical price. Towns of fewer than 30,000 people without facts of our own are given no train and no
 * bus, because nothing tells whether one stops there.
 */
final class GroundModel {
  static final double LOW = 0.75;
  static final double HIGH = 1.40;
  private static final double ROAD = 1.25;
  private static final double NEAREST_KM = 15;
  private static final double BUS_KM = 500;
  private static final double TAXI_KM = 80;
  private static final double DRIVE_KM = 800;
  private static final long STOP_PEOPLE = 30_000;
  private static final double[] BUS_RATE = {0.035, 0.055, 0.085};
  private static final double[] TAXI_FLAG = {3, 4, 6};
  private static final double[] TAXI_RATE = {0.55, 1.10, 2.30};
  private static final double[] CAR_DAY = {28, 38, 50};
  private static final double[] CAR_RATE = {0.10, 0.13, 0.17};
  private static final int TAXI_SEATS = 4;
  private static final int CAR_SEATS = 5;

  private record Country(int level, String network, double rate, double speed, double reach, Set<String> without) {}

  private record Corridor(double rate, double speed, Set<String> towns) {}

  /**
   * A way over land.
   *
   * @param price USD for the whole party
   * @param minutes door to door
   */
  record Way(double price, int minutes) {}

  private static final Country UNKNOWN = new Country(2, "", 0, 1, 0, Set.of());
  private final Map<String, Country> countries = new HashMap<>();
  private final List<Corridor> corridors = new ArrayList<>();
  private final Landmasses landmasses = new Landmasses();

  GroundModel() {
    for (var row : Table.rows("ground.csv")) {
      boolean rail = !row.getField("rail_network").isEmpty();
      countries.put(
          row.getField("country"),
          new Country(
              Integer.parseInt(row.getField("level")),
              row.getField("rail_network"),
              rail ? Double.parseDouble(row.getField("rail_usd_km")) : 0,
              rail ? Double.parseDouble(row.getField("rail_kmh")) : 1,
              rail ? Double.parseDouble(row.getField("rail_max_km")) : 0,
              Set.copyOf(Table.list(row, "without_rail"))));
    }
    for (var row : Table.rows("rail-corridors.csv")) {
      corridors.add(
          new Corridor(
              Double.parseDouble(row.getField("usd_km")),
              Double.parseDouble(row.getField("kmh")),
              Set.copyOf(Table.list(row, "towns"))));
    }
  }

  /**
   * The plausible ways for so many travellers.
   *
   * @param covered whether both towns are known by facts of our own
   */
  Map<TransportMode, Way> ways(Town from, Town to, int travellers, boolean covered) {
    Map<TransportMode, Way> ways = new EnumMap<>(TransportMode.class);
    if (from.position() == null || to.position() == null || from.id().equals(to.id())) {
      return ways;
    }
    double km = from.position().kilometresTo(to.position());
    double road = km * ROAD;
    boolean stops = covered || (from.population() >= STOP_PEOPLE && to.population() >= STOP_PEOPLE);
    if (stops && km >= NEAREST_KM) {
      rail(from, to, km).ifPresent(w -> ways.put(TransportMode.TRAIN, new Way(w.price * travellers, w.minutes)));
    }
    if (!landmasses.joined(from, to)) {
      return ways;
    }
    if (stops && km >= NEAREST_KM && km <= BUS_KM) {
      ways.put(TransportMode.BUS, new Way((2 + at(BUS_RATE, from, to) * road) * travellers, minutes(road, 62, 30)));
    }
    if (km <= TAXI_KM) {
      double each = at(TAXI_FLAG, from, to) + at(TAXI_RATE, from, to) * road;
      ways.put(TransportMode.TAXI, new Way(each * cars(travellers, TAXI_SEATS), minutes(road, 55, 10)));
    }
    if (km >= NEAREST_KM && km <= DRIVE_KM) {
      double days = Math.ceil(road / 75 / 8);
      double each = at(CAR_DAY, from, to) * days + at(CAR_RATE, from, to) * road;
      ways.put(TransportMode.SELF_DRIVING, new Way(each * cars(travellers, CAR_SEATS), minutes(road, 75, 30)));
    }
    return ways;
  }

  private Optional<Way> rail(Town from, Town to, double km) {
    for (Corridor corridor : corridors) {
      if (corridor.towns.contains(from.id()) && corridor.towns.contains(to.id())) {
        return Optional.of(train(km, corridor.rate, corridor.speed));
      }
    }
    Country a = country(from);
    Country b = country(to);
    boolean oneNetwork = !a.network.isEmpty() && a.network.equals(b.network) && landmasses.joined(from, to);
    if (!oneNetwork || km > Math.min(a.reach, b.reach) || a.without.contains(from.id()) || b.without.contains(to.id())) {
      return Optional.empty();
    }
    return Optional.of(train(km, (a.rate + b.rate) / 2, (a.speed + b.speed) / 2));
  }

  private static Way train(double km, double rate, double speed) {
    // A short ride reaches no high speed: the first fifty kilometres go at sixty.
    double minutes = Math.min(km, 50) + Math.max(0, km - 50) / speed * 60;
    return new Way(3 + rate * km, round(minutes + 30));
  }

  private double at(double[] rates, Town from, Town to) {
    return (rates[country(from).level - 1] + rates[country(to).level - 1]) / 2;
  }

  private Country country(Town town) {
    return town.country() == null ? UNKNOWN : countries.getOrDefault(town.country(), UNKNOWN);
  }

  private static int cars(int travellers, int seats) {
    return (travellers + seats - 1) / seats;
  }

  private static int minutes(double road, double speed, int more) {
    return round(road / speed * 60 + more);
  }

  private static int round(double minutes) {
    return (int) Math.round(minutes / 5) * 5;
  }
}
