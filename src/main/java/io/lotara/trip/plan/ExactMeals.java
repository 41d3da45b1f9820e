package io.lotara.trip.plan;

import io.lotara.travel.Meal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Dynamic programming over the places of a town, by how many breakfasts, lunches and dinners are taken and which wished cuisines have
 * been eaten.
 */
final class ExactMeals implements Menu.Table {
  private final Menu menu;
  private final boolean anyMeal;
  private final int kinds;
  private final int masks;
  private final int[] need;
  private final int[] cap;
  private final int[] stride;
  private final double bonus;
  private final Weights weights;
  private final List<Menu.Option> kept;
  private final int states;
  private double[] best;
  private int[][] choice;
  private final Map<Integer, double[]> known = new HashMap<>();

  ExactMeals(Menu menu, Weights weights, int[] mostOptional) {
    this.menu = menu;
    anyMeal = menu.anyMeal;
    kinds = anyMeal ? 1 : 3;
    masks = 1 << menu.cuisines;
    need = new int[kinds];
    cap = new int[kinds];
    stride = new int[kinds];
    bonus = weights.comfort() * menu.plannedMeal;
    this.weights = weights;
    int cells = 1;
    for (int k = 0; k < kinds; k++) {
      need[k] = anyMeal ? 3 * menu.fullDays : menu.fullDays;
      cap[k] = cap(menu, k, mostOptional);
      stride[k] = cells;
      cells *= cap[k] + 1;
    }
    states = cells;
    kept = useful(Arrays.stream(cap).sum());
  }

  /** How many steps the table takes. */
  long steps() {
    return (long) states * masks * kinds * kept.size();
  }

  /** Fills the table. */
  ExactMeals filled() {
    best = new double[states * masks];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    best[0] = 0;
    choice = new int[kept.size()][];
    for (int e = 0; e < kept.size(); e++) {
      choice[e] = add(kept.get(e));
    }
    return this;
  }

  /** How many meals of a kind can be taken at most: as many as are wanted, and as there are places for. */
  private static int cap(Menu menu, int kind, int[] mostOptional) {
    int most = menu.anyMeal ? 3 * menu.fullDays + Arrays.stream(mostOptional).sum() : menu.fullDays + mostOptional[kind];
    return (int) Math.min(most, menu.options.stream().filter(o -> menu.anyMeal || (o.meals() >> kind & 1) == 1).count());
  }

  /**
   * The places that a best choice can need. In a choice, few eat a wished cuisine that no other does; of those one with no better one that
   * serves all of its cuisines and meals is enough. Any other may be swapped for the best of its meals that is not taken, of which there
   * are no more than meals.
   */
  private List<Menu.Option> useful(int most) {
    List<Menu.Option> sorted = new ArrayList<>(menu.options);
    sorted.sort(Comparator.comparingDouble(o -> weights.of(o.cost(), o.worth())));
    Map<Integer, Integer> taken = new HashMap<>();
    List<Menu.Option> needed = new ArrayList<>();
    for (Menu.Option option : sorted) {
      boolean amongTheBest = taken.merge(option.meals(), 1, Integer::sum) <= most;
      if (amongTheBest || option.cuisines() != 0 && needed.stream().noneMatch(n -> servesAllOf(n, option))) {
        needed.add(option);
      }
    }
    return needed;
  }

  private static boolean servesAllOf(Menu.Option a, Menu.Option b) {
    return (a.cuisines() & b.cuisines()) == b.cuisines() && (a.meals() & b.meals()) == b.meals();
  }

  private int[] add(Menu.Option option) {
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

  @Override
  public double[] best(int[] optional) {
    return known.computeIfAbsent(optional[0] | optional[1] << 4 | optional[2] << 8, key -> {
      double[] least = new double[masks];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      int[] most = most(optional);
      for (int state = 0; state < states; state++) {
        if (fits(state, most)) {
          double open = open(state);
          for (int mask = 0; mask < masks; mask++) {
            least[mask] = Math.min(least[mask], best[state * masks + mask] + open);
          }
        }
      }
      return least;
    });
  }

  private int state(int[] optional, int mask) {
    int found = -1;
    double least = Double.POSITIVE_INFINITY;
    int[] most = most(optional);
    for (int state = 0; state < states; state++) {
      if (fits(state, most) && best[state * masks + mask] + open(state) < least) {
        least = best[state * masks + mask] + open(state);
        found = state;
      }
    }
    return found;
  }

  /** How many meals of each kind there is room for. */
  private int[] most(int[] optional) {
    int[] most = new int[kinds];
    for (int k = 0; k < kinds; k++) {
      most[k] = need[k] + (anyMeal ? optional[0] + optional[1] + optional[2] : optional[k]);
    }
    return most;
  }

  private boolean fits(int state, int[] most) {
    int must = menu.mayStayOpen || menu.fullDays == 0 ? 0 : anyMeal ? 3 : 1;
    for (int k = 0; k < kinds; k++) {
      int x = count(state, k);
      if (x < must || x > most[k]) {
        return false;
      }
    }
    return true;
  }

  /** What it costs that meals of full days stay open, less what planned meals on days of travel are worth. */
  private double open(int state) {
    double value = 0;
    for (int k = 0; k < kinds; k++) {
      int x = count(state, k);
      value += Menu.GAP * Math.max(0, need[k] - x) - bonus * Math.max(0, x - need[k]);
    }
    return value;
  }

  @Override
  public List<Menu.Pick> picks(int[] optional, int mask) {
    List<Menu.Pick> picks = new ArrayList<>();
    int cell = state(optional, mask) * masks + mask;
    for (int e = kept.size() - 1; e >= 0; e--) {
      if (choice[e][cell] != 0) {
        int kind = (choice[e][cell] - 1) % 3;
        int before = (choice[e][cell] - 1) / 3;
        picks.add(new Menu.Pick(kept.get(e), anyMeal ? null : Meal.values()[kind]));
        cell = (cell / masks - stride[kind]) * masks + before;
      }
    }
    return picks;
  }
}
