package io.lotara.trip.plan;

import io.lotara.travel.Eatery;
import io.lotara.travel.Meal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The meals of a stay in one town, no place twice, exactly: dynamic programming over the places, by how many breakfasts, lunches and dinners
 * are taken and which wished cuisines have been eaten. Full days want all three meals; on days of travel a meal is welcome but may be left out.
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

  private final List<Option> options;
  private final int cuisines;
  private final int fullDays;
  private final boolean mayStayOpen;
  private final double plannedMeal;
  private final boolean anyMeal;

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
    return new Table(weights, mostOptional);
  }

  /** Optimal meals for every number of optional meals and every set of cuisines. */
  final class Table {
    private final int kinds = anyMeal ? 1 : 3;
    private final int masks = 1 << cuisines;
    private final int[] need = new int[kinds];
    private final int[] cap = new int[kinds];
    private final int[] stride = new int[kinds];
    private final double bonus;
    private final List<Option> kept;
    private final double[] best;
    private final int[][] choice;
    private final Map<Integer, double[]> known = new HashMap<>();

    private Table(Weights weights, int[] mostOptional) {
      bonus = weights.comfort() * plannedMeal;
      int states = 1;
      for (int k = 0; k < kinds; k++) {
        int kind = k;
        need[k] = anyMeal ? 3 * fullDays : fullDays;
        int most = need[k] + (anyMeal ? Arrays.stream(mostOptional).sum() : mostOptional[k]);
        cap[k] = (int) Math.min(most, options.stream().filter(o -> anyMeal || (o.meals() >> kind & 1) == 1).count());
        stride[k] = states;
        states *= cap[k] + 1;
      }
      kept = useful(weights, Arrays.stream(cap).sum());
      best = new double[states * masks];
      Arrays.fill(best, Double.POSITIVE_INFINITY);
      best[0] = 0;
      choice = new int[kept.size()][];
      for (int e = 0; e < kept.size(); e++) {
        choice[e] = add(kept.get(e), weights, states);
      }
    }

    /** Of places that serve the same purposes only the best can be needed, as many as there are meals. */
    private List<Option> useful(Weights weights, int most) {
      List<Option> sorted = new ArrayList<>(options);
      sorted.sort(Comparator.comparingDouble(o -> weights.of(o.cost(), o.worth())));
      Map<Integer, Integer> taken = new HashMap<>();
      sorted.removeIf(o -> taken.merge(o.cuisines() << 3 | o.meals(), 1, Integer::sum) > most);
      return sorted;
    }

    private int[] add(Option option, Weights weights, int states) {
      double value = weights.of(option.cost(), option.worth());
      int[] from = new int[best.length];
      for (int state = states - 1; state > 0; state--) {
        for (int k = 0; k < kinds; k++) {
          if (count(state, k) == 0 || !anyMeal && (option.meals() >> k & 1) == 0) {
            continue;
          }
          int before = (state - stride[k]) * masks;
          for (int mask = 0; mask < masks; mask++) {
            double with = best[before + mask] + value;
            int cell = state * masks + (mask | option.cuisines());
            if (with < best[cell]) {
              best[cell] = with;
              from[cell] = 1 + k + 3 * mask;
            }
          }
        }
      }
      return from;
    }

    private int count(int state, int kind) {
      return state / stride[kind] % (cap[kind] + 1);
    }

    /** For each set of cuisines the least value with up to so many optional meals of each kind; infinite where there is none. */
    double[] best(int[] optional) {
      return known.computeIfAbsent(optional[0] | optional[1] << 4 | optional[2] << 8, key -> {
        double[] least = new double[masks];
        for (int mask = 0; mask < masks; mask++) {
          int state = state(optional, mask);
          least[mask] = state < 0 ? Double.POSITIVE_INFINITY : valued(state, mask);
        }
        return least;
      });
    }

    private int state(int[] optional, int mask) {
      int found = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int state = 0; state < best.length / masks; state++) {
        if (fits(state, optional) && valued(state, mask) < least) {
          least = valued(state, mask);
          found = state;
        }
      }
      return found;
    }

    private boolean fits(int state, int[] optional) {
      for (int k = 0; k < kinds; k++) {
        int x = count(state, k);
        int must = mayStayOpen || fullDays == 0 ? 0 : anyMeal ? 3 : 1;
        int most = need[k] + (anyMeal ? Arrays.stream(optional).sum() : optional[k]);
        if (x < must || x > most) {
          return false;
        }
      }
      return true;
    }

    private double valued(int state, int mask) {
      double value = best[state * masks + mask];
      for (int k = 0; k < kinds; k++) {
        int x = count(state, k);
        value += GAP * Math.max(0, need[k] - x) - bonus * Math.max(0, x - need[k]);
      }
      return value;
    }

    /** The meals behind {@link #best(int[])}. */
    List<Pick> picks(int[] optional, int mask) {
      List<Pick> picks = new ArrayList<>();
      int cell = state(optional, mask) * masks + mask;
      for (int e = kept.size() - 1; e >= 0; e--) {
        if (choice[e][cell] != 0) {
          int kind = (choice[e][cell] - 1) % 3;
          int before = (choice[e][cell] - 1) / 3;
          picks.add(new Pick(kept.get(e), anyMeal ? null : Meal.values()[kind]));
          cell = (cell / masks - stride[kind]) * masks + before;
        }
      }
      return picks;
    }
  }
}
