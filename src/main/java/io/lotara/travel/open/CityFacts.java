package io.lotara.travel.open;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.lotara.travel.Meal;
import io.lotara.travel.Position;
import io.micronaut.core.annotation.Nullable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What was written by hand about one city: where to sleep, what to see, where to eat.
 *
 * @param areas neighbourhoods where travellers stay
 * @param sights places to see, the best known first
 * @param eats places to eat
 */
record CityFacts(List<Area> areas, List<Sight> sights, List<Eat> eats) {

  /**
   * A neighbourhood.
   *
   * @param id unique in the city
   * @param name usual name
   * @param position its middle
   * @param factor its price level, 1 for the city's average
   */
  record Area(String id, String name, Position position, double factor) {}

  /**
   * A place to see.
   *
   * @param id unique in the city
   * @param name usual English name
   * @param kind what it is
   * @param position of the entrance or the middle
   * @param minutes usual visit
   * @param hours weekly opening pattern, or null
   * @param low USD per adult
   * @param high USD per adult
   * @param interests what it is good for
   * @param url official site, or null
   */
  record Sight(
      String id, String name, String kind, Position position, int minutes, @Nullable String hours, double low, double high,
      List<String> interests, @Nullable String url) {}

  /**
   * A place to eat.
   *
   * @param id unique in the city
   * @param name usual name, unique in the city
   * @param cuisines local ones first
   * @param position of the door or the middle
   * @param meals what one can take there
   * @param low USD per person and meal
   * @param high USD per person and meal
   * @param diets those it can serve
   */
  record Eat(
      String id, String name, List<String> cuisines, Position position, Set<Meal> meals, double low, double high, Set<String> diets) {}

  /** Reads the three files of a city. */
  static CityFacts read(String slug) {
    return new CityFacts(
        Table.rows("areas/" + slug + ".csv").stream().map(CityFacts::area).toList(),
        Table.rows("places/" + slug + ".csv").stream().map(CityFacts::sight).toList(),
        Table.rows("eats/" + slug + ".csv").stream().map(CityFacts::eat).toList());
  }

  private static Area area(NamedCsvRecord row) {
    return new Area(row.getField("id"), row.getField("name"), Table.position(row), Double.parseDouble(row.getField("factor")));
  }

  private static Sight sight(NamedCsvRecord row) {
    return new Sight(
        row.getField("id"),
        row.getField("name"),
        row.getField("kind"),
        Table.position(row),
        Integer.parseInt(row.getField("minutes")),
        orNull(row.getField("hours")),
        Double.parseDouble(row.getField("price_low")),
        Double.parseDouble(row.getField("price_high")),
        Table.list(row, "interests"),
        orNull(row.getField("url")));
  }

  private static Eat eat(NamedCsvRecord row) {
    Set<Meal> meals = EnumSet.noneOf(Meal.class);
    Table.list(row, "meals").forEach(m -> meals.add(Meal.valueOf(m.toUpperCase(Locale.ROOT))));
    return new Eat(
        row.getField("id"),
        row.getField("name"),
        Table.list(row, "cuisines"),
        Table.position(row),
        Collections.unmodifiableSet(meals),
        Double.parseDouble(row.getField("price_low")),
        Double.parseDouble(row.getField("price_high")),
        Collections.unmodifiableSet(new LinkedHashSet<>(Table.list(row, "diets"))));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
