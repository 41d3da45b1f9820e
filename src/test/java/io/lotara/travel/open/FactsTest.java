package io.lotara.travel.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.lotara.travel.OpeningHours;
import io.lotara.travel.OpeningHours.Span;
import io.lotara.travel.Position;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything in the hand-written facts that can be checked from the project's own resources. */
class FactsTest {
  private static final Set<String> KINDS =
      Set.of(
          "temple", "shrine", "church", "mosque", "museum", "gallery", "palace", "castle", "historic", "monument", "viewpoint", "park",
          "garden", "zoo", "aquarium", "theme_park", "beach", "market", "district", "square", "bridge", "theatre", "nature",
          "shopping", "tour",
          "bath");
  private static final Set<String> INTERESTS =
      Set.of(
          "food", "temples", "history", "art", "museums", "nature", "beach", "shopping", "nightlife", "architecture", "family", "adventure",
          "photography", "relaxation", "culture", "music", "sports", "markets", "views", "religion", "royal", "romance");
  private static final Set<String> EAT_KINDS = Set.of("restaurant", "market", "street", "district");
  private static final Set<String> DIETS = Set.of("vegetarian", "vegan", "halal", "kosher", "gluten_free", "pescatarian");
  private static final Set<String> MEALS = Set.of("breakfast", "lunch", "dinner");
  private static final double CITY_KM = 45;
  private static final double DAY_TRIP_KM = 85;
  private static final int DAY_TRIPS = 3;
  private static final double AIRPORT_KM = 120;

  static List<City> cities() {
    return Table.rows("cities.csv").stream().map(City::read).toList();
  }

  @Test
  void slugsAndNamesAreUnique() {
    List<City> cities = cities();
    assertEquals(cities.size(), cities.stream().map(City::slug).distinct().count());
    assertEquals(cities.size(), cities.stream().map(c -> c.name() + c.country()).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("cities")
  void aCityIsPlausible(City c) {
    Problems problems = new Problems(c.slug());
    problems.unless(c.slug().matches("[a-z0-9]+(-[a-z0-9]+)*"), "slug");
    problems.unless(Set.of(Locale.getISOCountries()).contains(c.country()), "country " + c.country());
    problems.unless(!c.region().isBlank(), "region");
    problems.unless(ZoneId.getAvailableZoneIds().contains(c.timezone()), "timezone " + c.timezone());
    problems.unless(0 < c.nightLow() && c.nightLow() < c.nightMid() && c.nightMid() < c.nightHigh() && c.nightHigh() < 1500, "nights");
    problems.unless(c.highMonths().stream().noneMatch(c.lowMonths()::contains), "months both high and low");
    problems.unless(Stream.of(c.highMonths(), c.lowMonths(), c.bestMonths()).allMatch(FactsTest::months), "months");
    problems.unless(!c.bestMonths().isEmpty(), "best months");
    problems.unless(c.temperatures().size() == 12 && c.temperatures().stream().allMatch(t -> t > -20 && t < 40), "temperatures");
    problems.unless(c.rainDays().size() == 12 && c.rainDays().stream().allMatch(d -> d >= 0 && d <= 31), "rain days");
    problems.unless(c.transitDay() > 0 && c.transitDay() <= 30, "transit");
    problems.unless(c.visaUrl().isEmpty() || c.visaUrl().startsWith("https://"), "visa page");
    boolean north = c.position().latitude() > 23.5;
    boolean south = c.position().latitude() < -23.5;
    double july = c.temperatures().get(6);
    double january = c.temperatures().get(0);
    problems.unless(!(north && july <= january) && !(south && january <= july), "summer in the wrong half of the year");
    Airports airports = new Airports();
    problems.unless(!c.airports().isEmpty(), "no airport");
    for (String iata : c.airports()) {
      problems.unless(
          airports.find(iata).filter(a -> a.position().kilometresTo(c.position()) <= AIRPORT_KM).isPresent(), "airport " + iata);
    }
    problems.assertNone();
  }

  @ParameterizedTest
  @MethodSource("cities")
  void aCityStandsWhereTheOpenListHasIt(City c) {
    Set<String> names = Stream.concat(Stream.of(c.name()), c.aliases().stream()).map(Spelling::fold).collect(Collectors.toSet());
    List<Double> distances =
        Table.rows("towns.csv").stream()
            .filter(r -> r.getField("country").equals(c.country()) && names.contains(Spelling.fold(r.getField("name"))))
            .map(r -> Table.position(r).kilometresTo(c.position()))
            .sorted()
            .toList();
    assertTrue(distances.isEmpty() || distances.getFirst() < 20, c.name() + " is " + distances + " km away");
  }

  @ParameterizedTest
  @MethodSource("cities")
  void sightsArePlausible(City c) {
    List<NamedCsvRecord> rows = Table.rows("places/" + c.slug() + ".csv");
    Problems problems = new Problems("places/" + c.slug());
    problems.unless(rows.size() >= 12 && rows.size() <= 20, rows.size() + " rows");
    Set<String> seen = new HashSet<>();
    List<Position> far = new ArrayList<>();
    for (NamedCsvRecord row : rows) {
      String id = common(problems, row, seen);
      problems.unless(KINDS.contains(row.getField("kind")), id + " kind " + row.getField("kind"));
      int minutes = Integer.parseInt(row.getField("minutes"));
      problems.unless(minutes >= 30 && minutes <= 480, id + " minutes " + minutes);
      problems.unless(hours(row.getField("hours")), id + " hours " + row.getField("hours"));
      problems.unless(prices(row, 0, 400), id + " prices");
      problems.unless(among(row, "interests", INTERESTS) && !row.getField("interests").isEmpty(), id + " interests");
      problems.unless(row.getField("url").isEmpty() || row.getField("url").matches("https://[\\w.-]+\\.[a-z]{2,}(/\\S*)?"), id + " url");
      double km = Table.position(row).kilometresTo(c.position());
      problems.unless(km <= DAY_TRIP_KM, id + " is %.0f km away".formatted(km));
      if (km > CITY_KM) {
        far.add(Table.position(row));
      }
    }
    problems.unless(far.size() <= DAY_TRIPS, far.size() + " day trips");
    problems.assertNone();
  }

  @ParameterizedTest
  @MethodSource("cities")
  void eateriesArePlausible(City c) {
    List<NamedCsvRecord> rows = Table.rows("eats/" + c.slug() + ".csv");
    Problems problems = new Problems("eats/" + c.slug());
    problems.unless(rows.size() >= 22 && rows.size() <= 32, rows.size() + " rows");
    Set<String> seen = new HashSet<>();
    for (NamedCsvRecord row : rows) {
      String id = common(problems, row, seen);
      problems.unless(EAT_KINDS.contains(row.getField("kind")), id + " kind " + row.getField("kind"));
      problems.unless(!Table.list(row, "cuisines").isEmpty(), id + " cuisines");
      problems.unless(among(row, "meals", MEALS) && !row.getField("meals").isEmpty(), id + " meals");
      problems.unless(among(row, "diets", DIETS), id + " diets");
      problems.unless(prices(row, 1, 400), id + " prices");
      double km = Table.position(row).kilometresTo(c.position());
      problems.unless(km <= CITY_KM, id + " is %.0f km away".formatted(km));
    }
    problems.unless(count(rows, "meals", "breakfast") >= 8, "breakfasts");
    problems.unless(count(rows, "meals", "lunch") >= 12, "lunches");
    problems.unless(count(rows, "meals", "dinner") >= 12, "dinners");
    problems.unless(count(rows, "diets", "vegetarian") >= 5, "vegetarian");
    problems.assertNone();
  }

  @ParameterizedTest
  @MethodSource("cities")
  void areasArePlausible(City c) {
    List<NamedCsvRecord> rows = Table.rows("areas/" + c.slug() + ".csv");
    Problems problems = new Problems("areas/" + c.slug());
    problems.unless(rows.size() >= 4 && rows.size() <= 6, rows.size() + " rows");
    Set<String> seen = new HashSet<>();
    for (NamedCsvRecord row : rows) {
      String id = common(problems, row, seen);
      double factor = Double.parseDouble(row.getField("factor"));
      problems.unless(factor >= 0.7 && factor <= 1.6, id + " factor " + factor);
      problems.unless(!row.getField("known_for").isBlank(), id + " known for");
      problems.unless(Table.position(row).kilometresTo(c.position()) <= CITY_KM, id + " is far away");
    }
    problems.assertNone();
  }

  private static String common(Problems problems, NamedCsvRecord row, Set<String> seen) {
    String id = row.getField("id");
    problems.unless(id.matches("[a-z0-9]+(-[a-z0-9]+)*"), "id " + id);
    problems.unless(seen.add(id), "id twice: " + id);
    String name = row.getField("name");
    problems.unless(!name.isBlank() && name.equals(name.strip()), id + " name");
    problems.unless(seen.add("name " + Spelling.fold(name)), "name twice: " + name);
    return id;
  }

  private static boolean months(List<Integer> months) {
    return months.stream().allMatch(m -> m >= 1 && m <= 12) && months.stream().distinct().count() == months.size();
  }

  private static boolean hours(String pattern) {
    if (pattern.isEmpty()) {
      return true;
    }
    try {
      OpeningHours hours = OpeningHours.parse(pattern);
      List<Span> spans = Arrays.stream(DayOfWeek.values()).flatMap(d -> hours.on(d).stream()).toList();
      return !spans.isEmpty() && spans.stream().allMatch(s -> s.opens() < s.closes());
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static boolean prices(NamedCsvRecord row, int least, int most) {
    int low = Integer.parseInt(row.getField("price_low"));
    int high = Integer.parseInt(row.getField("price_high"));
    return least <= low && low <= high && high <= most;
  }

  private static boolean among(NamedCsvRecord row, String field, Set<String> vocabulary) {
    return vocabulary.containsAll(Table.list(row, field));
  }

  private static long count(List<NamedCsvRecord> rows, String field, String value) {
    return rows.stream().filter(r -> Table.list(r, field).contains(value)).count();
  }

  /** All that is wrong with one file, told at once. */
  private static final class Problems {
    private final String where;
    private final List<String> found = new ArrayList<>();

    private Problems(String where) {
      this.where = where;
    }

    private void unless(boolean right, String problem) {
      if (!right) {
        found.add(problem);
      }
    }

    private void assertNone() {
      assertEquals(List.of(), found, where);
    }
  }
}
