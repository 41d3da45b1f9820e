package io.lotara.trip.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.replay.ReplayServer;
import io.lotara.travel.PriceKind;
import io.lotara.travel.TransportMode;
import io.lotara.trip.Itinerary;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trip whose sources fail, or do not. */
class SourceFallbackTest {
  private static final String QUERY = "5 days in Tokyo from Hanoi, April 12 to April 16 2027, 2 adults";

  private ReplayServer duffel;
  private ReplayServer liteapi;

  @BeforeEach
  void start() throws IOException {
    duffel = new ReplayServer();
    liteapi = new ReplayServer();
  }

  @AfterEach
  void stop() {
    duffel.close();
    liteapi.close();
  }

  private Itinerary plan() {
    Map<String, Object> keys =
        Map.of(
            "lotara.duffel.token", "duffel_test_abc",
            "lotara.duffel.base-url", duffel.url(),
            "lotara.liteapi.key", "sand_abc",
            "lotara.liteapi.base-url", liteapi.url());
    try (TripScript trip = new TripScript(keys, QUERY, "{}")) {
      return trip.plan();
    }
  }

  private static Set<String> sources(Itinerary plan) {
    Set<String> sources = plan.hotels().stream().map(h -> h.source()).collect(Collectors.toSet());
    plan.flights().forEach(f -> sources.add(f.source()));
    return sources;
  }

  @Test
  void plansOnOpenDataWhenTheOthersFailAndSaysWhy() {
    duffel.otherwise(422, "{\"errors\": [{\"code\": \"validation_required\"}]}");
    liteapi.otherwise(401, "{\"error\": {\"code\": 41004}}");
    Itinerary plan = plan();
    assertEquals(Set.of("open"), sources(plan));
    assertTrue(plan.assumptions().contains("liteapi could not answer (it refused the key, HTTP 401)."), plan.assumptions().toString());
    assertTrue(
        plan.assumptions().contains("duffel could not answer (it rejected the question, HTTP 422 validation_required)."),
        plan.assumptions().toString());
    assertFalse(duffel.asked().isEmpty());
    assertFalse(liteapi.asked().isEmpty());
  }

  @Test
  void plansOnWhatTheOthersAnswer() {
    duffel.otherwise(201, ReplayServer.file("/travel/duffel/offers.json"));
    liteapi.otherwise(200, ReplayServer.file("/travel/liteapi/rates.json"));
    Itinerary plan = plan();
    assertEquals("duffel", plan.flights().getFirst().source());
    assertEquals(PriceKind.LIVE, plan.flights().getFirst().price().kind());
    assertEquals("open", plan.flights().getLast().source(), "the fixture has nothing for the way home");
    assertEquals(Set.of("liteapi"), plan.hotels().stream().map(h -> h.source()).collect(Collectors.toSet()));
  }

  @Test
  void keepsTheWaysOnTheGroundWhenFlightsAreRuledOut() {
    duffel.otherwise(201, ReplayServer.file("/travel/duffel/offers.json").replace("2027-04-12T", "2027-05-04T").replace("2027-04-13T", "2027-05-05T"));
    Map<String, Object> keys = Map.of("lotara.duffel.token", "duffel_test_abc", "lotara.duffel.base-url", duffel.url());
    try (TripScript trip = new TripScript(keys, "4 days in Paris from London, May 4 to May 7 2027, no flights", "{}")) {
      Itinerary plan = trip.plan();
      assertEquals(TransportMode.TRAIN, plan.days().getFirst().transport().mode());
    }
    assertFalse(duffel.asked().isEmpty());
  }

  @Test
  void asksTheSourceThatWasNamedFirst() {
    duffel.otherwise(201, ReplayServer.file("/travel/duffel/offers.json"));
    Map<String, Object> keys = Map.of("lotara.duffel.token", "duffel_test_abc", "lotara.duffel.base-url", duffel.url());
    try (TripScript trip = new TripScript(keys, QUERY, "{\"provider\": \"open\"}")) {
      assertEquals(Set.of("open"), sources(trip.plan()));
    }
    assertTrue(duffel.asked().isEmpty());
  }
}
