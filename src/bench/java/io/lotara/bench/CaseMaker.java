package io.lotara.bench;

import io.lotara.bench.MadeTables.Eatery;
import io.lotara.bench.MadeTables.Stay;
import io.lotara.bench.MadeTables.Town;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes requests that can be met. A plan is drawn at random from the tables without the planner's help, and the wishes and the budget
 * are taken
 * from it: of one draw for an ample budget, of the cheapest of many for a tight one.
 */
final class CaseMaker {
  private record Draw(int cost, boolean flies, boolean drives, String type, Set<String> allowed, Set<String> eaten) {}

  private final MadeTables tables;
  private final Random random;

  CaseMaker(MadeTables tables, long seed) {
    this.tables = tables;
    this.random = new Random(seed);
  }

  /** The next request; the number decides how long it is and how tight its budget. */
  TripCase next(int number) {
    int cities = 1 + number % 3;
    int days = 1 + 2 * cities;
    while (true) {
      Town home = pick(tables.towns);
      String state = pick(tables.towns).state();
      List<Town> there = new ArrayList<>(tables.towns.stream().filter(t -> t.state().equals(state)).toList());
      if (home.state().equals(state) || there.size() < cities || !home.airport()) {
        continue;
      }
      Collections.shuffle(there, random);
      List<Town> route = there.subList(0, cities);
      LocalDate start = MadeTables.FIRST.plusDays(random.nextInt(MadeTables.DAYS - days + 1));
      TripCase made = made(number, home, route, start, days, 1 + random.nextInt(6));
      if (made != null) {
        return made.query(Sentences.of(made, number / 3));
      }
    }
  }

  private TripCase made(int number, Town home, List<Town> route, LocalDate start, int days, int people) {
    int tries = switch (number / 3 % 3) {
      case 0 -> 400;
      case 1 -> 20;
      default -> 1;
    };
    Draw best = null;
    for (int i = 0; i < tries * 3 && (i < tries || best == null); i++) {
      Draw draw = draw(home, route, start, people);
      best = draw != null && (best == null || draw.cost() < best.cost()) ? draw : best;
    }
    if (best == null) {
      return null;
    }
    List<String> cuisines = new ArrayList<>(best.eaten());
    Collections.shuffle(cuisines, random);
    cuisines = random.nextInt(3) == 0 ? List.of() : List.copyOf(cuisines.subList(0, Math.min(cuisines.size(), 1 + random.nextInt(4))));
    String rule = best.allowed().isEmpty() || random.nextBoolean() ? null : pick(List.copyOf(best.allowed()));
    String type = best.type() == null || random.nextBoolean() ? null : best.type();
    String transport = random.nextInt(3) > 0 ? null : !best.drives() ? "no self-driving" : !best.flies() ? "no flight" : null;
    double slack = tries == 1 ? 1 + random.nextDouble() : 1;
    List<LocalDate> legs = new ArrayList<>();
    for (int i = 0; i <= route.size(); i++) {
      legs.add(start.plusDays(2L * i));
    }
    List<String> cities = route.stream().map(Town::name).toList();
    String destination = cities.size() == 1 ? cities.getFirst() : route.getFirst().state();
    return new TripCase("made-" + number, "", home.name(), destination, cities.size(), start, start.plusDays(days - 1), people,
        (int) Math.ceil(best.cost() * slack), rule, cuisines, type, transport, cities, legs);
  }

  private Draw draw(Town home, List<Town> route, LocalDate start, int people) {
    boolean drives = random.nextInt(3) == 0;
    boolean flies = false;
    int cost = 0;
    Town from = home;
    for (int i = 0; i <= route.size(); i++) {
      Town to = i < route.size() ? route.get(i) : home;
      LocalDate day = start.plusDays(2L * i);
      String pair = from.name() + ">" + to.name();
      Integer km = tables.roads.get(pair);
      List<MadeTables.Flight> flights = tables.flights.getOrDefault(pair, List.of()).stream().filter(f -> f.date().equals(day)).toList();
      if (drives && km != null) {
        cost += km / 20 * ((people + 4) / 5);
      } else if (!drives && !flights.isEmpty()) {
        cost += pick(flights).price() * people;
        flies = true;
      } else if (!drives && km != null) {
        cost += km * ((people + 3) / 4);
      } else {
        return null;
      }
      from = to;
    }
    Set<String> types = new LinkedHashSet<>();
    Set<String> allowed = new LinkedHashSet<>(MadeTables.RULES);
    Set<String> eaten = new LinkedHashSet<>();
    for (Town town : route) {
      List<Stay> open = tables.stays.get(town.name()).stream().filter(s -> s.nights() <= 2).toList();
      if (open.isEmpty()) {
        return null;
      }
      Stay stay = pick(open);
      cost += 2 * stay.price() * ((people + stay.occupancy() - 1) / stay.occupancy());
      types.add(stay.type());
      stay.forbids().forEach(allowed::remove);
      List<Eatery> menu = new ArrayList<>(tables.eateries.get(town.name()));
      Collections.shuffle(menu, random);
      // Three meals on each of three days, the days of travel in full.
      for (Eatery eatery : menu.subList(0, 9)) {
        cost += eatery.price() * people;
        eatery.cuisines().stream().filter(MadeTables.CUISINES::contains).forEach(eaten::add);
      }
    }
    String type = types.size() > 1
        ? types.contains("Shared room") ? null : "not shared room"
        : switch (types.iterator().next()) {
          case "Entire home/apt" -> "entire room";
          case "Private room" -> "private room";
          default -> "shared room";
        };
    return new Draw(cost, flies, drives, type, allowed, eaten);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
