package io.lotara.trip.plan;

import io.lotara.travel.Meal;
import io.lotara.travel.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Spreads the meals of a stay over its days: full days first, each where the day's sights are. */
final class MealDays {
  private record Slot(int day, Meal meal) {}

  private MealDays() {}

  /**
   * For each day of the stay the places by meal.
   *
   * @param picks the meals chosen
   * @param open for each day which meals it has room for, as bits
   * @param full for each day whether it is a full one
   * @param sights for each day where its sights are
   */
  static List<Map<Meal, Menu.Option>> spread(List<Menu.Pick> picks, List<Integer> open, List<Boolean> full, List<List<Position>> sights) {
    List<Slot> slots = slots(open, full);
    List<Map<Meal, Menu.Option>> days = new ArrayList<>();
    open.forEach(d -> days.add(new EnumMap<>(Meal.class)));
    List<Menu.Pick> free = new ArrayList<>(picks);
    boolean any = free.stream().allMatch(p -> p.meal() == null);
    if (any) {
      // Any place serves any meal: breakfast is the modest one and dinner the best.
      slots = slots.subList(0, Math.min(slots.size(), free.size()));
      free.sort(Comparator.comparingLong(p -> p.option().cost()));
      List<Slot> bySize = new ArrayList<>(slots);
      bySize.sort(Comparator.comparing((Slot s) -> s.meal()));
      for (int i = 0; i < bySize.size(); i++) {
        days.get(bySize.get(i).day()).put(bySize.get(i).meal(), free.get(i).option());
      }
      return days;
    }
    for (Slot slot : slots) {
      Menu.Pick nearest = null;
      for (Menu.Pick pick : free) {
        if (pick.meal() == slot.meal() && (nearest == null || far(pick, sights.get(slot.day())) < far(nearest, sights.get(slot.day())))) {
          nearest = pick;
        }
      }
      if (nearest != null) {
        free.remove(nearest);
        days.get(slot.day()).put(slot.meal(), nearest.option());
      }
    }
    return days;
  }

  private static List<Slot> slots(List<Integer> open, List<Boolean> full) {
    List<Slot> slots = new ArrayList<>();
    for (int d = 0; d < open.size(); d++) {
      for (Meal meal : full.get(d) ? Meal.values() : new Meal[0]) {
        slots.add(new Slot(d, meal));
      }
    }
    for (Meal meal : List.of(Meal.DINNER, Meal.LUNCH, Meal.BREAKFAST)) {
      for (int d = 0; d < open.size(); d++) {
        if (!full.get(d) && (open.get(d) >> meal.ordinal() & 1) == 1) {
          slots.add(new Slot(d, meal));
        }
      }
    }
    return slots;
  }

  private static double far(Menu.Pick pick, List<Position> sights) {
    Position here = pick.option().eatery().position();
    return here == null ? 0 : sights.stream().mapToDouble(here::kilometresTo).average().orElse(0);
  }
}
