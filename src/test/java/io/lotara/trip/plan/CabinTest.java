package io.lotara.trip.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.Meal;
import io.lotara.travel.RoomType;
import io.lotara.travel.TransportMode;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Check.Status;
import io.lotara.trip.plan.PlanOutcome.Infeasible;
import io.lotara.trip.plan.TripFixture.Planned;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The cabin that was asked for is flown in, or it is said why not. */
class CabinTest {
  private static TripFixture trip(String... cabins) {
    ListedSource world = new ListedSource().town("Home", "Elsewhere").town("Bay", "Land");
    LocalDate start = TripFixture.START;
    for (String cabin : cabins) {
      int price = "business".equals(cabin) ? 900 : 100;
      world.way(TransportMode.FLIGHT, "Home", "Bay", start, "09:00", "11:00", 120, price, cabin);
      world.way(TransportMode.FLIGHT, "Bay", "Home", start.plusDays(2), "15:00", "17:00", 120, price, cabin);
    }
    world.stay("Bay", "Bay Inn", RoomType.PRIVATE, Set.of(), 1, 2, 60, null, null);
    for (int i = 0; i < 9; i++) {
      world.sight("Bay", "Sight " + i, null, 60, null, 0, List.of());
      world.eatery("Bay", "Food " + i, List.of(), null, EnumSet.allOf(Meal.class), 10, Set.of());
    }
    TripFixture trip = new TripFixture(world).to("Bay").days(3);
    trip.origin = "Home";
    trip.cabin = "business";
    return trip;
  }

  private static Set<String> flown(Itinerary plan) {
    return plan.flights().stream().map(f -> String.valueOf(f.cabin())).collect(java.util.stream.Collectors.toSet());
  }

  @Test
  void fliesInTheCabinThatWasAskedForThoughAnotherIsCheaper() {
    Planned planned = trip("economy", "business").plan();
    assertEquals(Set.of("business"), flown(planned.itinerary()));
    assertEquals(List.of(), planned.notOk());
  }

  @Test
  void namesTheCabinThatNobodyFlies() {
    TripFixture trip = trip("economy");
    Infeasible infeasible = trip.plan().infeasible();
    assertEquals(List.of("cabin"), infeasible.conflict());
    assertEquals("cabin", infeasible.nearest().getFirst().constraint());
    trip.cabin = null;
    assertEquals(Set.of("economy"), flown(trip.plan().itinerary()));
  }

  @Test
  void namesTheCabinThatTheBudgetCannotPay() {
    TripFixture trip = trip("economy", "business").budget("1000");
    Infeasible infeasible = trip.plan().infeasible();
    assertEquals(List.of("cabin", "budget"), infeasible.conflict());
    assertTrue(infeasible.nearest().stream().anyMatch(c -> c.constraint().equals("cabin")), infeasible.toString());
    assertTrue(infeasible.nearest().stream().anyMatch(c -> c.constraint().equals("budget")), infeasible.toString());
  }

  @Test
  void saysWhenTheSourceDoesNotTellTheCabin() {
    Planned planned = trip((String) null).plan();
    List<String> assumptions = planned.itinerary().assumptions();
    assertTrue(assumptions.stream().anyMatch(a -> a.contains("business")), assumptions.toString());
    assertEquals(List.of("cabin"), planned.notOk().stream().map(Itinerary.Check::code).toList());
    assertEquals(Status.WARNING, planned.notOk().getFirst().status());
  }

  @Test
  void theCheckerCatchesAnotherCabin() {
    TripFixture trip = trip("economy");
    trip.cabin = null;
    Planned economy = trip.plan();
    trip.cabin = "business";
    List<Itinerary.Check> checks =
        new ItineraryChecker().check(trip.request(), economy.search(), economy.offers(), economy.itinerary(), TripFixture.RATES);
    assertTrue(checks.stream().anyMatch(c -> c.code().equals("cabin") && c.status() == Status.VIOLATED), checks.toString());
  }
}
