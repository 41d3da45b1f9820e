package io.lotara.trip.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.HouseRule;
import io.lotara.travel.TransportMode;
import io.lotara.trip.TripRequest;
import io.lotara.trip.TripRequest.RoomWish;
import io.lotara.trip.plan.PlanOutcome.Change;
import io.lotara.trip.plan.PlanOutcome.Infeasible;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InfeasibleTripTest {

  private static Change first(Infeasible infeasible, String constraint) {
    return infeasible.nearest().stream().filter(c -> c.constraint().equals(constraint)).findFirst()
        .orElseThrow(() -> new AssertionError("no change of " + constraint + " in " + infeasible));
  }

  @Test
  void namesTheBudgetAndExactlyHowMuchWouldDo() {
    TripFixture trip = TripFixture.tables().to("Harbour Point").budget("100");
    Infeasible infeasible = trip.plan().infeasible();
    assertEquals(List.of("budget"), infeasible.conflict());
    BigDecimal enough = (BigDecimal) first(infeasible, "budget").value();
    trip.budget(enough.toPlainString());
    assertTrue(trip.plan().itinerary().cost().total().compareTo(enough) <= 0);
    trip.budget(enough.subtract(new BigDecimal("0.01")).toPlainString());
    assertEquals(List.of("budget"), trip.plan().infeasible().conflict());
  }

  @Test
  void tellsABudgetPerPersonInItsOwnCurrencyAndPerPerson() {
    TripFixture trip = TripFixture.tables().to("Harbour Point");
    trip.budget = new TripRequest.Budget(new BigDecimal("20"), "EUR", TripRequest.BudgetScope.PER_PERSON);
    BigDecimal enough = (BigDecimal) first(trip.plan().infeasible(), "budget").value();
    trip.budget = new TripRequest.Budget(enough, "EUR", TripRequest.BudgetScope.PER_PERSON);
    assertEquals(Boolean.TRUE, trip.plan().itinerary().cost().withinBudget());
    trip.budget = new TripRequest.Budget(enough.subtract(new BigDecimal("0.02")), "EUR", TripRequest.BudgetScope.PER_PERSON);
    trip.plan().infeasible();
  }

  @Test
  void namesTheRoomTypeThatNobodyOffers() {
    TripFixture trip = TripFixture.tables().to("Millbrook");
    trip.room = RoomWish.SHARED;
    Infeasible infeasible = trip.plan().infeasible();
    assertEquals(List.of("room_type"), infeasible.conflict());
    trip.room = RoomWish.valueOf(first(infeasible, "room_type").value().toString().toUpperCase(java.util.Locale.ROOT));
    trip.plan().itinerary();
  }

  @Test
  void namesTheWishThatFailsAloneThoughTheBudgetWouldFailToo() {
    TripFixture trip = TripFixture.tables().to("Millbrook").budget("10");
    trip.room = RoomWish.SHARED;
    trip.cuisines = List.of("American");
    Infeasible infeasible = trip.plan().infeasible();
    assertEquals(List.of("room_type"), infeasible.conflict());
    Change change = first(infeasible, "room_type");
    assertTrue(change.text().contains("raise the budget"), change.text());
  }

  @Test
  void namesRoomTypeAndHouseRuleWhenOnlyTogetherTheyFail() {
    TripFixture trip = TripFixture.tables().to("Harbour Point");
    trip.room = RoomWish.ENTIRE;
    trip.mustAllow = Set.of(HouseRule.PETS, HouseRule.CHILDREN_UNDER_10);
    Infeasible infeasible = trip.plan().infeasible();
    assertTrue(infeasible.conflict().containsAll(List.of("room_type", "house_rule")), infeasible.toString());
    assertFalse(infeasible.nearest().isEmpty());
    assertEquals("Gull Room", withRoom(trip, null).plan().itinerary().hotels().getFirst().name());
  }

  private static TripFixture withRoom(TripFixture trip, RoomWish room) {
    trip.room = room;
    return trip;
  }

  @Test
  void namesMinimumNightsWhereTheyRuleTheRoomOut() {
    TripFixture trip = TripFixture.tables().to("Millbrook").days(2);
    trip.room = RoomWish.ENTIRE;
    trip.forbidden = Set.of(TransportMode.FLIGHT);
    assertEquals(List.of("minimum_nights", "room_type"), trip.plan().infeasible().conflict());
    trip.days(3);
    assertEquals("Mill Cottage", trip.plan().itinerary().hotels().getFirst().name());
  }

  @Test
  void namesTheCuisineThatNobodyServes() {
    TripFixture trip = TripFixture.tables().to("Millbrook").days(5);
    trip.cuisines = List.of("American", "Indian");
    Infeasible infeasible = trip.plan().infeasible();
    assertEquals(List.of("cuisine"), infeasible.conflict());
    assertEquals(List.of("American"), first(infeasible, "cuisine").value());
    trip.cuisines = List.of("American");
    trip.plan().itinerary();
  }

  @Test
  void namesTheTransportThatIsForbidden() {
    TripFixture trip = TripFixture.tables().to("Harbour Point");
    trip.forbidden = Set.of(TransportMode.SELF_DRIVING, TransportMode.TAXI, TransportMode.FLIGHT);
    Infeasible infeasible = trip.plan().infeasible();
    assertEquals(List.of("transport"), infeasible.conflict());
    assertEquals(3, infeasible.nearest().size(), infeasible.nearest().toString());
  }

  @Test
  void namesTheLimitForANightAndTheLowestThatWorks() {
    TripFixture trip = TripFixture.tables().to("Millbrook");
    trip.maxPerNight = new BigDecimal("50");
    Infeasible infeasible = trip.plan().infeasible();
    assertEquals(List.of("max_per_night"), infeasible.conflict());
    assertEquals(new BigDecimal("70.00"), first(infeasible, "max_per_night").value());
  }

  @Test
  void saysWhichLegNobodyServes() {
    TripFixture trip = TripFixture.tables().to("Far Reach");
    Infeasible infeasible = trip.plan().infeasible();
    assertEquals(List.of("no_transport"), infeasible.conflict());
    assertTrue(infeasible.message().contains("Norwick to Far Reach on 2031-05-05"), infeasible.message());
  }

  @Test
  void saysWhereNobodyHasABed() {
    TripFixture trip = TripFixture.tables().to("St. Orla");
    trip.origin = null;
    assertEquals(List.of("no_lodging"), trip.plan().infeasible().conflict());
  }

  @Test
  void saysWhenThereAreMoreTownsThanNights() {
    TripFixture trip = TripFixture.tables().to("Harbour Point", "Millbrook", "Stonefield").days(3);
    Infeasible infeasible = trip.plan().infeasible();
    assertEquals(List.of("city_count", "dates"), infeasible.conflict());
  }

  @Test
  void findsChangesWhenTwoThingsAreWrongAtOnce() {
    TripFixture trip = TripFixture.tables().to("Millbrook").budget("60");
    trip.room = RoomWish.SHARED;
    Infeasible infeasible = trip.plan().infeasible();
    assertEquals(1, infeasible.conflict().size());
    assertFalse(infeasible.nearest().isEmpty());
    assertTrue(infeasible.nearest().stream().anyMatch(c -> c.text().contains(" and raise the budget to ")), infeasible.nearest()
        .toString());
  }

  @Test
  void everyChangeOfOneWishThatIsToldWorks() {
    TripFixture trip = TripFixture.tables().to("Harbour Point").budget("480");
    trip.room = RoomWish.ENTIRE;
    Infeasible infeasible = trip.plan().infeasible();
    assertEquals(List.of("room_type", "budget"), infeasible.conflict());
    for (Change change : infeasible.nearest()) {
      TripFixture again = TripFixture.tables().to("Harbour Point").budget("480");
      again.room = RoomWish.ENTIRE;
      switch (change.constraint()) {
        case "budget" -> again.budget(change.value().toString());
        case "room_type" -> again.room = change.value() == null ? null : RoomWish.valueOf(change.value().toString()
            .toUpperCase(java.util.Locale.ROOT));
        case "dates" -> again.days(2);
        default -> throw new AssertionError(change);
      }
      again.plan().itinerary();
    }
  }

  @Test
  void saysWhenADayLessWouldDo() {
    TripFixture trip = TripFixture.tables().to("Millbrook").days(5);
    trip.forbidden = Set.of(TransportMode.FLIGHT, TransportMode.TAXI);
    trip.budget("1");
    BigDecimal five = (BigDecimal) first(trip.plan().infeasible(), "budget").value();
    trip.budget(five.subtract(BigDecimal.ONE).toPlainString());
    Change change = first(trip.plan().infeasible(), "dates");
    assertEquals("2031-05-08", change.value());
    trip.days(4);
    trip.plan().itinerary();
  }

  @Test
  void saysWhenARegionHasTooFewTowns() {
    assertEquals(List.of("city_count"), TripFixture.tables().in("Beyond", 2).days(6).plan().infeasible().conflict());
    assertEquals(List.of("city_count", "dates"), TripFixture.tables().in("Averland", 5).days(4).plan().infeasible().conflict());
  }
}
