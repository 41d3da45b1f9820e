package io.lotara.trip.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.Eatery;
import io.lotara.travel.HouseRule;
import io.lotara.travel.Meal;
import io.lotara.travel.Party;
import io.lotara.travel.RoomType;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest.RoomWish;
import io.lotara.trip.plan.TripFixture.Planned;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small worlds from a seed, planned and searched by trying everything: the least budget at which there is a plan must be the same. Legs
 * leave at night and arrive at night, so that only full days have meals and trying everything stays simple.
 */
class RandomTripsTest {
  private static final List<String> CUISINES = List.of("Thai", "Greek", "Polish");
  private static final long NONE = Long.MAX_VALUE / 4;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
      32, 33, 34, 35, 36})
  void leastBudgetIsThatOfTryingEverything(int seed) {
    Random random = new Random(seed);
    ListedSource world = world(random);
    TripFixture trip = new TripFixture(world);
    trip.origin = "Home";
    boolean region = random.nextBoolean();
    if (region) {
      trip.in("Land", 2).days(5);
    } else {
      trip.to("A", "B").days(5);
    }
    trip.party = new Party(1 + random.nextInt(4), List.of());
    trip.cuisines = CUISINES.subList(0, random.nextInt(4));
    trip.room = random.nextInt(3) == 0 ? RoomWish.values()[random.nextInt(4)] : null;
    trip.mustAllow = random.nextInt(3) == 0 ? Set.of(HouseRule.PETS) : Set.of();
    trip.forbidden = random.nextInt(4) == 0 ? Set.of(TransportMode.FLIGHT) : Set.of();
    long least = tryEverything(trip, world, region);
    if (least == NONE) {
      trip.plan().infeasible();
      return;
    }
    trip.budget(String.valueOf(least));
    Planned planned = trip.plan();
    assertEquals(least, planned.itinerary().cost().total().longValueExact(), "the only plan at that budget is the cheapest");
    assertEquals(List.of(), planned.notOk().stream().filter(c -> !c.code().equals("timetable")).toList());
    trip.budget(String.valueOf(least - 1));
    assertTrue(trip.plan().infeasible().conflict().contains("budget"));
  }

  private static ListedSource world(Random random) {
    ListedSource world = new ListedSource().town("Home", "Elsewhere");
    List<String> towns = List.of("A", "B", "C");
    for (String town : towns) {
      world.town(town, "Land");
      for (int i = random.nextInt(4) == 0 ? 2 : 0; i < 3; i++) {
        world.stay(town, "House " + i, RoomType.values()[random.nextInt(3)], random.nextInt(3) == 0 ? Set.of(HouseRule.PETS) : Set.of(),
            1 + random.nextInt(3), 1 + random.nextInt(3), 20 + random.nextInt(100), null, null);
      }
      for (int i = 0; i < 10; i++) {
        Set<Meal> meals = EnumSet.of(Meal.values()[i % 3], Meal.values()[random.nextInt(3)]);
        world.eatery(town, "Table " + i, random.nextInt(2) == 0 ? List.of("Local") : List.of(CUISINES.get(random.nextInt(3)), "Local"),
            null, meals,
            5 + random.nextInt(40), Set.of());
      }
      for (int i = 0; i < 4; i++) {
        world.sight(town, "Sight " + i, null, 60, null, 0, List.of());
      }
    }
    List<String> all = List.of("Home", "A", "B", "C");
    for (String from : all) {
      for (String to : all) {
        for (int day = 0; day < 5 && !from.equals(to); day++) {
          LocalDate date = TripFixture.START.plusDays(day);
          if (random.nextInt(5) > 1) {
            world.way(TransportMode.FLIGHT, from, to, date, "04:00", "23:30", 1170, 30 + random.nextInt(200));
          }
          if (random.nextInt(5) > 1) {
            world.way(TransportMode.SELF_DRIVING, from, to, date, null, null, 1380, 10 + random.nextInt(120));
          }
        }
      }
    }
    return world;
  }

  private static long tryEverything(TripFixture trip, ListedSource world, boolean region) {
    long least = NONE;
    List<String> towns = List.of("A", "B", "C");
    for (String first : region ? towns : List.of("A")) {
      for (String second : region ? towns : List.of("B")) {
        for (int nights = 1; nights <= 3 && !first.equals(second); nights++) {
          least = Math.min(least, route(trip, world, List.of(first, second), List.of(nights, 4 - nights)));
        }
      }
    }
    return least;
  }

  private static long route(TripFixture trip, ListedSource world, List<String> towns, List<Integer> nights) {
    int second = nights.getFirst();
    long cost = NONE;
    for (boolean ownCar : new boolean[] {true, false}) {
      long sum = leg(trip, world, "Home", towns.get(0), 0, ownCar) + leg(trip, world, towns.get(0), towns.get(1), second, ownCar)
          + leg(trip, world, towns.get(1), "Home", 4, ownCar);
      cost = Math.min(cost, sum);
    }
    for (int i = 0; i < 2; i++) {
      cost += stay(trip, world, towns.get(i), nights.get(i));
    }
    if (cost >= NONE) {
      return NONE;
    }
    List<Long> meals = new ArrayList<>();
    eat(trip, world, towns, nights, 0, 0, new HashSet<>(), new HashSet<>(), 0, meals);
    return meals.stream().mapToLong(Long::longValue).min().orElse(NONE) + cost;
  }

  private static long leg(TripFixture trip, ListedSource world, String from, String to, int day, boolean ownCar) {
    TransportQuery query = new TransportQuery(world.towns(from).getFirst(), world.towns(to).getFirst(), TripFixture.START.plusDays(day),
        trip.party, null);
    return world.transport(query).stream()
        .filter(o -> !trip.forbidden.contains(o.mode()) && ownCar == (o.mode() == TransportMode.SELF_DRIVING))
        .mapToLong((TransportOffer o) -> o.price().amount().longValueExact()).min().orElse(NONE);
  }

  private static long stay(TripFixture trip, ListedSource world, String town, int nights) {
    long least = NONE;
    for (StayOffer s : world.stays) {
      boolean type = trip.room == null || trip.room == RoomWish.NOT_SHARED && s.roomType() != RoomType.SHARED || s.roomType().name()
          .equals(trip.room.name());
      boolean pets = trip.mustAllow.isEmpty() || !s.forbids().contains(HouseRule.PETS);
      if (s.city().equals(town) && type && pets && s.minimumNights() <= nights) {
        long rooms = (long) Math.ceil((double) trip.party.size() / s.maximumOccupancy());
        least = Math.min(least, rooms * s.nightly().amount().longValueExact() * nights);
      }
    }
    return least;
  }

  /** Every way to eat the three meals of each full day, with a bound on the cost to stay quick. */
  private static void eat(TripFixture trip, ListedSource world, List<String> towns, List<Integer> nights, int town, int slot,
      Set<String> used,
      Set<String> eaten, long cost, List<Long> found) {
    if (town == 2) {
      if (eaten.containsAll(trip.cuisines)) {
        found.add(cost);
      }
      return;
    }
    if (slot == 3 * (nights.get(town) - 1)) {
      eat(trip, world, towns, nights, town + 1, 0, used, eaten, cost, found);
      return;
    }
    long bound = found.stream().mapToLong(Long::longValue).min().orElse(NONE);
    for (Eatery e : world.eateries) {
      long with = cost + e.price().amount().longValueExact() * trip.party.size();
      boolean next = slot < 3 || used.stream().noneMatch(r -> r.startsWith(e.city() + (slot - 3) + ":") && r.compareTo(e.city()
          + (slot - 3) + ":" + e.ref()) > 0);
      if (e.city().equals(towns.get(town)) && e.meals().contains(Meal.values()[slot % 3]) && with < bound && next
          && used.stream().noneMatch(r -> r.endsWith(":" + e.ref()))) {
        Set<String> all = new HashSet<>(used);
        all.add(e.city() + slot + ":" + e.ref());
        Set<String> more = new HashSet<>(eaten);
        more.addAll(e.cuisines());
        eat(trip, world, towns, nights, town, slot + 1, all, more, with, found);
      }
    }
  }
}
