package io.lotara.travel.open;

import io.lotara.travel.Eatery;
import io.lotara.travel.Meal;
import io.lotara.travel.Price;
import io.lotara.travel.Town;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A documented estimate of nights, meals and public transport in a town of which nothing was written by hand, in US dollars. No house, no
 * restaurant and no sight is named or claimed: an offer is a class of houses or of eateries, marked as an estimate like every other price
 * here. With the country's price level 1, 2 or 3 ({@link PriceLevels}):
 *
 * <pre>
 * night = 20 / 48 / 85 simple, 55 / 98 / 168 mid-range, 180 / 250 / 380 upscale × size
 * meal  = 5.5 / 12 / 16.5 breakfast, 9 / 16 / 20 lunch, 9.5 / 17.5 / 22 dinner × kind of eatery × size
 * public transport = 3 / 4 / 8 a day
 * size  = 0.9 from a million people on, 0.8 from 100,000 on, else 0.7
 * </pre>
 *
 * <p>The figures are the medians of the cities with facts of our own on that level; the size stands for the fact that those are the ones
 * that everybody goes to. Kinds: simple 0.7, mid-range 1.1, and for dinner upscale 1.9. Towns of
 * fewer than 100,000 people are given neither hostels nor upscale hotels. Nothing is known of seasons there.
 */
final class TownEstimates {
  private static final double[][] NIGHT = {{20, 55, 180}, {48, 98, 250}, {85, 168, 380}};
  private static final double[][] MEAL = {{5.5, 9, 9.5}, {12, 16, 17.5}, {16.5, 20, 22}};
  private static final double[] TRANSIT_DAY = {3, 4, 8};
  private static final long BIG = 1_000_000;
  private static final long MIDDLING = 100_000;

  /** Kinds of eateries of which any town that one can travel to has some. */
  private enum Kind {
    CAFE(Meal.BREAKFAST, "café"),
    BAKERY(Meal.BREAKFAST, "bakery"),
    BREAKFAST_ROOM(Meal.BREAKFAST, "breakfast room"),
    COFFEE_BAR(Meal.BREAKFAST, "coffee bar"),
    MARKET_STALL(Meal.BREAKFAST, "market stall"),
    LUNCH_ROOM(Meal.LUNCH, "lunch restaurant"),
    SNACK_BAR(Meal.LUNCH, "snack bar"),
    CANTEEN(Meal.LUNCH, "canteen"),
    BISTRO(Meal.LUNCH, "bistro"),
    FOOD_HALL(Meal.LUNCH, "food hall"),
    RESTAURANT(Meal.DINNER, "restaurant"),
    FAMILY_RESTAURANT(Meal.DINNER, "family restaurant"),
    GRILL(Meal.DINNER, "grill"),
    HOTEL_RESTAURANT(Meal.DINNER, "hotel restaurant"),
    TAVERN(Meal.DINNER, "neighbourhood restaurant");

    private final Meal meal;
    private final String words;

    Kind(Meal meal, String words) {
      this.meal = meal;
      this.words = words;
    }
  }

  private enum Grade {
    SIMPLE("Simple", 0.7),
    MID("Mid-range", 1.1),
    UPSCALE("Upscale", 1.9);

    private final String words;
    private final double factor;

    Grade(String words, double factor) {
      this.words = words;
      this.factor = factor;
    }
  }

  private final PriceLevels levels = new PriceLevels();

  /** As facts of our own: only what a night there is thought to cost, whatever the month. */
  City city(Town town) {
    double[] night = NIGHT[levels.of(town.country()) - 1];
    double size = size(town);
    return new City(
        town.id(), town.name(), town.country(), town.region(), List.of(), town.position(), town.airports(), town.timezone(),
        night[0] * size, night[1] * size, night[2] * size, List.of(), List.of(), List.of(), List.of(), transitDay(town), List.of(), "");
  }

  /** The whole town as one neighbourhood. */
  List<CityFacts.Area> areas(Town town) {
    return List.of(new CityFacts.Area("town", town.name(), town.position(), 1));
  }

  /** USD per person. */
  double transitDay(Town town) {
    return TRANSIT_DAY[levels.of(town.country()) - 1];
  }

  /** Classes of eateries, each for one meal of the day; what they cook is not known. */
  List<Eatery> eateries(Town town, Instant now, Instant until) {
    List<Eatery> eateries = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (Grade grade : Grade.values()) {
        if (grade != Grade.UPSCALE || kind.meal == Meal.DINNER) {
          double price = MEAL[levels.of(town.country()) - 1][kind.meal.ordinal()] * grade.factor * size(town);
          eateries.add(
              new Eatery(
                  "open:eat:" + town.id() + ":" + (grade + "-" + kind).toLowerCase(Locale.ROOT).replace('_', '-'),
                  OpenTravel.NAME,
                  "%s %s in %s".formatted(grade.words, kind.words, town.name()),
                  town.name(),
                  List.of(),
                  null,
                  EnumSet.of(kind.meal),
                  Price.estimated(price, "USD"),
                  null,
                  Set.of(),
                  now,
                  until));
        }
      }
    }
    return eateries;
  }

  /** Whether the town is big enough for every class of house. */
  static boolean hasEverything(Town town) {
    return town.population() >= MIDDLING;
  }

  /** What a traveller must know of these answers. */
  static String remark(Town town) {
    return ("The open data knows no house, restaurant or sight in %s: nights and meals there are estimates by country and size of town"
            + " for a class of house or eatery, and the days are free.")
        .formatted(town.name());
  }

  private static double size(Town town) {
    return town.population() >= BIG ? 0.9 : town.population() >= MIDDLING ? 0.8 : 0.7;
  }
}
