package io.lotara.travel.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.Meal;
import io.lotara.travel.OfferCheck;
import io.lotara.travel.Party;
import io.lotara.travel.PriceKind;
import io.lotara.travel.RoomType;
import io.lotara.travel.SourceException;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource.Offering;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Month;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpenTravelTest {
  private static final Instant NOW = Instant.parse("2027-02-10T08:00:00Z");
  private static final OpenGazetteer GAZETTEER = new OpenGazetteer();
  private static final OpenTravel TRAVEL = new OpenTravel(GAZETTEER, InstantSource.fixed(NOW));
  private static final LocalDate DAY = LocalDate.parse("2027-04-12");
  private static final Party TWO = new Party(2, List.of());

  static List<Town> coveredTowns() {
    return GAZETTEER.covered();
  }

  @ParameterizedTest
  @MethodSource("coveredTowns")
  void everyCoveredTownOffersNightsSightsAndMeals(Town town) {
    List<StayOffer> stays = TRAVEL.stays(new StayQuery(town, DAY, DAY.plusDays(6), TWO, "USD"));
    assertTrue(stays.size() >= 4 * 8, town.name());
    assertEquals(stays.size(), stays.stream().map(StayOffer::ref).distinct().count());
    assertEquals(Set.of(RoomType.values()), stays.stream().map(StayOffer::roomType).collect(Collectors.toSet()));
    for (StayOffer stay : stays) {
      assertEquals(PriceKind.ESTIMATED, stay.nightly().kind());
      assertTrue(stay.nightly().amount().signum() > 0 && stay.ref().startsWith("open:stay:"), stay.toString());
      assertFalse(stay.bookable());
      assertEquals("https", URI.create(stay.bookUrl()).getScheme());
      assertEquals(town.name(), stay.city());
    }
    var sights = TRAVEL.attractions(town);
    assertTrue(sights.size() >= 12, town.name() + " has " + sights.size());
    for (int i = 0; i < sights.size(); i++) {
      assertEquals(i + 1, sights.get(i).rank());
      assertEquals(town.name(), sights.get(i).city());
    }
    var eateries = TRAVEL.eateries(town);
    for (Meal meal : Meal.values()) {
      assertTrue(eateries.stream().filter(e -> e.meals().contains(meal)).count() >= 7, town.name() + " " + meal);
    }
    assertTrue(TRAVEL.climate(town, Month.JULY).isPresent());
    assertFalse(TRAVEL.bestMonths(town).isEmpty());
    assertTrue(TRAVEL.perPersonAndDay(town).isPresent());
  }

  @Test
  void everyPairOfCoveredTownsIsJoinedAndEveryWaySaysWhatItIs() {
    for (Town from : GAZETTEER.covered()) {
      for (Town to : GAZETTEER.covered()) {
        if (from.id().equals(to.id())) {
          continue;
        }
        List<TransportOffer> offers = TRAVEL.transport(new TransportQuery(from, to, DAY, TWO, null));
        assertFalse(offers.isEmpty(), from.name() + " to " + to.name());
        Set<String> refs = new HashSet<>();
        for (TransportOffer offer : offers) {
          assertTrue(refs.add(offer.ref()), offer.ref());
          assertEquals(PriceKind.ESTIMATED, offer.price().kind());
          assertNull(offer.number());
          assertNull(offer.carrier());
          assertNull(offer.depart());
          assertNull(offer.arrive());
          assertFalse(offer.bookable());
          assertTrue(offer.low().compareTo(offer.price().amount()) <= 0 && offer.high().compareTo(offer.price().amount()) >= 0);
          assertTrue(offer.durationMinutes() >= 10 && offer.durationMinutes() < 48 * 60, offer.toString());
          assertEquals(offer.mode() == TransportMode.FLIGHT, offer.fromCode() != null);
          assertEquals("https", URI.create(offer.bookUrl()).getScheme());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Hanoi,Tokyo,FLIGHT", "Tokyo,Kyoto,FLIGHT TRAIN BUS SELF_DRIVING", "Da Nang,Hoi An,BUS TAXI SELF_DRIVING", "London,Paris,FLIGHT TRAIN",
    "New York,Washington,FLIGHT TRAIN BUS SELF_DRIVING", "New York,Los Angeles,FLIGHT", "Singapore,Kuala Lumpur,FLIGHT BUS SELF_DRIVING",
    "Kyoto,Osaka,TRAIN BUS TAXI SELF_DRIVING", "Hanoi,Da Nang,FLIGHT TRAIN SELF_DRIVING", "Taipei,Hong Kong,FLIGHT"
  })
  void waysFollowTheMap(String from, String to, String modes) {
    String found = transport(from, to, DAY).stream().map(o -> o.mode().name()).distinct().collect(Collectors.joining(" "));
    assertEquals(modes, found);
  }

  @Test
  void farTownsAreReachedThroughRealHubs() {
    TransportOffer offer = transport("New York", "Hanoi", DAY).getFirst();
    assertEquals(1, offer.via().size());
    assertTrue(GAZETTEER.byAirport(offer.via().getFirst()).isPresent(), offer.via().toString());
    assertEquals("open:flight:JFK-" + offer.via().getFirst() + "-HAN:2027-04-12:economy", offer.ref());
    assertEquals(List.of(), transport("Hanoi", "Tokyo", DAY).getFirst().via());
  }

  @Test
  void aChangeIsCheaperAndLonger() {
    List<TransportOffer> ways = transport("Hanoi", "Tokyo", DAY);
    assertTrue(ways.get(1).price().amount().compareTo(ways.get(0).price().amount()) < 0);
    assertTrue(ways.get(1).durationMinutes() > ways.get(0).durationMinutes());
  }

  @Test
  void nothingGoesFromATownToItself() {
    assertEquals(List.of(), transport("Tokyo", "Tokyo", DAY));
  }

  @Test
  void theSameQuestionHasTheSameAnswerAndASecondLookFindsIt() {
    Town hanoi = GAZETTEER.towns("Hanoi").getFirst();
    Town tokyo = GAZETTEER.towns("Tokyo").getFirst();
    TransportQuery flight = new TransportQuery(hanoi, tokyo, DAY, TWO, null);
    assertEquals(TRAVEL.transport(flight), new OpenTravel(new OpenGazetteer(), InstantSource.fixed(NOW)).transport(flight));
    TransportOffer offer = TRAVEL.transport(flight).getFirst();
    assertEquals(new OfferCheck.Available(offer.price()), TRAVEL.check(offer, flight));
    StayQuery nights = new StayQuery(tokyo, DAY, DAY.plusDays(3), TWO, "USD");
    StayOffer stay = TRAVEL.stays(nights).getLast();
    assertEquals(new OfferCheck.Available(stay.nightly()), TRAVEL.check(stay, nights));
  }

  @Test
  void nightsFollowTheSeason() {
    Town town = GAZETTEER.towns("Tokyo").getFirst();
    City city = GAZETTEER.city(town).orElseThrow();
    LocalDate high = LocalDate.of(2027, city.highMonths().getFirst(), 10);
    LocalDate low = LocalDate.of(2027, city.lowMonths().getFirst(), 10);
    assertEquals(1.25, StayModel.season(city, high, high.plusDays(3)));
    assertEquals(0.85, StayModel.season(city, low, low.plusDays(3)));
    assertNotEquals(night(town, high), night(town, low));
    assertEquals(1.25, StayModel.season(city, high, high), "a stay of no night counts as its first day");
  }

  @Test
  void aSearchPageKnowsTheNightsAndThePeople() {
    Town town = GAZETTEER.towns("Paris").getFirst();
    StayOffer stay = TRAVEL.stays(new StayQuery(town, DAY, DAY.plusDays(2), new Party(2, List.of(5, 9)), "EUR")).getFirst();
    String query = URI.create(stay.bookUrl()).getQuery();
    assertTrue(query.contains("checkin=2027-04-12&checkout=2027-04-14&group_adults=2"), query);
    assertTrue(query.endsWith("group_children=2&age=5&age=9"), query);
  }

  @Test
  void aTownWithoutFactsHasWaysAndEstimatesOfClassesAndNothingToSee() {
    Town town = GAZETTEER.towns("Wilkes-Barre").getFirst();
    List<StayOffer> stays = TRAVEL.stays(new StayQuery(town, DAY, DAY.plusDays(1), TWO, "USD"));
    assertEquals(
        List.of("Simple hotel in Wilkes Barre", "Mid-range hotel in Wilkes Barre", "Family room in Wilkes Barre"),
        stays.stream().map(StayOffer::name).limit(3).toList());
    assertTrue(stays.stream().noneMatch(s -> s.roomType() == RoomType.SHARED), "a town of 40,000 need not have a hostel");
    assertTrue(stays.stream().allMatch(s -> s.nightly().kind() == PriceKind.ESTIMATED));
    assertEquals(List.of(), TRAVEL.attractions(town));
    for (Meal meal : Meal.values()) {
      assertTrue(TRAVEL.eateries(town).stream().filter(e -> e.meals().equals(Set.of(meal))).count() >= 10, meal.toString());
    }
    assertTrue(TRAVEL.eateries(town).stream().allMatch(e -> e.expiresAt() != null && e.price().kind() == PriceKind.ESTIMATED));
    assertEquals(1, TRAVEL.remarks(town).size());
    assertFalse(transport("Wilkes-Barre", "Paris", DAY).isEmpty());
    assertTrue(TRAVEL.climate(town, Month.MAY).isEmpty());
  }

  @Test
  void itSaysWhatItKnows() {
    assertEquals("open", TRAVEL.name());
    assertEquals(Set.of(Offering.values()), TRAVEL.offerings());
    assertTrue(TRAVEL.covers(LocalDate.parse("2031-01-01")));
    assertEquals("hanoi-vn", TRAVEL.towns("HAN").getFirst().id());
    assertEquals("Tokyo", TRAVEL.townsIn("Japan").getFirst().name());
  }

  @Test
  void anUnknownCabinIsNamed() {
    Town hanoi = GAZETTEER.towns("Hanoi").getFirst();
    Town tokyo = GAZETTEER.towns("Tokyo").getFirst();
    var refused =
        assertThrows(SourceException.Final.class, () -> TRAVEL.transport(new TransportQuery(hanoi, tokyo, DAY, TWO, "hammock")));
    assertTrue(refused.getMessage().contains("hammock"));
  }

  private static String night(Town town, LocalDate day) {
    return TRAVEL.stays(new StayQuery(town, day, day.plusDays(1), TWO, "USD")).getFirst().nightly().amount().toString();
  }

  private static List<TransportOffer> transport(String from, String to, LocalDate day) {
    Town origin = GAZETTEER.towns(from).getFirst();
    Town destination = GAZETTEER.towns(to).getFirst();
    return TRAVEL.transport(new TransportQuery(origin, destination, day, TWO, null));
  }
}
