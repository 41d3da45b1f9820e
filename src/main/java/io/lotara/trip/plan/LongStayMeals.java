package io.lotara.trip.plan;

import io.lotara.travel.Meal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Meals of a stay so long that counting every combination would take too long. The sets of places that can be spread over the meals form a
 * matroid, so that taking the best first, and moving others to meals that they serve too, fills the full days at the least value; wished
 * cuisines are taken before the rest.
 */
final class LongStayMeals implements Menu.Table {
  private final Menu menu;
  private final Weights weights;
  private final List<Menu.Option> ranked;
  private final double bonus;
  private final Map<Integer, double[]> known = new HashMap<>();

  LongStayMeals(Menu menu, Weights weights) {
    this.menu = menu;
    this.weights = weights;
    this.bonus = weights.comfort() * menu.plannedMeal;
    this.ranked = new ArrayList<>(menu.options);
    this.ranked.sort(Comparator.comparingDouble(o -> weights.of(o.cost(), o.worth())));
  }

  /** A meal with room for so many places, and those that have been taken. */
  private static final class Table {
    private final int[] room;
    private final List<List<Menu.Option>> taken = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    private final Set<Menu.Option> seated = Collections.newSetFromMap(new IdentityHashMap<>());

    private Table(int[] room) {
      this.room = room.clone();
    }

    private boolean take(Menu.Option option, boolean[] seen) {
      for (int kind : emptiestFirst()) {
        if ((option.meals() >> kind & 1) == 1 && !seen[kind]) {
          seen[kind] = true;
          List<Menu.Option> here = taken.get(kind);
          if (here.size() < room[kind]) {
            return here.add(option);
          }
          for (int i = 0; i < here.size(); i++) {
            if (take(here.get(i), seen)) {
              here.set(i, option);
              return true;
            }
          }
        }
      }
      return false;
    }

    /** Where there are too few places for all, every day has something before any has everything. */
    private List<Integer> emptiestFirst() {
      List<Integer> kinds = new ArrayList<>(List.of(0, 1, 2));
      kinds.sort(Comparator.comparingInt(kind -> taken.get(kind).size()));
      return kinds;
    }

    private boolean seat(Menu.Option option) {
      return take(option, new boolean[3]) && seated.add(option);
    }

    private boolean has(Menu.Option option) {
      return seated.contains(option);
    }
  }

  private Table choose(int[] optional, int wished) {
    int[] full = new int[3];
    Arrays.fill(full, menu.fullDays);
    Table table = new Table(full);
    int open = wished;
    for (Menu.Option option : ranked) {
      if ((option.cuisines() & open) != 0 && table.seat(option)) {
        open &= ~option.cuisines();
      }
    }
    for (Menu.Option option : ranked) {
      if (!table.has(option)) {
        table.seat(option);
      }
    }
    for (int kind = 0; kind < 3; kind++) {
      table.room[kind] += optional[kind];
    }
    for (Menu.Option option : ranked) {
      boolean worthwhile = weights.of(option.cost(), option.worth()) < bonus || (option.cuisines() & open) != 0;
      if (worthwhile && !table.has(option) && table.seat(option)) {
        open &= ~option.cuisines();
      }
    }
    return table;
  }

  @Override
  public double[] best(int[] optional) {
    return known.computeIfAbsent(optional[0] | optional[1] << 4 | optional[2] << 8, key -> counted(optional));
  }

  private double[] counted(int[] optional) {
    double[] best = new double[1 << menu.cuisines];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    for (int wished = 0; wished < best.length; wished++) {
      Table table = choose(optional, wished);
      int eaten = eaten(table);
      double value = valued(table);
      if (value < best[eaten]) {
        best[eaten] = value;
      }
      if ((eaten & wished) == wished && value < best[wished]) {
        best[wished] = value;
      }
    }
    return best;
  }

  private static int eaten(Table table) {
    return table.taken.stream().flatMap(List::stream).mapToInt(Menu.Option::cuisines).reduce(0, (a, b) -> a | b);
  }

  private double valued(Table table) {
    double value = 0;
    for (List<Menu.Option> taken : table.taken) {
      int missing = menu.fullDays - taken.size();
      boolean none = taken.isEmpty() && menu.fullDays > 0 && !menu.mayStayOpen;
      value += none ? Double.POSITIVE_INFINITY : Menu.GAP * Math.max(0, missing) - bonus * Math.max(0, -missing);
      for (Menu.Option option : taken) {
        value += weights.of(option.cost(), option.worth());
      }
    }
    return value;
  }

  @Override
  public List<Menu.Pick> picks(int[] optional, int mask) {
    Table table = choose(optional, mask);
    for (int wished = 0; wished < 1 << menu.cuisines; wished++) {
      Table other = choose(optional, wished);
      if (eaten(other) == mask && valued(other) < valued(table)) {
        table = other;
      }
    }
    List<Menu.Pick> picks = new ArrayList<>();
    for (Meal meal : Meal.values()) {
      for (Menu.Option option : table.taken.get(meal.ordinal())) {
        picks.add(new Menu.Pick(option, meal));
      }
    }
    return picks;
  }
}
