package io.lotara.trip.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.HouseRule;
import io.lotara.travel.Price;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportMode;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Check;
import io.lotara.trip.Itinerary.Check.Status;
import io.lotara.trip.Itinerary.Cost;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.Itinerary.DayMeals;
import io.lotara.trip.Itinerary.Item;
import io.lotara.trip.Itinerary.MealStop;
import io.lotara.trip.Itinerary.Night;
import io.lotara.trip.Itinerary.Ride;
import io.lotara.trip.Itinerary.Visit;
import io.lotara.trip.Offers;
import io.lotara.trip.TripRequest;
import io.lotara.trip.TripRequest.RoomWish;
import io.lotara.trip.plan.TripFixture.Planned;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each mutation of a right plan is caught by the check that is there for it. */
class ItineraryCheckerTest {
  private final ItineraryChecker checker = new ItineraryChecker();
  private TripFixture trip;
  private Planned planned;
  private Itinerary plan;

  @BeforeEach
  void planFirst() {
    trip = TripFixture.tables().to("Harbour Point", "Millbrook").days(5).budget("3000");
    trip.forbidden = Set.of(TransportMode.SELF_DRIVING);
    trip.cuisines = List.of("Indian", "Seafood");
    trip.mustAllow = Set.of(HouseRule.VISITORS);
    planned = trip.plan();
    plan = planned.itinerary();
  }

  private Status status(String code, TripRequest request, Offers offers, Itinerary itinerary) {
    return checker.check(request, planned.search(), offers, itinerary).stream()
        .filter(c -> c.code().equals(code)).map(Check::status).findFirst().orElse(null);
  }

  private void caught(String code, Itinerary mutated) {
    assertNotEquals(plan, mutated, "the mutation changes nothing");
    assertEquals(Status.VIOLATED, status(code, planned.request(), planned.offers(), mutated), code + " in "
        + checker.check(planned.request(), planned.search(), planned.offers(), mutated));
  }

  private Itinerary days(UnaryOperator<List<Day>> change) {
    return with(change.apply(new ArrayList<>(plan.days())), plan.cost());
  }

  private Itinerary with(List<Day> days, Cost cost) {
    return new Itinerary(plan.summary(), plan.trip(), plan.understood(), plan.assumptions(), days, plan.flights(), plan.hotels(), cost,
        plan.checks(), plan.alternatives(), plan.why());
  }

  private Itinerary day(int number, UnaryOperator<Day> change) {
    return days(all -> {
      all.set(number - 1, change.apply(all.get(number - 1)));
      return all;
    });
  }

  private static Day with(Day d, DayMeals meals) {
    return new Day(d.day(), d.date(), d.city(), d.from(), d.to(), d.transport(), meals, d.attractions(), d.lodging(), d.items());
  }

  private static Day with(Day d, List<Visit> visits, List<Item> items) {
    return new Day(d.day(), d.date(), d.city(), d.from(), d.to(), d.transport(), d.meals(), visits, d.lodging(), items);
  }

  private static Day with(Day d, Night night) {
    return new Day(d.day(), d.date(), d.city(), d.from(), d.to(), d.transport(), d.meals(), d.attractions(), night, d.items());
  }

  private static Day with(Day d, Ride ride) {
    return new Day(d.day(), d.date(), d.city(), d.from(), d.to(), ride, d.meals(), d.attractions(), d.lodging(), d.items());
  }

  private static MealStop named(MealStop m, String name) {
    return new MealStop(name, m.city(), m.ref(), m.source(), m.cuisines(), m.coordinates(), m.price(), m.fetchedAt(), m.expiresAt());
  }

  private static MealStop priced(MealStop m, Price price) {
    return new MealStop(m.name(), m.city(), m.ref(), m.source(), m.cuisines(), m.coordinates(), price, m.fetchedAt(), m.expiresAt());
  }

  private static Night rooms(Night n, int rooms, Price price) {
    return new Night(n.name(), n.city(), n.ref(), n.source(), rooms, price, n.fetchedAt(), n.expiresAt());
  }

  @Test
  void findsNothingInARightPlan() {
    assertEquals(List.of(), planned.notOk());
    List<Check> checks = checker.check(planned.request(), planned.search(), planned.offers(), plan);
    assertTrue(checks.size() >= 20, checks.toString());
    assertEquals(checks, plan.withChecks(checks).checks());
  }

  @Test
  void catchesAMissingAndAMisdatedDay() {
    caught("dates", days(all -> all.subList(0, 4)));
    caught("dates", day(3, d -> new Day(3, d.date().plusDays(1), d.city(), d.from(), d.to(), d.transport(), d.meals(), d.attractions(),
        d.lodging(), d.items())));
  }

  @Test
  void catchesATripThatDoesNotComeHome() {
    Itinerary open = day(5, d -> new Day(5, d.date(), "Millbrook", null, null, null, d.meals(), d.attractions(), null,
        d.items().stream().filter(i -> !i.kind().equals("transport")).toList()));
    caught("closed_trip", open);
  }

  @Test
  void catchesALegThatStartsElsewhere() {
    caught("route", day(3, d -> new Day(3, d.date(), null, "Norwick", d.to(), d.transport(), d.meals(), d.attractions(), d.lodging(), d.items())));
    caught("route", day(2, d -> new Day(2, d.date(), "Millbrook", null, null, null, d.meals(), d.attractions(), d.lodging(), d.items())));
  }

  @Test
  void catchesOtherTownsThanTold() {
    Itinerary.Trip t = plan.trip();
    Itinerary.Trip told = new Itinerary.Trip(t.origin(), List.of("Millbrook", "Harbour Point"), t.dates(), t.days(), t.travellers());
    caught("cities", new Itinerary(plan.summary(), told, plan.understood(), plan.assumptions(), plan.days(), plan.flights(), plan.hotels(),
        plan.cost(), plan.checks(), plan.alternatives(), plan.why()));
  }

  @Test
  void catchesWrongCityCountAndForbiddenTransport() {
    TripFixture region = TripFixture.tables().in("Averland", 3).days(5);
    assertEquals(Status.VIOLATED, status("cities", region.request(), planned.offers(), plan));
    trip.forbidden = Set.of(plan.days().getFirst().transport().mode());
    assertEquals(Status.VIOLATED, status("transport", trip.request(), planned.offers(), plan));
  }

  @Test
  void catchesOnesOwnCarMixedWithOthers() {
    Ride r = plan.days().getFirst().transport();
    caught("own_car", day(1, d -> with(d,
        new Ride(TransportMode.SELF_DRIVING, r.ref(), r.source(), r.from(), r.to(), r.depart(), r.arrive(), r.durationMinutes(), r.price(), r.fetchedAt(), r.expiresAt()))));
  }

  @Test
  void catchesLegsOnOtherDaysThanAskedFor() {
    trip.legs = List.of(new TripRequest.Leg("Harbour Point", "Millbrook", TripFixture.START.plusDays(1)));
    assertEquals(Status.VIOLATED, status("legs", trip.request(), planned.offers(), plan));
  }

  @Test
  void catchesARideThatNobodyOffers() {
    Ride r = plan.days().getFirst().transport();
    caught("refs", day(1, d -> with(d, new Ride(r.mode(), "X999", r.source(), r.from(), r.to(), r.depart(), r.arrive(), r.durationMinutes(), r.price(),
        r.fetchedAt(), r.expiresAt()))));
    caught("refs", day(1, d -> with(d, new Ride(r.mode(), r.ref(), r.source(), r.from(), r.to(), "2031-05-05T05:00", r.arrive(),
        r.durationMinutes(), r.price(), r.fetchedAt(), r.expiresAt()))));
  }

  @Test
  void catchesInventedNamesAndPrices() {
    caught("refs", day(2, d -> with(d, new DayMeals(named(d.meals().breakfast(), "The Invented"), d.meals().lunch(), d.meals().dinner()))));
    caught("prices", day(2, d -> with(d,
        new DayMeals(priced(d.meals().breakfast(), Price.live(BigDecimal.ONE, "USD")), d.meals().lunch(), d.meals().dinner()))));
    caught("refs", day(2, d -> {
      Visit v = d.attractions().getFirst();
      List<Visit> visits = new ArrayList<>(d.attractions());
      visits.set(0, new Visit("Palace of Air", v.city(), v.ref(), v.source(), v.kind(), v.coordinates(), v.start(), v.end(), v.price(), v.url(), v.fetchedAt(), v.expiresAt()));
      return with(d, visits, d.items());
    }));
    caught("prices", day(1, d -> with(d, rooms(d.lodging(), d.lodging().rooms(), Price.live(BigDecimal.ONE, "USD")))));
  }

  @Test
  void catchesItemsThatTellSomethingElse() {
    caught("items", day(2, d -> with(d, d.attractions(), d.items().subList(1, d.items().size()))));
    caught("items", day(2, d -> with(d, new DayMeals(null, d.meals().lunch(), d.meals().dinner()))));
  }

  @Test
  void catchesNightsWithoutABedAndBedsInOtherTowns() {
    caught("lodging", day(2, d -> with(d, (Night) null)));
    Night elsewhere = plan.days().get(3).lodging();
    caught("lodging", day(2, d -> with(d, elsewhere)));
    caught("lodging", day(5, d -> with(d, elsewhere)));
  }

  @Test
  void catchesTooFewAndTooManyRooms() {
    Night n = plan.days().getFirst().lodging();
    caught("occupancy", day(1, d -> with(d, rooms(n, 0, n.price()))));
    caught("occupancy", day(1, d -> with(d, rooms(n, n.rooms() + 1, n.price()))));
  }

  @Test
  void catchesStaysThatAreTooShort() {
    List<StayOffer> strict = planned.offers().stays().stream().map(s -> new StayOffer(s.ref(), s.source(), s.name(), s.city(), s.area(), s.position(),
        s.roomType(), s.forbids(), 3, s.maximumOccupancy(), s.nightly(), s.rating(), s.validFrom(), s.validTo(), s.bookable(), s.bookUrl(),
        s.fetchedAt(), s.expiresAt())).toList();
    Offers offers = new Offers(planned.offers().transport(), strict, planned.offers().attractions(), planned.offers().eateries());
    assertEquals(Status.VIOLATED, status("minimum_nights", planned.request(), offers, plan));
  }

  @Test
  void catchesHousesThatForbidAndRoomsOfAnotherType() {
    StayOffer house = plan.hotels().getFirst();
    trip.mustAllow = house.forbids();
    assertEquals(Status.VIOLATED, status("house_rule", trip.request(), planned.offers(), plan));
    trip.mustAllow = Set.of();
    trip.room = RoomWish.SHARED;
    assertEquals(Status.VIOLATED, status("room_type", trip.request(), planned.offers(), plan));
    trip.room = null;
    trip.maxPerNight = new BigDecimal("10");
    assertEquals(Status.VIOLATED, status("max_per_night", trip.request(), planned.offers(), plan));
  }

  @Test
  void catchesAMissingMealAndARestaurantThatComesTwice() {
    Itinerary missing = day(2, d -> with(d, new DayMeals(d.meals().breakfast(), null, d.meals().dinner())));
    caught("meals", missing);
    caught("restaurants", day(2, d -> with(d, new DayMeals(d.meals().breakfast(), d.meals().breakfast(), d.meals().dinner()))));
    caught("meals", day(2, d -> with(d, new DayMeals(d.meals().breakfast(), d.meals().lunch(), plan.days().get(3).meals().dinner()))));
  }

  @Test
  void catchesACuisineThatIsNotEaten() {
    trip.cuisines = List.of("Indian", "Peruvian");
    assertEquals(Status.VIOLATED, status("cuisine", trip.request(), planned.offers(), plan));
  }

  @Test
  void warnsWhenNobodyKnowsAboutADiet() {
    trip.dietary = List.of("halal");
    assertEquals(Status.WARNING, status("diet", trip.request(), planned.offers(), plan));
  }

  @Test
  void catchesSightsThatComeTwiceOrAreClosedOrOverlap() {
    caught("repeats", day(2, d -> with(d, List.of(d.attractions().getFirst(), d.attractions().getFirst()), d.items())));
    caught("attractions", day(2, d -> with(d, plan.days().get(3).attractions(), d.items())));
    Offers closed = new Offers(planned.offers().transport(), planned.offers().stays(), planned.offers().attractions().stream()
        .map(a -> new io.lotara.travel.Attraction(a.ref(), a.source(), a.name(), a.city(), a.kind(), a.position(), a.visitMinutes(), "Mo-Su 20:00-22:00",
            a.price(), a.interests(), a.rank(), a.url(), a.fetchedAt(), a.expiresAt())).toList(), planned.offers().eateries());
    assertEquals(Status.VIOLATED, status("opening_hours", planned.request(), closed, plan));
    caught("order", day(2, d -> with(d, d.attractions(), retimed(d.items(), 1, d.items().getFirst().start()))));
  }

  @Test
  void catchesADayWithNothingToSee() {
    caught("attractions", day(2, d -> with(d, List.of(), d.items().stream().filter(i -> !i.kind().equals("attraction")).toList())));
  }

  @Test
  void catchesWaysThatTakeLonger() {
    Itinerary rushed = day(2, d -> {
      List<Item> items = new ArrayList<>(d.items().stream().filter(i -> i.kind().equals("attraction")).toList());
      Item a = items.get(0);
      Item b = items.get(1);
      Item far = new Item(b.kind(), a.end(), b.end(), b.place(), b.city(), new io.lotara.travel.Position(41.5, -70), b.ref(), b.source(), b.price(), null, b.fetchedAt(), b.expiresAt());
      return with(d, d.attractions(), List.of(a, far));
    });
    caught("travel_time", rushed);
  }

  @Test
  void catchesADinnerBeforeTheArrival() {
    caught("travel_time", day(1, d -> {
      List<Item> items = new ArrayList<>(d.items());
      int dinner = items.indexOf(items.stream().filter(i -> i.kind().equals("dinner")).findFirst().orElseThrow());
      return with(d, d.attractions(), retimed(items, dinner, "09:00"));
    }));
  }

  private static List<Item> retimed(List<Item> all, int index, String start) {
    List<Item> items = new ArrayList<>(all);
    Item i = items.get(index);
    items.set(index, new Item(i.kind(), start, i.end(), i.place(), i.city(), i.coordinates(), i.ref(), i.source(), i.price(), i.note(), i.fetchedAt(), i.expiresAt()));
    return items;
  }

  @Test
  void warnsOfAPaceThatIsFasterThanWished() {
    trip.pace = TripRequest.Pace.SLOW;
    assertEquals(Status.WARNING, status("pace", trip.request(), planned.offers(), plan));
  }

  private Cost cost(String total, String food, Boolean within, String perPerson) {
    Cost c = plan.cost();
    Itinerary.By by = c.by();
    return new Cost(total == null ? c.total() : new BigDecimal(total), c.currency(), perPerson == null ? c.perPerson() : new BigDecimal(perPerson),
        c.budget(), within == null ? c.withinBudget() : within, new Itinerary.By(by.flights(), by.lodging(),
            food == null ? by.food() : new BigDecimal(food), by.activities(), by.localTransport()), c.fx());
  }

  @Test
  void catchesSumsThatDoNotAddUp() {
    caught("cost", with(plan.days(), cost("1.00", null, null, null)));
    caught("cost", with(plan.days(), cost(null, "1.00", null, null)));
    caught("cost", with(plan.days(), cost(null, null, null, "1.00")));
    caught("budget", with(plan.days(), cost(null, null, false, null)));
    trip.budget("100");
    assertEquals(Status.VIOLATED, status("budget", trip.request(), planned.offers(), plan));
  }

  @Test
  void catchesARateThatIsNotTheDays() {
    trip.currency = "VND";
    trip.budget = null;
    planned = trip.plan();
    plan = planned.itinerary();
    assertEquals(List.of(), planned.notOk());
    Cost c = plan.cost();
    Cost other = new Cost(c.total(), c.currency(), c.perPerson(), c.budget(), c.withinBudget(), c.by(),
        new Itinerary.Fx(new BigDecimal("24000"), c.fx().asOf(), "USD", "VND"));
    caught("cost", with(plan.days(), other));
  }
}
