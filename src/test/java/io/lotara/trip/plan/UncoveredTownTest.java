package io.lotara.trip.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.PriceKind;
import io.lotara.travel.Town;
import io.lotara.travel.open.OpenGazetteer;
import io.lotara.travel.open.OpenTravel;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Itinerary.Check.Status;
import io.lotara.trip.Itinerary.Day;
import io.lotara.trip.plan.TripFixture.Planned;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trips to towns of which the open data knows little: everything is an estimate for a class, nothing is named, and it is said. */
class UncoveredTownTest {
  private static final OpenTravel OPEN =
      new OpenTravel(new OpenGazetteer(), InstantSource.fixed(Instant.parse("2031-02-01T00:00:00Z")));

  private static TripFixture trip(String from, int days, String... towns) {
    TripFixture trip = new TripFixture(OPEN).to(towns).days(days);
    trip.origin = from;
    return trip;
  }

  private static List<String> violated(Planned planned) {
    return planned.notOk().stream().filter(c -> c.status() == Status.VIOLATED).map(Itinerary.Check::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({"Ljubljana,Vienna,4", "Nagoya,Hanoi,6", "Vung Tau,Ho Chi Minh City,3", "Salt Lake City,Denver,5", "Tbilisi,Istanbul,9"})
  void plansNightsAndMealsAsEstimatesAndLeavesTheDaysFree(String town, String from, int days) {
    Planned planned = trip(from, days, town).plan();
    assertEquals(List.of(), violated(planned));
    for (Day day : planned.itinerary().days().subList(0, days - 1)) {
      assertTrue(day.lodging().name().endsWith(" in " + planned.itinerary().trip().destinations().getFirst()), day.lodging().name());
      assertEquals(PriceKind.ESTIMATED, day.lodging().price().kind());
      assertTrue(day.attractions().isEmpty());
      if (day.city() != null) {
        assertNotNull(day.meals().breakfast(), "day " + day.day());
        assertNotNull(day.meals().lunch(), "day " + day.day());
        assertNotNull(day.meals().dinner(), "day " + day.day());
      }
    }
    assertTrue(planned.itinerary().cost().by().food().signum() > 0);
  }

  @Test
  void saysWhatItDoesNotKnow() {
    Town town = OPEN.towns("Ljubljana").getFirst();
    assertTrue(OPEN.remarks(town).getFirst().contains("Ljubljana"));
    assertTrue(OPEN.eateries(town).stream().allMatch(e -> e.cuisines().isEmpty() && e.diets().isEmpty() && e.position() == null));
    assertEquals(List.of(), OPEN.attractions(town));
    assertEquals(List.of(), OPEN.remarks(OPEN.towns("Paris").getFirst()));
    assertEquals(List.of(), OPEN.eateries(new Town("elsewhere:Ljubljana", "Ljubljana", null, "SI", null, 0, null, List.of())));
  }

  @Test
  void servesNoCuisineThatItDoesNotKnow() {
    TripFixture trip = trip("Vienna", 4, "Ljubljana");
    trip.cuisines = List.of("Italian");
    assertEquals(List.of("cuisine"), trip.plan().infeasible().conflict());
  }

  @Test
  void addsLessKnownTownsOnlyWhereTooFewAreKnown() {
    assertEquals(OPEN.townsIn("Japan"), OPEN.townsIn("Japan", 3));
    List<Town> utah = OPEN.townsIn("Utah", 3);
    assertTrue(utah.size() >= 3 && utah.stream().allMatch(t -> "Utah".equals(t.region())), utah.toString());
    List<Town> denmark = OPEN.townsIn("Denmark", 3);
    assertEquals("Copenhagen", denmark.getFirst().name());
    assertTrue(denmark.size() >= 3, denmark.toString());
    assertEquals(List.of("Copenhagen"), OPEN.townsIn("Denmark").stream().map(Town::name).toList());
    assertEquals(List.of(), OPEN.townsIn("Nowhere", 3));
  }

  @Test
  void plansARegionOfWhichNothingIsWritten() {
    TripFixture trip = new TripFixture(OPEN).in("Utah", 2).days(5);
    trip.origin = "Los Angeles";
    Planned planned = trip.plan();
    assertEquals(List.of(), violated(planned));
    assertEquals(2, planned.itinerary().trip().destinations().size());
    assertFalse(planned.itinerary().flights().isEmpty() && planned.itinerary().days().getFirst().transport() == null);
  }
}
