package io.lotara.trip.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.Meal;
import io.lotara.travel.Party;
import io.lotara.travel.Position;
import io.lotara.travel.RoomType;
import io.lotara.travel.TransportMode;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Check.Status;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.TripRequest;
import io.lotara.trip.plan.TripFixture.Planned;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trips over a source that estimates: fares without timetables, areas instead of hotels, opening hours, meals of certain kinds, diets. */
class EstimatedTripsTest {
  private static final List<String> HOURS = List.of("24/7", "Tu-Su 10:00-17:00", "Mo-Su 09:00-18:00", "Mo,We-Su 09:30-16:30",
      "Mo-Fr 10:00-12:00,14:00-18:00", "Mo-Su 17:00-24:00", "Mo-Sa 08:00-13:00");
  private static final List<String> INTERESTS = List.of("museums", "food", "nature", "temples", "nightlife");

  private static ListedSource world(long seed) {
    Random random = new Random(seed);
    ListedSource world = new ListedSource().town("Home", "Elsewhere");
    for (int t = 0; t < 4; t++) {
      String town = "Town " + t;
      world.town(town, "Land");
      double lat = 10 + t;
      for (String level : List.of("Simple", "Mid-range", "Upscale")) {
        for (String area : List.of("Old Quarter", "Riverside", "Station")) {
          world.stay(town, level + " hotel in " + area, RoomType.PRIVATE, Set.of(), 1, 2, 25 + random.nextInt(200), null, null);
        }
      }
      for (int i = 0; i < 16; i++) {
        world.sight(town, "Place " + i, new Position(lat + random.nextDouble() * 0.1, 100 + random.nextDouble() * 0.1),
            List.of(30, 60, 90, 120, 240, 480).get(random.nextInt(6)), HOURS.get(random.nextInt(HOURS.size())), random.nextInt(3) * 9,
            List.of(INTERESTS.get(random.nextInt(5))));
      }
      for (int i = 0; i < 26; i++) {
        Set<Meal> meals = i % 3 == 0 ? EnumSet.of(Meal.BREAKFAST) : i % 3 == 1 ? EnumSet.of(Meal.LUNCH,
            Meal.DINNER) : EnumSet.allOf(Meal.class);
        world.eatery(town, "Food " + i, List.of(List.of("Thai", "Indian", "Cafe", "Seafood").get(random.nextInt(4))),
            new Position(lat + random.nextDouble() * 0.1, 100 + random.nextDouble() * 0.1), meals, 4 + random.nextInt(30),
            i % 4 == 0 ? Set.of("vegetarian", "halal") : Set.of());
      }
    }
    List<String> towns = List.of("Home", "Town 0", "Town 1", "Town 2", "Town 3");
    for (String from : towns) {
      for (String to : towns) {
        for (int day = 0; day < 31 && !from.equals(to); day++) {
          LocalDate date = TripFixture.START.plusDays(day);
          boolean home = from.equals("Home") || to.equals("Home");
          world.way(home ? TransportMode.FLIGHT : TransportMode.TRAIN, from, to, date, null, null, home ? 150 + random.nextInt(600) : 150,
              40);
          world.way(home ? TransportMode.FLIGHT : TransportMode.BUS, from, to, date, null, null, home ? 780 : 330, 20);
        }
      }
    }
    return world;
  }

  private static TripFixture trip(long seed) {
    TripFixture trip = new TripFixture(world(seed));
    trip.origin = "Home";
    return trip;
  }

  static IntStream seeds() {
    return IntStream.rangeClosed(1, Integer.getInteger("lotara.test.seeds", 60));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void violatesNothing(int seed) {
    Random random = new Random(seed * 31L);
    TripFixture trip = trip(seed);
    trip.days(1 + random.nextInt(random.nextInt(4) == 0 ? 30 : 12));
    if (trip.days > 3 && random.nextBoolean()) {
      trip.in("Land", trip.days > 5 ? 3 : 2);
    } else if (trip.days > 2 && random.nextBoolean()) {
      trip.to("Town 2", "Town 0");
    } else {
      trip.to("Town 1");
    }
    trip.origin = random.nextInt(4) == 0 ? null : "Home";
    trip.party = new Party(1 + random.nextInt(4), random.nextBoolean() ? List.of() : List.of(4, 12));
    trip.pace = TripRequest.Pace.values()[random.nextInt(3)];
    trip.interests = INTERESTS.subList(0, random.nextInt(4));
    trip.cuisines = trip.days < 3 || random.nextBoolean() ? List.of() : List.of("Indian", "Seafood");
    trip.dietary = random.nextInt(3) == 0 && trip.cuisines.isEmpty() ? List.of("vegetarian") : List.of();
    Planned planned = trip.plan();
    List<Itinerary.Check> violated = planned.notOk().stream().filter(c -> c.status() == Status.VIOLATED).toList();
    assertEquals(List.of(), violated);
    Itinerary rich = planned.itinerary();
    trip.budget(rich.cost().total().multiply(new java.math.BigDecimal("0.7")).toPlainString());
    Planned cheaper = trip.plan();
    if (cheaper.outcome() instanceof PlanOutcome.Planned) {
      assertEquals(List.of(), cheaper.notOk().stream().filter(c -> c.status() == Status.VIOLATED).toList());
    }
  }

  @Test
  void inventsNoTimesOfALegWithoutATimetable() {
    Itinerary plan = trip(1).to("Town 1").days(3).plan().itinerary();
    Day first = plan.days().getFirst();
    assertNull(first.transport().depart());
    assertNull(first.transport().arrive());
    Itinerary.Item leg = first.items().stream().filter(i -> i.kind().equals("transport")).findFirst().orElseThrow();
    assertNull(leg.start());
    assertNull(leg.end());
    assertNotNull(leg.note());
  }

  @Test
  void takesNeitherTheCheapestNorTheDearestRoomWhenNothingElseIsKnown() {
    Planned planned = trip(3).to("Town 1").days(4).plan();
    List<java.math.BigDecimal> prices = planned.offers().stays().stream().map(s -> s.nightly().amount()).sorted().toList();
    java.math.BigDecimal chosen = planned.itinerary().hotels().getFirst().nightly().amount();
    assertTrue(chosen.compareTo(prices.getFirst()) > 0 && chosen.compareTo(prices.getLast()) < 0, chosen + " of " + prices);
  }

  @Test
  void prefersSightsOfTheTravellersInterests() {
    ListedSource world = world(5);
    world.sights.clear();
    for (int i = 0; i < 12; i++) {
      world.sight("Town 1", "Place " + i, null, 90, "Mo-Su 09:00-18:00", 0, List.of(i < 9 ? "museums" : "temples"));
    }
    TripFixture plain = new TripFixture(world).to("Town 1").days(3);
    plain.origin = "Home";
    TripFixture keen = new TripFixture(world).to("Town 1").days(3);
    keen.origin = "Home";
    keen.interests = List.of("temples");
    assertEquals(0, temples(plain));
    assertTrue(temples(keen) > 0);
  }

  private static long temples(TripFixture trip) {
    return trip.plan().itinerary().days().stream().flatMap(d -> d.attractions().stream())
        .filter(v -> List.of("Place 9", "Place 10", "Place 11").contains(v.name())).count();
  }

  @Test
  void eatsOnlyWhereTheDietIsPossibleAndLeavesMealsOpenWhenTooFewAreKnown() {
    TripFixture trip = trip(2).to("Town 1").days(7);
    trip.dietary = List.of("halal");
    Planned planned = trip.plan();
    assertEquals(List.of("meals", "timetable"), planned.notOk().stream().map(Itinerary.Check::code).sorted().toList());
    assertTrue(planned.notOk().stream().allMatch(c -> c.status() == Status.WARNING));
  }

  @Test
  void saysWhenNobodyServesTheDiet() {
    TripFixture trip = trip(2).to("Town 1").days(3);
    trip.dietary = List.of("kosher");
    assertEquals(List.of("diet"), trip.plan().infeasible().conflict());
  }

  @Test
  void staysOnlyWhileThePriceHolds() {
    ListedSource world = world(4);
    world.stays.clear();
    LocalDate from = TripFixture.START;
    world.stay("Town 1", "Until the third night", RoomType.PRIVATE, Set.of(), 1, 2, 10, from, from.plusDays(3));
    world.stay("Town 1", "All nights", RoomType.PRIVATE, Set.of(), 1, 2, 90, from, from.plusDays(4));
    TripFixture trip = new TripFixture(world).to("Town 1").days(5);
    trip.origin = "Home";
    assertEquals("All nights", trip.plan().itinerary().hotels().getFirst().name());
    trip.days(4);
    trip.budget("800");
    assertEquals("Until the third night", trip.plan().itinerary().hotels().getFirst().name());
  }

  @Test
  void spreadsALongStayOverManySights() {
    Itinerary plan = trip(6).to("Town 1").days(8).plan().itinerary();
    for (Day day : plan.days().subList(1, 7)) {
      assertFalse(day.attractions().isEmpty(), "day " + day.day());
    }
  }

  @Test
  void leavesMealsOpenWhenAMonthEatsUpTheTown() {
    TripFixture trip = trip(7).to("Town 1").days(30);
    trip.cuisines = List.of("Indian", "Seafood", "Thai");
    Planned planned = trip.plan();
    assertEquals(List.of(), planned.notOk().stream().filter(c -> c.status() == Status.VIOLATED).toList());
    assertTrue(planned.notOk().stream().anyMatch(c -> c.code().equals("meals")));
  }
}
