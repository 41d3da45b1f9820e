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
  private final List<Menu.Option> kept;
  private final double[] best;
  private final int[][] choice;
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
    int states = 1;
    for (int k = 0; k < kinds; k++) {
      need[k] = anyMeal ? 3 * menu.fullDays : menu.fullDays;
      cap[k] = cap(menu, k, mostOptional);
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

  /** How many meals of a kind can be taken at most: as many as are wanted, and as there are places for. */
  private static int cap(Menu menu, int kind, int[] mostOptional) {
    int most = menu.anyMeal ? 3 * menu.fullDays + Arrays.stream(mostOptional).sum() : menu.fullDays + mostOptional[kind];
    return (int) Math.min(most, menu.options.stream().filter(o -> menu.anyMeal || (o.meals() >> kind & 1) == 1).count());
  }

  /** About how many steps the table takes. */
  static long steps(Menu menu, int[] mostOptional) {
    long cells = 1L << menu.cuisines;
    long most = 0;
    for (int k = 0; k < (menu.anyMeal ? 1 : 3); k++) {
      cells *= cap(menu, k, mostOptional) + 1;
      most += cap(menu, k, mostOptional);
    }
    return cells * Math.min(menu.options.size(), most << menu.cuisines);
  }

  /** Of places that serve the same purposes only the best can be needed, as many as there are meals. */
  private List<Menu.Option> useful(Weights weights, int most) {
    List<Menu.Option> sorted = new ArrayList<>(menu.options);
    sorted.sort(Comparator.comparingDouble(o -> weights.of(o.cost(), o.worth())));
    Map<Integer, Integer> taken = new HashMap<>();
    sorted.removeIf(o -> taken.merge(o.cuisines() << 3 | o.meals(), 1, Integer::sum) > most);
    return sorted;
  }

  private int[] add(Menu.Option option, Weights weights, int states) {
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
      int must = menu.mayStayOpen || menu.fullDays == 0 ? 0 : anyMeal ? 3 : 1;
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
