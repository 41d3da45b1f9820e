package io.lotara.bench;

import io.lotara.travel.tables.TableFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Six tables in the reference form, of invented towns; the same seed makes the same bytes. */
final class MadeTables implements TableFiles {
  static final LocalDate FIRST = LocalDate.of(2027, 3, 8);
  static final int DAYS = 16;
  static final List<String> CUISINES = List.of("American", "Chinese", "French", "Indian", "Italian", "Mediterranean", "Mexican");
  static final List<String> RULES = List.of("parties", "smoking", "children under 10", "pets", "visitors");
  private static final List<String> OTHER_FOOD = List.of("BBQ", "Bakery", "Cafe", "Desserts", "Fast Food", "Pizza", "Seafood", "Tea");
  private static final List<String> HEADS = List.of("Bren", "Cald", "Dorv", "Elst", "Farn", "Gresk", "Hald", "Ivern", "Jask", "Kest",
      "Lorv",
      "Mard", "Nesk", "Ostr", "Pelv", "Quend", "Rusk", "Stelm", "Thorv", "Ulverd", "Vask", "Wrend", "Yeld", "Zarv");
  private static final List<String> TAILS = List.of("wick", "mouth", "field", "haven", "stead", "bridge", "ford", "gate", "holm", "dale");
  private static final List<String> STATE_TAILS = List.of("avia", "oria", "mark", "enia", "land", "ota");
  private static final List<String> FIRST_WORDS = List.of("Amber", "Birch", "Cobalt", "Dusky", "Echo", "Fable", "Garnet", "Hazel", "Ivory",
      "Juniper", "Kindred", "Lantern", "Marble", "Nectar", "Orchard", "Pebble");
  private static final List<String> LAST_WORDS = List.of("Attic", "Cottage", "Den", "Flat", "Gallery", "House", "Loft", "Nook", "Parlour",
      "Quarters", "Retreat", "Studio");

  record Town(String name, String state, double x, double y, boolean airport) {}

  record Flight(String number, LocalDate date, int price) {}

  record Stay(String name, int price, String type, List<String> forbids, int nights, int occupancy) {}

  record Eatery(String name, int price, List<String> cuisines) {}

  private final Random random;
  final List<Town> towns = new ArrayList<>();
  final Map<String, List<Flight>> flights = new LinkedHashMap<>();
  final Map<String, Integer> roads = new LinkedHashMap<>();
  final Map<String, List<Stay>> stays = new LinkedHashMap<>();
  final Map<String, List<Eatery>> eateries = new LinkedHashMap<>();
  private final Map<String, StringBuilder> files = new LinkedHashMap<>();

  MadeTables(long seed) {
    random = new Random(seed);
    towns();
    flights();
    roads();
    towns.forEach(this::places);
  }

  private void line(String file, String header, Object... fields) {
    StringBuilder text = files.computeIfAbsent(file, f -> new StringBuilder(header).append('\n'));
    for (int i = 0; i < fields.length; i++) {
      String field = String.valueOf(fields[i]);
      text.append(i == 0 ? "" : ",").append(field.contains(",") ? '"' + field + '"' : field);
    }
    text.append('\n');
  }

  private void towns() {
    List<String> names = new ArrayList<>();
    HEADS.forEach(h -> TAILS.forEach(t -> names.add(h + t)));
    Collections.shuffle(names, random);
    for (int s = 0; s < 12; s++) {
      String state = HEADS.get(s * 2 + 1) + STATE_TAILS.get(s % STATE_TAILS.size());
      double x = (s % 4) * 800 + 200;
      double y = (s / 4) * 500 + 150;
      int count = 3 + random.nextInt(6);
      for (int i = 0; i < count; i++) {
        String name = names.removeLast();
        name = i == 3 ? "Port " + name : i == 5 ? "St. " + name : name;
        Town town = new Town(name, state, x + random.nextInt(400) - 200, y + random.nextInt(300) - 150, i == 0
            || random.nextDouble() < 0.75);
        towns.add(town);
        line("cities.csv", "city,state", town.name(), state);
      }
    }
  }

  private static double kilometres(Town a, Town b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y()) * 1.2 + 10;
  }

  private void flights() {
    int number = 100_000;
    for (Town from : towns) {
      for (Town to : towns) {
        if (from == to || !from.airport() || !to.airport() || random.nextDouble() < 0.25) {
          continue;
        }
        double km = kilometres(from, to);
        for (int d = 0; d < DAYS; d++) {
          int count = random.nextDouble() < 0.1 ? 0 : 1 + random.nextInt(2);
          for (int i = 0; i < count; i++) {
            LocalDate date = FIRST.plusDays(d);
            int minutes = 35 + (int) (km / 13);
            LocalTime depart = LocalTime.of(5, 30).plusMinutes(random.nextInt(1020));
            int price = (int) (35 + km * (0.06 + random.nextDouble() * 0.2));
            Flight flight = new Flight("F" + number++, date, price);
            flights.computeIfAbsent(from.name() + ">" + to.name(), k -> new ArrayList<>()).add(flight);
            line("flights.csv", "flight_number,origin,destination,date,departure_time,arrival_time,duration,price,distance_miles",
                flight.number(), from.name(), to.name(), date, depart, depart.plusMinutes(minutes),
                minutes / 60 + " hours " + minutes % 60 + " minutes", price, String.format(Locale.ROOT, "%.1f", km / 1.609));
          }
        }
      }
    }
  }

  private void roads() {
    for (Town from : towns) {
      for (Town to : towns) {
        if (from == to || random.nextDouble() < 0.06) {
          continue;
        }
        int km = (int) kilometres(from, to);
        int minutes = (int) (km / 1.4);
        boolean long_ = minutes >= 1440;
        String duration = long_ ? minutes / 1440 + " day " + minutes % 1440 / 60 + " hours"
            : minutes / 60 + " hours " + minutes % 60 + " mins";
        line("distances.csv", "origin,destination,duration,distance", from.name(), to.name(), duration,
            String.format(Locale.ROOT, "%,d km", km));
        if (!long_) {
          roads.put(from.name() + ">" + to.name(), km);
        }
      }
    }
  }

  private List<String> names(int count) {
    Set<String> names = new LinkedHashSet<>();
    while (names.size() < count) {
      names.add(pick(FIRST_WORDS) + " " + pick(LAST_WORDS));
    }
    return List.copyOf(names);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void places(Town town) {
    List<Stay> beds = stays.computeIfAbsent(town.name(), t -> new ArrayList<>());
    for (String name : names(4 + random.nextInt(22))) {
      String type = random.nextDouble() < 0.45 ? "Entire home/apt" : random.nextDouble() < 0.85 ? "Private room" : "Shared room";
      List<String> forbids = RULES.stream().filter(r -> random.nextDouble() < 0.25).toList();
      int nights = random.nextDouble() < 0.5 ? 1 : random.nextDouble() < 0.6 ? 2 : random.nextDouble() < 0.7 ? 3 : 7 + random.nextInt(24);
      Stay stay = new Stay(name, 40 + random.nextInt(1150), type, forbids, nights, 1 + random.nextInt(type.startsWith("E") ? 6 : 3));
      beds.add(stay);
      line("accommodations.csv", "name,price,room_type,house_rules,minimum_nights,maximum_occupancy,review_rate,city", name,
          stay.price() + ".0", type, String.join(" & ", forbids.stream().map(r -> "No " + r).toList()), nights + ".0", stay.occupancy(),
          (1 + random.nextInt(5)) + ".0", town.name());
    }
    List<Eatery> tables = eateries.computeIfAbsent(town.name(), t -> new ArrayList<>());
    for (String name : names(10 + random.nextInt(31))) {
      Set<String> cuisines = new LinkedHashSet<>();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        cuisines.add(random.nextBoolean() ? pick(CUISINES) : pick(OTHER_FOOD));
      }
      Eatery eatery = new Eatery("The " + name, 8 + random.nextInt(90), List.copyOf(cuisines));
      tables.add(eatery);
      line("restaurants.csv", "name,average_cost,cuisines,rating,city", eatery.name(), eatery.price(), String.join(", ", cuisines),
          String.format(Locale.ROOT, "%.1f", random.nextDouble() * 5), town.name());
    }
    for (String name : names(10 + random.nextInt(11))) {
      line("attractions.csv", "name,latitude,longitude,address,phone,website,city", name + " Museum",
          String.format(Locale.ROOT, "%.5f", 32 + town.y() / 111 + random.nextDouble() * 0.1),
          String.format(Locale.ROOT, "%.5f", -115 + town.x() / 90 + random.nextDouble() * 0.1), "1 Main St", "", "", town.name());
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    StringBuilder text = files.get(name);
    if (text == null) {
      throw new NoSuchFileException(name);
    }
    return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the tables to a folder, for those who can only be given one. */
  void write(Path folder) throws IOException {
    for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  @Override
  public String toString() {
    return "made tables";
  }
}
