package io.lotara.trip.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.HouseRule;
import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.travel.TransportMode;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.TripRequest;
import io.lotara.trip.TripRequest.RoomWish;
import io.lotara.trip.plan.TripFixture.Planned;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TripPlannerTest {

  private static List<Itinerary.MealStop> meals(Itinerary plan) {
    List<Itinerary.MealStop> meals = new ArrayList<>();
    for (Day day : plan.days()) {
      for (Itinerary.MealStop meal : new Itinerary.MealStop[] {day.meals().breakfast(), day.meals().lunch(), day.meals().dinner()}) {
        if (meal != null) {
          meals.add(meal);
        }
      }
    }
    return meals;
  }

  @Test
  void plansThereAndBackWithAFullDayBetween() {
    Planned planned = TripFixture.tables().to("Harbour Point").plan();
    Itinerary plan = planned.itinerary();
    assertEquals(List.of(), planned.notOk());
    Day first = plan.days().get(0);
    assertNull(first.city());
    assertEquals("Norwick", first.from());
    assertEquals("Harbour Point", first.to());
    assertNotNull(first.transport());
    Day second = plan.days().get(1);
    assertEquals("Harbour Point", second.city());
    assertNull(second.transport());
    assertNotNull(second.meals().breakfast());
    assertNotNull(second.meals().lunch());
    assertNotNull(second.meals().dinner());
    assertEquals(3, second.attractions().size());
    Day last = plan.days().get(2);
    assertNull(last.lodging());
    assertEquals("Norwick", last.to());
    assertEquals(List.of("one assumption"), plan.assumptions());
  }

  @Test
  void staysToTheEndWhereTheJourneyIsOneWay() {
    Planned planned = TripFixture.tables().to("Harbour Point").oneWay().plan();
    Itinerary plan = planned.itinerary();
    assertEquals(List.of(), planned.notOk());
    assertEquals(1, plan.days().stream().filter(d -> d.transport() != null).count());
    assertEquals("Harbour Point", plan.days().getLast().city());
    assertNotNull(plan.days().getLast().meals().dinner(), "the last day is a full one");
  }

  @Test
  void costsAreTheSumOfWhatIsChosen() {
    Itinerary plan = TripFixture.tables().to("Harbour Point").budget("2000").plan().itinerary();
    Itinerary.By by = plan.cost().by();
    assertEquals(plan.cost().total(), by.flights().add(by.lodging()).add(by.food()).add(by.activities()).add(by.localTransport()));
    BigDecimal food = meals(plan).stream().map(m -> m.price().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertEquals(food, by.food());
    assertEquals(Boolean.TRUE, plan.cost().withinBudget());
    assertNull(plan.cost().fx());
    assertEquals(plan.cost().total().divide(BigDecimal.valueOf(2), 2, java.math.RoundingMode.HALF_UP), plan.cost().perPerson());
  }

  @Test
  void buysTheBetterHouseWhenTheBudgetAllowsAndTheCheaperWhenNot() {
    Itinerary rich = TripFixture.tables().to("Harbour Point").budget("3000").plan().itinerary();
    Planned poor = TripFixture.tables().to("Harbour Point").budget("420").plan();
    assertEquals("Pier House", rich.hotels().getFirst().name());
    assertTrue(poor.itinerary().cost().total().compareTo(new BigDecimal("420")) <= 0);
    assertEquals(List.of(), poor.notOk());
    assertTrue(poor.itinerary().hotels().getFirst().nightly().amount().compareTo(rich.hotels().getFirst().nightly().amount()) < 0);
  }

  @Test
  void neverRepeatsARestaurantOrASight() {
    Itinerary plan = TripFixture.tables().to("Harbour Point", "Millbrook").days(5).plan().itinerary();
    Set<String> names = new HashSet<>();
    meals(plan).forEach(m -> assertTrue(names.add(m.name() + m.city()), m.name()));
    plan.days().forEach(d -> d.attractions().forEach(a -> assertTrue(names.add(a.name() + a.city()), a.name())));
  }

  @Test
  void eatsEveryWishedCuisineButNotAtHome() {
    TripFixture trip = TripFixture.tables().to("Harbour Point");
    trip.cuisines = List.of("Indian", "french", "Chinese", "Italian", "BBQ");
    Planned planned = trip.plan();
    assertEquals(List.of(), planned.notOk());
    Set<String> eaten = new HashSet<>();
    meals(planned.itinerary()).forEach(m -> eaten.addAll(m.cuisines()));
    assertTrue(eaten.containsAll(List.of("Indian", "French", "Chinese", "Italian", "BBQ")), eaten.toString());
    assertTrue(meals(planned.itinerary()).stream().noneMatch(m -> m.city().equals("Norwick")));
  }

  @Test
  void holdsRoomTypeAndHouseRules() {
    TripFixture trip = TripFixture.tables().to("Harbour Point");
    trip.room = RoomWish.ENTIRE;
    trip.mustAllow = Set.of(HouseRule.CHILDREN_UNDER_10);
    assertEquals("Pier House", trip.plan().itinerary().hotels().getFirst().name());
    trip.room = RoomWish.NOT_SHARED;
    trip.mustAllow = Set.of(HouseRule.PETS);
    assertEquals("Gull Room", trip.plan().itinerary().hotels().getFirst().name());
    trip.room = RoomWish.SHARED;
    trip.mustAllow = Set.of();
    Itinerary shared = trip.plan().itinerary();
    assertEquals("Dock Bunks", shared.hotels().getFirst().name());
    assertEquals(2, shared.days().getFirst().lodging().rooms());
    assertEquals(new BigDecimal("60.00"), shared.days().getFirst().lodging().price().amount());
  }

  @Test
  void takesSmallChildrenOnlyWhereTheyMaySleep() {
    TripFixture trip = TripFixture.tables().to("Harbour Point").days(5);
    trip.room = RoomWish.ENTIRE;
    trip.budget("1600");
    trip.party = new Party(2, List.of());
    assertTrue(trip.plan().itinerary().hotels().getFirst().forbids().contains(HouseRule.CHILDREN_UNDER_10), "the loft is the cheaper");
    trip.party = new Party(1, List.of(7));
    assertEquals("Pier House", trip.plan().itinerary().hotels().getFirst().name());
  }

  @Test
  void usesMinimumNightsOnlyWhenTheyAreStayed() {
    TripFixture trip = TripFixture.tables().to("Harbour Point").budget("700");
    trip.room = RoomWish.ENTIRE;
    trip.days = 3;
    trip.forbidden = Set.of(TransportMode.FLIGHT);
    assertEquals("Pier House", trip.plan().itinerary().hotels().getFirst().name());
    trip.days(5).budget("1000");
    assertEquals("Quiet Loft", trip.plan().itinerary().hotels().getFirst().name());
  }

  @Test
  void neverMixesOnesOwnCar() {
    TripFixture trip = TripFixture.tables().to("Harbour Point", "Millbrook").days(5);
    for (Set<TransportMode> forbidden : List.of(Set.<TransportMode>of(), Set.of(TransportMode.SELF_DRIVING),
        Set.of(TransportMode.FLIGHT))) {
      trip.forbidden = forbidden;
      Planned planned = trip.plan();
      assertEquals(List.of(), planned.notOk());
      planned.itinerary().days().stream().filter(d -> d.transport() != null)
          .forEach(d -> assertTrue(!forbidden.contains(d.transport().mode()), d.transport().toString()));
    }
  }

  @Test
  void choosesTownsOfARegionThatCanBeReached() {
    Planned planned = TripFixture.tables().in("Averland", 2).days(5).plan();
    assertEquals(List.of(), planned.notOk());
    assertEquals(2, planned.itinerary().trip().destinations().size());
    assertTrue(planned.itinerary().alternatives().size() <= 3);
  }

  @Test
  void staysUnevenlyWhenTheOnlyFlightIsOnAnotherDay() {
    TripFixture trip = TripFixture.tables().to("Harbour Point", "Millbrook").days(5);
    trip.forbidden = Set.of(TransportMode.SELF_DRIVING, TransportMode.TAXI);
    Itinerary even = trip.plan().itinerary();
    assertEquals("T400", even.days().get(2).transport().ref());
    assertEquals(List.of(2, 2), nights(even));
    // On the 6th there is a flight out too, and then one night is all that the flight of the 7th leaves.
    trip.start = TripFixture.START.plusDays(1);
    trip.days = 4;
    Itinerary uneven = trip.plan().itinerary();
    assertEquals(List.of(1, 2), nights(uneven));
    assertEquals("T400", uneven.days().get(1).transport().ref());
  }

  private static List<Integer> nights(Itinerary plan) {
    return plan.trip().destinations().stream()
        .map(town -> (int) plan.days().stream().filter(d -> d.lodging() != null && d.lodging().city().equals(town)).count()).toList();
  }

  @Test
  void keepsTheLegsOnTheirDays() {
    TripFixture trip = TripFixture.tables().to("Harbour Point", "Millbrook").days(5);
    trip.legs = List.of(new TripRequest.Leg("Norwick", "Harbour Point", TripFixture.START),
        new TripRequest.Leg("Harbour Point", "Millbrook", TripFixture.START.plusDays(1)),
        new TripRequest.Leg("Millbrook", "Norwick", TripFixture.START.plusDays(4)));
    Planned planned = trip.plan();
    assertEquals(List.of(1, 3), planned.search().routes().getFirst().nights());
    assertEquals("Millbrook", planned.itinerary().days().get(1).to());
    assertEquals(List.of(), planned.notOk());
  }

  @Test
  void startsInTheFirstTownWhenNobodySaysWhereFrom() {
    TripFixture trip = TripFixture.tables().to("Harbour Point", "Millbrook").days(4);
    trip.origin = null;
    Planned planned = trip.plan();
    Itinerary plan = planned.itinerary();
    assertEquals(List.of(), planned.notOk());
    assertEquals("Harbour Point", plan.days().getFirst().city());
    assertNotNull(plan.days().getFirst().meals().breakfast());
    assertEquals("Millbrook", plan.days().getLast().city());
    assertNull(plan.days().getLast().lodging());
    assertEquals(1, plan.days().stream().filter(d -> d.transport() != null).count());
  }

  @Test
  void goesThereAndBackOnOneDay() {
    TripFixture trip = TripFixture.tables().to("Millbrook").days(1);
    trip.start = TripFixture.START;
    trip.forbidden = Set.of(TransportMode.FLIGHT);
    Planned planned = trip.plan();
    Itinerary plan = planned.itinerary();
    assertEquals(List.of(), planned.notOk());
    assertEquals(2, plan.days().getFirst().items().stream().filter(i -> i.kind().equals("transport")).count());
    assertEquals(new BigDecimal("61.00"), plan.cost().by().flights());
    assertNull(plan.days().getFirst().lodging());
  }

  @Test
  void tellsCostsInTheTripsCurrencyAndTheRate() {
    TripFixture trip = TripFixture.tables().to("Harbour Point");
    trip.currency = "VND";
    trip.budget = new TripRequest.Budget(new BigDecimal("25000000"), "VND", TripRequest.BudgetScope.PER_PERSON);
    Planned planned = trip.plan();
    Itinerary.Cost cost = planned.itinerary().cost();
    assertEquals(List.of(), planned.notOk());
    assertEquals("VND", cost.currency());
    assertEquals(0, cost.total().scale());
    assertEquals(new BigDecimal("50000000"), cost.budget());
    assertEquals(0, new BigDecimal("25000").compareTo(cost.fx().rate()));
    assertEquals("USD", planned.itinerary().days().getFirst().transport().price().currency());
  }

  @Test
  void addsLocalTransportForEachPersonAndNight() {
    TripFixture trip = TripFixture.tables().to("Harbour Point");
    trip.localTransport = Map.of("reference-tables:Harbour Point", Price.estimated(4, "USD"));
    Itinerary plan = trip.plan().itinerary();
    assertEquals(new BigDecimal("16.00"), plan.cost().by().localTransport());
  }

  @Test
  void saysWhatEachChoiceWonOn() {
    Itinerary plan = TripFixture.tables().to("Harbour Point").plan().itinerary();
    assertTrue(plan.why().stream().anyMatch(w -> w.item().startsWith("Norwick to Harbour Point") && w.next() != null));
    assertTrue(plan.why().stream().anyMatch(w -> w.item().equals("lodging in Harbour Point")));
    plan.why().forEach(w -> assertTrue(!w.reason().isBlank()));
  }

  @Test
  void alternativesHoldTheBudgetToo() {
    Itinerary plan = TripFixture.tables().to("Harbour Point").budget("1500").plan().itinerary();
    assertTrue(!plan.alternatives().isEmpty());
    plan.alternatives().forEach(a -> assertTrue(a.total().compareTo(new BigDecimal("1500")) <= 0, a.toString()));
  }

  @Test
  void followsThePace() {
    TripFixture trip = TripFixture.tables().to("Harbour Point");
    trip.pace = TripRequest.Pace.SLOW;
    assertEquals(2, trip.plan().itinerary().days().get(1).attractions().size());
    trip.pace = TripRequest.Pace.FAST;
    int fast = trip.plan().itinerary().days().get(1).attractions().size();
    assertTrue(fast == 3 || fast == 4, "more than two, and far ones on other days: " + fast);
  }

  @Test
  void plansTheSameFromTheSame() {
    TripFixture trip = TripFixture.tables().in("Averland", 2).days(5).budget("1800");
    trip.cuisines = List.of("French", "Indian");
    assertEquals(trip.plan().itinerary(), trip.plan().itinerary());
    assertEquals(TripFixture.tables().in("Averland", 2).days(5).plan().itinerary().toString(),
        TripFixture.tables().in("Averland", 2).days(5).plan().itinerary().toString());
  }
}
