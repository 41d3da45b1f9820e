package io.lotara.trip.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.Eatery;
import io.lotara.travel.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The table of meals against every choice there is. */
class ExactMealsTest {
  private static final int CUISINES = 2;

  private static Menu menu(Random random, boolean anyMeal) {
    List<Menu.Option> options = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Price price = Price.estimated(1, "USD");
      Eatery eatery =
          new Eatery("e" + i, "test", "Eatery " + i, "Town", List.of(), null, Set.of(), price, null, Set.of(), Instant.EPOCH, null);
      int meals = anyMeal ? 7 : 1 + random.nextInt(7);
      options.add(new Menu.Option(eatery, 1 + random.nextInt(20), random.nextInt(10), random.nextInt(1 << CUISINES), meals));
    }
    return new Menu(options, CUISINES, random.nextInt(2), false, 6);
  }

  /** Least value with each option left out or taken for one meal that it serves; infinite where there is no choice. */
  private static double[] everyChoice(Menu menu, Weights weights, int[] optional) {
    double[] least = new double[1 << CUISINES];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    choose(menu, weights, optional, 0, new int[3], 0, 0, least);
    return least;
  }

  private static void choose(Menu menu, Weights weights, int[] optional, int i, int[] count, int eaten, double value, double[] least) {
    if (i == menu.options.size()) {
      double told = valued(menu, weights, optional, count, value);
      least[eaten] = Math.min(least[eaten], told);
      return;
    }
    choose(menu, weights, optional, i + 1, count, eaten, value, least);
    Menu.Option option = menu.options.get(i);
    for (int meal = 0; meal < 3; meal++) {
      if ((option.meals() >> meal & 1) == 1) {
        count[meal]++;
        choose(menu, weights, optional, i + 1, count, eaten | option.cuisines(), value + weights.of(option.cost(), option.worth()), least);
        count[meal]--;
      }
    }
  }

  private static double valued(Menu menu, Weights weights, int[] optional, int[] count, double value) {
    double bonus = weights.comfort() * menu.plannedMeal;
    int kinds = menu.anyMeal ? 1 : 3;
    double sum = value;
    for (int k = 0; k < kinds; k++) {
      int taken = menu.anyMeal ? Arrays.stream(count).sum() : count[k];
      int need = menu.anyMeal ? 3 * menu.fullDays : menu.fullDays;
      int room = need + (menu.anyMeal ? Arrays.stream(optional).sum() : optional[k]);
      int must = menu.fullDays == 0 ? 0 : menu.anyMeal ? 3 : 1;
      if (taken < must || taken > room) {
        return Double.POSITIVE_INFINITY;
      }
      sum += Menu.GAP * Math.max(0, need - taken) - bonus * Math.max(0, taken - need);
    }
    return sum;
  }

  @RepeatedTest(60)
  void findsTheLeastOfEveryChoice(RepetitionInfo nth) {
    Random random = new Random(nth.getCurrentRepetition());
    Menu menu = menu(random, random.nextBoolean());
    Weights weights = random.nextBoolean() ? Weights.CHEAPEST : Weights.COMFORT;
    int[] optional = {random.nextInt(2), random.nextInt(2), random.nextInt(2)};
    ExactMeals table = new ExactMeals(menu, weights, optional).filled();
    double[] wanted = everyChoice(menu, weights, optional);
    double[] found = table.best(optional);
    for (int mask = 0; mask < wanted.length; mask++) {
      // A place that nobody needs may be left out of the table where one that serves more is as good: more may be eaten then, never less.
      double atLeast = Double.POSITIVE_INFINITY;
      double told = Double.POSITIVE_INFINITY;
      for (int more = 0; more < wanted.length; more++) {
        if ((more & mask) == mask) {
          atLeast = Math.min(atLeast, wanted[more]);
          told = Math.min(told, found[more]);
        }
      }
      double rounding = Double.isInfinite(atLeast) ? 0.001 : 0.001 + Math.abs(atLeast) * 1e-9;
      assertEquals(atLeast, told, rounding, "cuisines " + mask);
      if (found[mask] < Double.POSITIVE_INFINITY) {
        int eaten = table.picks(optional, mask).stream().mapToInt(p -> p.option().cuisines()).reduce(0, (a, b) -> a | b);
        assertEquals(mask, eaten);
        assertTrue(table.picks(optional, mask).stream().map(p -> p.option().eatery().ref()).distinct().count()
            == table.picks(optional, mask).size());
      }
    }
  }
}
