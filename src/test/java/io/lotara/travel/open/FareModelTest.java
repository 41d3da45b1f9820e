package io.lotara.travel.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.Party;
import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FareModelTest {
  private static final OpenGazetteer GAZETTEER = new OpenGazetteer();
  private static final OpenTravel TRAVEL = new OpenTravel(GAZETTEER, InstantSource.fixed(Instant.parse("2027-03-10T08:00:00Z")));

  /**
   * Half of a usual return fare in an ordinary month lies in each band; the bands are wide because carriers, bags and days differ by a
   * factor of two, and still narrow enough that a lost zero, a distance in miles or a forgotten factor falls out.
   */
  @ParameterizedTest
  @CsvSource({
    "Hanoi,Ho Chi Minh City,40,150", "Hanoi,Da Nang,30,120", "Hanoi,Tokyo,150,400", "Hanoi,Bangkok,50,170", "Singapore,Bangkok,50,180",
    "Bangkok,London,300,800", "London,Barcelona,40,200", "Paris,Rome,40,200", "London,New York,200,550", "Paris,New York,200,600",
    "New York,Los Angeles,120,400", "Chicago,Miami,80,280", "San Francisco,Tokyo,300,850", "New York,Tokyo,400,1000",
    "London,Sydney,500,1400", "Los Angeles,Sydney,450,1300", "Dubai,London,180,550", "Istanbul,Paris,70,280",
    "Toronto,Vancouver,120,400", "Sydney,Melbourne,45,180",
    "Tokyo,Sydney,300,900", "Rio de Janeiro,Buenos Aires,90,330"
  })
  void wellKnownRoutesCostWhatTheyUsuallyCost(String from, String to, double low, double high) {
    TransportOffer offer = flight(from, to, "2027-05-10", new Party(1, List.of()), null).getFirst();
    double fare = offer.price().amount().doubleValue();
    assertTrue(fare >= low && fare <= high, from + " to " + to + ": " + fare);
    assertTrue(offer.low().doubleValue() < fare && fare < offer.high().doubleValue());
  }

  @Test
  void theBaseGrowsWithTheDistance() {
    for (double km = 100; km < 20_000; km += 100) {
      assertTrue(FareModel.base(km + 100) > FareModel.base(km), "at " + km);
      assertTrue(FareModel.base(km + 100) / (km + 100) < FareModel.base(km) / km, "per kilometre at " + km);
    }
  }

  @Test
  void waitingCostsNothingAtFirstAndMuchAtLast() {
    LocalDate departure = LocalDate.parse("2027-05-10");
    double before = FareModel.lead(departure.minusDays(60), departure);
    for (int days = 59; days >= 0; days--) {
      double lead = FareModel.lead(departure.minusDays(days), departure);
      assertTrue(lead >= before, days + " days before");
      before = lead;
    }
    assertEquals(1.6, before);
    assertEquals(1, FareModel.lead(departure.plusDays(1), departure));
  }

  @Test
  void childrenPayAndInfantsDoNot() {
    double one = fare("Hanoi", "Tokyo", new Party(1, List.of()), null);
    assertEquals(3 * one, fare("Hanoi", "Tokyo", new Party(2, List.of(5, 1)), null));
    assertEquals(one, fare("Hanoi", "Tokyo", new Party(0, List.of(1)), null));
  }

  @Test
  void cabinsCostMoreInTheirOrder() {
    Party party = new Party(1, List.of());
    double economy = fare("Paris", "New York", party, "economy");
    double premium = fare("Paris", "New York", party, "Premium Economy");
    double business = fare("Paris", "New York", party, "BUSINESS");
    double first = fare("Paris", "New York", party, "first class");
    assertTrue(economy < premium && premium < business && business < first);
    assertEquals(Optional.empty(), FareModel.cabin("hammock"));
  }

  @Test
  void theHolidaysAreDear() {
    double ordinary = FareModel.season(LocalDate.parse("2027-05-10"), null, null);
    assertTrue(FareModel.season(LocalDate.parse("2027-12-23"), null, null) > ordinary);
    assertTrue(FareModel.season(LocalDate.parse("2028-01-04"), null, null) > ordinary);
    assertEquals(ordinary, FareModel.season(LocalDate.parse("2028-01-05"), null, null));
  }

  private static double fare(String from, String to, Party party, String cabin) {
    return flight(from, to, "2027-05-10", party, cabin).getFirst().price().amount().doubleValue();
  }

  private static List<TransportOffer> flight(String from, String to, String date, Party party, String cabin) {
    Town origin = GAZETTEER.towns(from).getFirst();
    Town destination = GAZETTEER.towns(to).getFirst();
    List<TransportOffer> offers = TRAVEL.transport(new TransportQuery(origin, destination, LocalDate.parse(date), party, cabin));
    List<TransportOffer> flights = offers.stream().filter(o -> o.mode() == TransportMode.FLIGHT).toList();
    assertTrue(!flights.isEmpty(), "no flight from " + from + " to " + to);
    return flights;
  }
}
