package io.lotara.travel.tables;

import io.lotara.travel.HouseRule;
import io.lotara.travel.Position;
import io.lotara.travel.RoomType;
import io.lotara.travel.SourceException;
import io.lotara.travel.Town;
import io.lotara.travel.tables.TableRows.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * The tables in memory, unchangeable. A row is referred to by its name and town alone; where a name is part of several rows' names in its
 * town the first of them is meant. So a row that another one would answer for, with another price or other rules, is left out, and so is
 * one whose name does not fit on a line.
 */
record TableData(
    Map<String, Town> towns,
    Map<Pair, List<Flight>> flights,
    Map<Pair, Road> roads,
    Map<String, List<Lodging>> lodgings,
    Map<String, List<Sight>> sights,
    Map<String, List<Restaurant>> restaurants,
    LocalDate first,
    LocalDate last) {

  /** The six tables. */
  static final List<String> FILES =
      List.of("cities.csv", "flights.csv", "distances.csv", "accommodations.csv", "attractions.csv", "restaurants.csv");

  record Pair(String from, String to) {}

  record Flight(String number, LocalDate date, LocalTime depart, LocalTime arrive, int minutes, BigDecimal price) {}

  record Road(double kilometres, int minutes) {}

  record Lodging(
      String ref, String name, BigDecimal price, RoomType type, Set<HouseRule> forbids, int nights, int occupancy, Double rating) {}

  record Sight(String ref, String name, Position position, String url) {}

  record Restaurant(String ref, String name, BigDecimal cost, List<String> cuisines, Double rating) {}

  static TableData read(TableFiles files, String source) {
    Map<String, Town> towns = new LinkedHashMap<>();
    for (Row row : TableRows.read(files, "cities.csv", "city", "state")) {
      // A town that is listed twice belongs to the state of its last row.
      row.filled("city")
          .ifPresent(city -> towns.put(city, new Town(
              source + ":" + city, city, row.filled("state").orElse(null), null, null, 0, null, List.of())));
    }
    Map<Pair, List<Flight>> flights = new LinkedHashMap<>();
    Set<String> numbers = new LinkedHashSet<>();
    LocalDate first = null;
    LocalDate last = null;
    for (Row row :
        TableRows.read(files, "flights.csv", "flight_number", "origin", "destination", "date", "departure_time", "arrival_time",
            "duration", "price")) {
      LocalDate date = date(row);
      first = first == null || date.isBefore(first) ? date : first;
      last = last == null || date.isAfter(last) ? date : last;
      Optional<Flight> flight = flight(row, date);
      // A number that comes again means its first row.
      if (flight.isPresent() && numbers.add(flight.get().number())) {
        flights.computeIfAbsent(new Pair(row.text("origin"), row.text("destination")), p -> new ArrayList<>()).add(flight.get());
      }
    }
    return new TableData(
        Collections.unmodifiableMap(towns),
        freeze(flights),
        roads(files),
        byTown(TableRows.read(files, "accommodations.csv", "name", "price", "room_type", "house_rules", "minimum_nights",
                "maximum_occupancy", "review_rate", "city"),
            TableData::lodging, Lodging::name,
            (a, b) -> a.price.equals(b.price) && a.type == b.type && a.forbids.equals(b.forbids) && a.occupancy == b.occupancy),
        byTown(TableRows.read(files, "attractions.csv", "name", "latitude", "longitude", "website", "city"),
            TableData::sight, Sight::name, (a, b) -> !a.name.equals(b.name)),
        byTown(TableRows.read(files, "restaurants.csv", "name", "average_cost", "cuisines", "rating", "city"),
            TableData::restaurant, Restaurant::name, (a, b) -> !a.name.equals(b.name) && a.cost.equals(b.cost)
            && a.cuisines.equals(b.cuisines)),
        first,
        last);
  }

  private static LocalDate date(Row row) {
    try {
      return LocalDate.parse(row.text("date").strip());
    } catch (DateTimeParseException e) {
      throw new SourceException.Final("flights.csv line " + row.line() + ": no such date: '" + row.text("date") + "'", e);
    }
  }

  private static Optional<Flight> flight(Row row, LocalDate date) {
    Optional<Double> price = row.number("price");
    if (price.isEmpty() || row.filled("flight_number").isEmpty()) {
      return Optional.empty();
    }
    try {
      LocalTime depart = LocalTime.parse(row.text("departure_time").strip());
      LocalTime arrive = LocalTime.parse(row.text("arrival_time").strip());
      int clock = Math.floorMod((arrive.toSecondOfDay() - depart.toSecondOfDay()) / 60, 1440);
      return Optional.of(new Flight(row.text("flight_number").strip(), date, depart, arrive,
          GroundTariff.minutes(row.text("duration")).orElse(clock), BigDecimal.valueOf(price.get())));
    } catch (DateTimeParseException e) {
      throw new SourceException.Final("flights.csv line " + row.line() + ": no such time", e);
    }
  }

  private static Map<Pair, Road> roads(TableFiles files) {
    Map<Pair, Optional<Road>> roads = new LinkedHashMap<>();
    for (Row row : TableRows.read(files, "distances.csv", "origin", "destination", "duration", "distance")) {
      OptionalDouble km = GroundTariff.kilometres(row.text("distance"));
      OptionalInt minutes = GroundTariff.minutes(row.text("duration"));
      // The first row of a pair counts, even when it says that there is no way.
      roads.putIfAbsent(new Pair(row.text("origin"), row.text("destination")),
          km.isPresent() && minutes.isPresent() ? Optional.of(new Road(km.getAsDouble(), minutes.getAsInt())) : Optional.empty());
    }
    Map<Pair, Road> open = new LinkedHashMap<>();
    roads.forEach((pair, road) -> road.ifPresent(r -> open.put(pair, r)));
    return Collections.unmodifiableMap(open);
  }

  private static Optional<Lodging> lodging(Row row) {
    Optional<Double> price = row.number("price");
    int occupancy = row.number("maximum_occupancy").orElse(0d).intValue();
    if (price.isEmpty() || price.get() < 0 || occupancy < 1) {
      return Optional.empty();
    }
    int nights = Math.max(1, (int) Math.ceil(row.number("minimum_nights").orElse(1d)));
    return Optional.of(new Lodging("stay-" + row.line(), row.text("name"), BigDecimal.valueOf(price.get()), type(row.text("room_type")),
        forbids(row.text("house_rules")), nights, occupancy, row.number("review_rate").orElse(null)));
  }

  private static RoomType type(String text) {
    return switch (text.strip()) {
      case "Entire home/apt" -> RoomType.ENTIRE;
      case "Private room" -> RoomType.PRIVATE;
      case "Shared room" -> RoomType.SHARED;
      default -> null;
    };
  }

  private static Set<HouseRule> forbids(String text) {
    EnumSet<HouseRule> rules = EnumSet.noneOf(HouseRule.class);
    for (HouseRule rule : HouseRule.values()) {
      if (text.contains("No " + rule.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))) {
        rules.add(rule);
      }
    }
    return Collections.unmodifiableSet(rules);
  }

  private static Optional<Sight> sight(Row row) {
    Position position = null;
    Optional<Double> latitude = row.number("latitude");
    Optional<Double> longitude = row.number("longitude");
    if (latitude.isPresent() && longitude.isPresent() && Math.abs(latitude.get()) <= 90 && Math.abs(longitude.get()) <= 180) {
      position = new Position(latitude.get(), longitude.get());
    }
    String url = row.filled("website").filter(site -> site.startsWith("http")).orElse(null);
    // Lists of sights are joined by semicolons.
    return row.text("name").contains(";")
        ? Optional.empty()
        : Optional.of(new Sight("sight-" + row.line(), row.text("name"), position, url));
  }

  private static Optional<Restaurant> restaurant(Row row) {
    Optional<Double> cost = row.number("average_cost");
    if (cost.isEmpty() || cost.get() < 0) {
      return Optional.empty();
    }
    List<String> cuisines = Arrays.stream(row.text("cuisines").split(",")).map(String::strip).filter(c -> !c.isEmpty()).distinct().toList();
    return Optional.of(new Restaurant(
        "meal-" + row.line(), row.text("name"), BigDecimal.valueOf(cost.get()), cuisines, row.number("rating").orElse(null)));
  }

  /** Rows by town, without those for which another row would be taken. {@code same}: the two may stand for each other. */
  private static <T> Map<String, List<T>> byTown(
      List<Row> rows, Function<Row, Optional<T>> read, Function<T, String> name, BiPredicate<T, T> same) {
    Map<String, List<T>> all = new LinkedHashMap<>();
    for (Row row : rows) {
      read.apply(row).ifPresent(value -> all.computeIfAbsent(row.text("city"), c -> new ArrayList<>()).add(value));
    }
    Map<String, List<T>> kept = new LinkedHashMap<>();
    all.forEach((town, values) -> {
      List<T> clear = new ArrayList<>();
      for (T value : values) {
        String wanted = name.apply(value).strip();
        T meant = values.stream().filter(v -> name.apply(v).contains(wanted)).findFirst().orElse(value);
        boolean nameable = !wanted.isEmpty() && !wanted.equals("-") && wanted.lines().count() == 1;
        if (nameable && (meant == value || same.test(meant, value))) {
          clear.add(value);
        }
      }
      kept.put(town, List.copyOf(clear));
    });
    return Collections.unmodifiableMap(kept);
  }

  private static Map<Pair, List<Flight>> freeze(Map<Pair, List<Flight>> flights) {
    flights.replaceAll((pair, list) -> List.copyOf(list));
    return Collections.unmodifiableMap(flights);
  }
}
