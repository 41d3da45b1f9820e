package io.lotara.trip.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.trip.Search;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchPlannerTest {

  @Test
  void asksForTheLegsAndNightsOfEachRoute() {
    Search search = TripFixture.tables().to("Harbour Point", "Millbrook").days(5).search();
    assertEquals(List.of("reference-tables:Harbour Point", "reference-tables:Millbrook"), search.routes().getFirst().townIds());
    assertEquals(List.of(2, 2), search.routes().getFirst().nights());
    for (Search.Route route : search.routes()) {
      int day = 0;
      for (int i = 0; i < route.nights().size(); i++) {
        String town = route.townIds().get(i);
        int from = day;
        int nights = route.nights().get(i);
        assertTrue(search.transport().stream().anyMatch(q -> q.to().id().equals(town) && q.date()
            .equals(TripFixture.START.plusDays(from))));
        assertTrue(search.stays().stream().anyMatch(q -> q.town().id().equals(town) && q.checkIn().equals(TripFixture.START.plusDays(from))
            && q.checkOut().equals(TripFixture.START.plusDays(from + nights))));
        day += nights;
      }
    }
    assertTrue(search.transport().stream().anyMatch(q -> q.to().name().equals("Norwick") && q.date()
        .equals(TripFixture.START.plusDays(4))));
  }

  @Test
  void choosesAsManyTownsAsTheDaysAllow() {
    assertEquals(1, TripFixture.tables().in("Averland", null).days(3).search().routes().getFirst().townIds().size());
    assertEquals(2, TripFixture.tables().in("Averland", null).days(5).search().routes().getFirst().townIds().size());
    assertEquals(3, TripFixture.tables().in("Averland", 3).days(5).search().routes().getFirst().townIds().size());
  }

  @Test
  void visitsNoTownTwiceNorTheOrigin() {
    TripFixture trip = TripFixture.tables().in("Averland", 2).days(5);
    trip.origin = "Millbrook";
    for (Search.Route route : trip.search().routes()) {
      assertEquals(route.townIds().size(), route.townIds().stream().distinct().count());
      assertTrue(!route.townIds().contains("reference-tables:Millbrook"));
    }
  }

  @Test
  void keepsAFewRoutesWithoutAProbe() {
    TripFixture trip = TripFixture.tables().in("Averland", 2).days(5);
    trip.probe = false;
    Search search = trip.search();
    assertTrue(search.routes().size() <= 3, search.routes().toString());
    assertEquals(List.of("reference-tables:Harbour Point", "reference-tables:Millbrook"), search.routes().getFirst().townIds());
  }

  @Test
  void namesThePlaceThatNobodyKnows() {
    UnknownPlaceException destination = assertThrows(UnknownPlaceException.class, () -> TripFixture.tables().to("Atlantis").search());
    assertEquals("destination", destination.field());
    assertEquals("Atlantis", destination.place());
    TripFixture trip = TripFixture.tables().to("Millbrook");
    trip.origin = "Nowhere";
    assertEquals("origin", assertThrows(UnknownPlaceException.class, trip::search).field());
  }

  @Test
  void needsNoWayToTheTownWhereTheTripStarts() {
    TripFixture trip = TripFixture.tables().to("Millbrook");
    trip.origin = "millbrook";
    Search search = trip.search();
    assertNull(search.origin());
    assertEquals(List.of(), search.transport());
  }

  @Test
  void readsACityNamedAsARegionAndARegionNamedAsACity() {
    assertEquals(List.of("reference-tables:Drywell"), TripFixture.tables().in("Drywell", null).search().towns().stream().map(t -> t.id())
        .toList());
    assertEquals(1, TripFixture.tables().to("Averland").search().routes().getFirst().townIds().size());
  }
}
