package io.lotara.trip.plan;

import io.lotara.trip.TripRequest.Pace;
import io.lotara.trip.plan.RouteModel.Connection;
import io.lotara.trip.plan.RouteModel.Stop;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The best plan along one route, exactly, for given weights. Legs, stays and meals hang together only through the meals that a leg leaves
 * room for and the cuisines still to be eaten, so a dynamic programme along the route with these two as its state finds the optimum.
 */
final class RouteSolver {

  /** Whose wheels: one's own car is never mixed with anything else. */
  enum Wheels {
    OWN_CAR,
    OTHERS
  }

  private record State(double value, int fromPattern, int fromMask, int eaten) {}

  private final RouteModel model;
  private final Market market;
  private final DaySchedule schedule;

  RouteSolver(RouteModel model, Market market, DaySchedule schedule) {
    this.model = model;
    this.market = market;
    this.schedule = schedule;
  }

  /** The plan with the least value of the weights, or null when there is none. */
  Solution solve(Wheels wheels, Weights weights) {
    List<Map<Integer, Market.Leg>> ways = new ArrayList<>();
    for (Connection leg : model.legs()) {
      Map<Integer, Market.Leg> best = byPattern(leg, wheels, weights);
      if (best.isEmpty()) {
        return null;
      }
      ways.add(best);
    }
    List<Market.Stay> stays = new ArrayList<>();
    for (Stop stop : model.stops()) {
      Market.Stay stay = stop.stays().stream().min(java.util.Comparator.comparingDouble(s -> weights.of(s.cost(), s.worth()))).orElse(null);
      boolean nowhereToEat = stop.fullDays() > 0 && market.dietsDecide() && market.menu(stop.town()).isEmpty();
      if (stay == null && stop.nights() > 0 || nowhereToEat) {
        return null;
      }
      stays.add(stay);
    }
    return along(ways, stays, weights);
  }

  /** For each pattern of meals the best way that leaves room for them. */
  private static Map<Integer, Market.Leg> byPattern(Connection leg, Wheels wheels, Weights weights) {
    Map<Integer, Market.Leg> best = new LinkedHashMap<>();
    for (Market.Leg way : leg.ways()) {
      if (way.ownCar() == (wheels == Wheels.OWN_CAR)) {
        best.merge(way.pattern(), way, (a, b) -> weights.of(b.cost(), b.worth()) < weights.of(a.cost(), a.worth()) ? b : a);
      }
    }
    return best;
  }

  private Solution along(List<Map<Integer, Market.Leg>> ways, List<Market.Stay> stays, Weights weights) {
    int masks = 1 << Math.min(market.terms().cuisines().size(), Menu.MOST_CUISINES);
    List<Map<Integer, State[]>> reached = new ArrayList<>();
    List<Menu.Table> tables = new ArrayList<>();
    Map<Integer, State[]> now = new LinkedHashMap<>();
    boolean homeFirst = model.legInto(0) >= 0;
    for (int pattern : homeFirst ? ways.get(0).keySet() : List.of(0)) {
      State[] start = new State[masks];
      Market.Leg way = homeFirst ? ways.get(0).get(pattern) : null;
      start[0] = new State(way == null ? 0 : weights.of(way.cost(), way.worth()), 0, 0, 0);
      now.put(pattern, start);
    }
    for (int i = 0; i < model.stops().size(); i++) {
      Stop stop = model.stops().get(i);
      int out = model.legOut(i);
      Map<Integer, Market.Leg> onward = out < 0 ? null : ways.get(out);
      tables.add(stop.menu().solve(weights, mostOptional(stop, now, onward)));
      reached.add(now);
      now = step(stop, now, onward, tables.get(i), weights, masks);
    }
    State[] end = null;
    int pattern = 0;
    for (Map.Entry<Integer, State[]> last : now.entrySet()) {
      State[] states = last.getValue();
      if (states[masks - 1] != null && (end == null || states[masks - 1].value() < end[masks - 1].value())) {
        end = states;
        pattern = last.getKey();
      }
    }
    return end == null ? null : trace(end[masks - 1], pattern, masks - 1, reached, tables, ways, stays, weights);
  }

  private static int[] mostOptional(Stop stop, Map<Integer, State[]> in, Map<Integer, Market.Leg> onward) {
    int[] most = new int[3];
    for (int a : in.keySet()) {
      for (int d : onward == null ? List.of(0) : onward.keySet()) {
        int[] optional = stop.optional(a, d);
        for (int k = 0; k < 3; k++) {
          most[k] = Math.max(most[k], optional[k]);
        }
      }
    }
    return most;
  }

  private static Map<Integer, State[]> step(
      Stop stop, Map<Integer, State[]> in, Map<Integer, Market.Leg> onward, Menu.Table table, Weights weights, int masks) {
    Map<Integer, State[]> next = new LinkedHashMap<>();
    for (int d : onward == null ? List.of(0) : onward.keySet()) {
      Market.Leg way = onward == null ? null : onward.get(d);
      double leg = way == null ? 0 : weights.of(way.cost(), way.worth());
      State[] states = new State[masks];
      for (Map.Entry<Integer, State[]> from : in.entrySet()) {
        double[] meals = table.best(stop.optional(from.getKey(), d));
        for (int mask = 0; mask < masks; mask++) {
          State state = from.getValue()[mask];
          for (int eaten = 0; state != null && eaten < masks; eaten++) {
            double value = state.value() + meals[eaten] + leg;
            int cell = mask | eaten;
            if (value < Double.POSITIVE_INFINITY && (states[cell] == null || value < states[cell].value())) {
              states[cell] = new State(value, from.getKey(), mask, eaten);
            }
          }
        }
      }
      if (Arrays.stream(states).anyMatch(s -> s != null)) {
        next.put(d, states);
      }
    }
    return next;
  }

  private Solution trace(State end, int lastPattern, int lastMask, List<Map<Integer, State[]>> reached, List<Menu.Table> tables,
      List<Map<Integer, Market.Leg>> ways, List<Market.Stay> stays, Weights weights) {
    int n = model.stops().size();
    Market.Leg[] legs = new Market.Leg[ways.size()];
    List<List<Menu.Pick>> meals = new ArrayList<>();
    State state = end;
    int out = lastPattern;
    for (int i = n - 1; i >= 0; i--) {
      Stop stop = model.stops().get(i);
      if (model.legOut(i) >= 0) {
        legs[model.legOut(i)] = ways.get(model.legOut(i)).get(out);
      }
      meals.addFirst(tables.get(i).picks(stop.optional(state.fromPattern(), out), state.eaten()));
      out = state.fromPattern();
      if (i == 0 && model.legInto(0) >= 0) {
        legs[0] = ways.get(0).get(out);
      }
      state = reached.get(i).get(state.fromPattern())[state.fromMask()];
    }
    return complete(Arrays.asList(legs), stays, meals, weights);
  }

  private Solution complete(List<Market.Leg> legs, List<Market.Stay> stays, List<List<Menu.Pick>> meals, Weights weights) {
    long cost = model.localCost();
    double worth = 0;
    int gaps = 0;
    for (Market.Leg leg : legs) {
      cost += leg.cost();
      worth += leg.worth();
    }
    List<List<List<Sights.Option>>> sights = new ArrayList<>();
    for (int i = 0; i < model.stops().size(); i++) {
      Stop stop = model.stops().get(i);
      if (stays.get(i) != null) {
        cost += stays.get(i).cost() * stop.nights();
        worth += stays.get(i).worth() * stop.nights();
      }
      for (Menu.Pick pick : meals.get(i)) {
        cost += pick.option().cost();
        worth += pick.option().worth();
      }
      gaps += Math.max(0, 3 * stop.fullDays() - meals.get(i).size());
      List<Sights.Window> windows = windows(i, legs);
      List<List<Sights.Option>> chosen = new Sights(schedule, market.sights(stop.town()), windows).choose(weights);
      for (int w = 0; w < windows.size(); w++) {
        gaps += windows.get(w).full() && chosen.get(w).isEmpty() ? 1 : 0;
        for (Sights.Option sight : chosen.get(w)) {
          cost += sight.cost();
          worth += sight.worth();
        }
      }
      sights.add(chosen);
    }
    return new Solution(model, legs, stays, meals, sights, cost, worth, gaps);
  }

  /** The days of a stop on which something can be seen, from the day of arrival to that of departure. */
  List<Sights.Window> windows(int i, List<Market.Leg> legs) {
    Stop stop = model.stops().get(i);
    LegTimes in = model.legInto(i) < 0 ? null : legs.get(model.legInto(i)).times();
    LegTimes out = model.legOut(i) < 0 ? null : legs.get(model.legOut(i)).times();
    Pace pace = market.request().pace();
    int most = switch (pace) {
      case SLOW -> 2;
      case BALANCED -> 3;
      case FAST -> 4;
    };
    int opens = pace == Pace.SLOW ? 9 * 60 + 30 : pace == Pace.FAST ? 8 * 60 + 30 : 9 * 60;
    int closes = pace == Pace.FAST ? 19 * 60 : 18 * 60 + 30;
    List<Sights.Window> windows = new ArrayList<>();
    for (int d = 0; d <= stop.nights(); d++) {
      LocalDate date = stop.arrival().plusDays(d);
      boolean arriving = d == 0 && in != null;
      boolean leaving = d == stop.nights() && out != null;
      int from = arriving ? Math.max(opens, in.free() + 20) : opens;
      int until = leaving ? Math.min(closes, out.leave() - 20) : closes;
      boolean full = !arriving && !leaving;
      boolean lunch = from <= 12 * 60 + 30 && until >= 13 * 60 + 30;
      int room = full ? most : Math.min(most - 1, Math.max(0, until - from - (lunch ? 60 : 0)) / 100);
      windows.add(new Sights.Window(date, from, until, full || lunch && room > 0, full, Math.max(0, room)));
    }
    return windows;
  }
}
