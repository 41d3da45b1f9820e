package io.lotara.trip.plan;

import io.lotara.travel.Eatery;
import io.lotara.travel.Meal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The meals of a stay in one town, no place twice. Full days want all three meals; on days of travel a meal is welcome but may be left
 * out. Stays of usual length are solved exactly ({@link ExactMeals}), very long ones greedily ({@link LongStayMeals}).
 */
final class Menu {
  /** So many wished cuisines are counted exactly. */
  static final int MOST_CUISINES = 8;

  /** Weight of a meal on a full day that stays open for want of places: above any cost. */
  static final double GAP = 1e15;

  /** A place: cost and worth for everyone, the wished cuisines and the meals as bits. */
  record Option(Eatery eatery, long cost, double worth, int cuisines, int meals) {}

  /** A meal taken at a place; the meal is null when any will do. */
  record Pick(Option option, Meal meal) {}

  private static final long MOST_STEPS = 4_000_000;

  /** Optimal meals for every number of optional breakfasts, lunches and dinners and every set of wished cuisines. */
  interface Table {

    /** For each set of cuisines the least value with up to so many optional meals of each kind; infinite where there is none. */
    double[] best(int[] optional);

    /** The meals behind {@link #best(int[])}. */
    List<Pick> picks(int[] optional, int mask);
  }

  final List<Option> options;
  final int cuisines;
  final int fullDays;
  final boolean mayStayOpen;
  final double plannedMeal;
  final boolean anyMeal;
  private final Map<List<Object>, Table> tables = new HashMap<>();

  /**
   * A town's menu.
   *
   * @param options places that suit the party's diets
   * @param cuisines number of wished cuisines
   * @param fullDays days spent in the town from morning to night
   * @param mayStayOpen whether even the first full day may lack a meal (diets for which few places are known)
   * @param plannedMeal what it is worth to have a meal on a day of travel planned
   */
  Menu(List<Option> options, int cuisines, int fullDays, boolean mayStayOpen, double plannedMeal) {
    this.options = options;
    this.cuisines = Math.min(cuisines, MOST_CUISINES);
    this.fullDays = fullDays;
    this.mayStayOpen = mayStayOpen;
    this.plannedMeal = plannedMeal;
    this.anyMeal = options.stream().allMatch(o -> o.meals() == 7);
  }

  /** The best meals under these weights, for up to so many optional breakfasts, lunches and dinners. */
  Table solve(Weights weights, int[] mostOptional) {
    // Every route through a town asks for these; those with a price of money of their own are asked for by one.
    if (weights.money() != 1) {
      return solved(weights, mostOptional);
    }
    List<Object> key = List.of(weights, mostOptional[0], mostOptional[1], mostOptional[2]);
    Table known = tables.get(key);
    if (known == null) {
      known = solved(weights, mostOptional);
      tables.put(key, known);
    }
    return known;
  }

  private Table solved(Weights weights, int[] mostOptional) {
    ExactMeals exact = new ExactMeals(this, weights, mostOptional);
    return exact.steps() > MOST_STEPS ? new LongStayMeals(this, weights) : exact.filled();
  }
}
