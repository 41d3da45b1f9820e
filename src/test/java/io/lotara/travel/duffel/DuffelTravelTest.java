package io.lotara.travel.duffel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.replay.CountedPace;
import io.lotara.replay.ReplayServer;
import io.lotara.travel.OfferCheck;
import io.lotara.travel.Party;
import io.lotara.travel.PriceKind;
import io.lotara.travel.SourceException;
import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.http.Limits;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions and answers in the form of Duffel's API v2. */
class DuffelTravelTest {
  private static final Instant NOW = Instant.parse("2027-01-10T10:00:00Z");
  private static final Town HANOI = new Town("hanoi-vn", "Hanoi", null, "VN", null, 0, null, List.of("HAN"));
  private static final Town TOKYO = new Town("tokyo-jp", "Tokyo", null, "JP", null, 0, null, List.of("HND", "NRT"));
  private static final TransportQuery QUERY =
      new TransportQuery(HANOI, TOKYO, LocalDate.of(2027, 4, 12), new Party(2, List.of(9)), null);

  private ReplayServer server;
  private DuffelTravel duffel;

  @BeforeEach
  void start() throws IOException {
    server = new ReplayServer();
    duffel =
        new DuffelTravel(
            () -> "duffel_test_abc", server.url(), JsonMapper.createDefault(), InstantSource.fixed(NOW), new CountedPace(), Limits.standard());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void asksAsTheApiWantsIt() {
    server.then(201, ReplayServer.file("/travel/duffel/offers.json"));
    duffel.transport(new TransportQuery(HANOI, TOKYO, LocalDate.of(2027, 4, 12), new Party(1, List.of(9, 1)), "business"));
    ReplayServer.Asked asked = server.asked().getFirst();
    assertEquals("POST /air/offer_requests", asked.method() + " " + asked.path());
    assertEquals("return_offers=true&supplier_timeout=8000", asked.query());
    assertEquals("Bearer duffel_test_abc", asked.headers().get("authorization"));
    assertEquals("v2", asked.headers().get("duffel-version"));
    assertEquals("application/json", asked.headers().get("accept"));
    assertEquals("gzip", asked.headers().get("accept-encoding"));
    JsonNode data = asked.json().get("data");
    assertEquals("business", data.get("cabin_class").getStringValue());
    assertEquals(1, data.get("max_connections").getIntValue());
    assertEquals(1, data.get("slices").size());
    JsonNode slice = data.get("slices").get(0);
    assertEquals("HAN", slice.get("origin").getStringValue());
    assertEquals("HND", slice.get("destination").getStringValue());
    assertEquals("2027-04-12", slice.get("departure_date").getStringValue());
    List<JsonNode> passengers = new ArrayList<>();
    data.get("passengers").values().forEach(passengers::add);
    assertEquals(3, passengers.size());
    assertEquals("adult", passengers.get(0).get("type").getStringValue());
    assertNull(passengers.get(0).get("age"), "a type or an age, never both");
    assertEquals(9, passengers.get(1).get("age").getIntValue());
    assertNull(passengers.get(1).get("type"));
    assertEquals(1, passengers.get(2).get("age").getIntValue());
  }

  @Test
  void readsTheCheapestFareOfEachChoiceOfFlights() {
    server.thenPacked(201, ReplayServer.file("/travel/duffel/offers.json"));
    List<TransportOffer> offers = duffel.transport(QUERY);
    assertEquals(List.of("off_0000via", "off_0000late", "off_0000direct"), offers.stream().map(TransportOffer::ref).toList());

    TransportOffer via = offers.getFirst();
    assertEquals("duffel", via.source());
    assertEquals(TransportMode.FLIGHT, via.mode());
    assertEquals("Hanoi HAN Tokyo HND", String.join(" ", via.from(), via.fromCode(), via.to(), via.toCode()));
    assertEquals("2027-04-12T10:25", via.depart());
    assertEquals("2027-04-12T20:45", via.arrive());
    assertEquals(500, via.durationMinutes());
    assertEquals(new BigDecimal("1214.00"), via.price().amount());
    assertEquals("USD", via.price().currency());
    assertEquals(PriceKind.LIVE, via.price().kind());
    assertEquals("Korean Air / All Nippon Airways", via.carrier());
    assertEquals("KE442 / NH862", via.number());
    assertEquals(List.of("ICN"), via.via());
    assertEquals("economy", via.cabin());
    assertEquals(NOW, via.fetchedAt());
    assertEquals(Instant.parse("2027-01-10T10:20:00.123456Z"), via.expiresAt());

    TransportOffer late = offers.get(1);
    assertEquals("2027-04-13T07:00", late.arrive());
    assertEquals(305, late.durationMinutes(), "reckoned from the zones of the airports");
    assertEquals(LocalDate.of(2027, 4, 12), late.date());
  }

  @Test
  void takesNoMoreThanTwentyOffers() {
    String one = ReplayServer.file("/travel/duffel/offer.json");
    String offer = one.substring(one.indexOf('{', 1), one.lastIndexOf('}'));
    List<String> many =
        IntStream.range(0, 60)
            .mapToObj(i -> offer.replace("off_0000direct", "off_" + i).replace("\"384\"", "\"" + i + "\"").replace("1544.90", (900 - i) + ".00"))
            .toList();
    server.then(201, "{\"data\": {\"offers\": [" + String.join(",", many) + "]}}");
    List<TransportOffer> offers = duffel.transport(QUERY);
    assertEquals(20, offers.size());
    assertEquals("off_59", offers.getFirst().ref(), "the cheapest first");
  }

  @Test
  void hasNothingWhereNothingFlies() {
    server.then(201, "{\"data\": {\"offers\": []}}");
    assertEquals(List.of(), duffel.transport(QUERY));
    Town nowhere = new Town("x", "Hamlet", null, null, null, 0, null, List.of());
    assertEquals(List.of(), duffel.transport(new TransportQuery(HANOI, nowhere, QUERY.date(), QUERY.party(), null)));
    assertEquals(List.of(), duffel.transport(new TransportQuery(HANOI, HANOI, QUERY.date(), QUERY.party(), null)));
    assertEquals(1, server.asked().size(), "no question where there is nothing to ask");
  }

  @Test
  void saysWhatItCannotDo() {
    server.otherwise(201, "{\"data\": {\"offers\": []}}");
    TransportQuery crowd = new TransportQuery(HANOI, TOKYO, QUERY.date(), new Party(10, List.of()), null);
    assertThrows(SourceException.Final.class, () -> duffel.transport(crowd));
    TransportQuery odd = new TransportQuery(HANOI, TOKYO, QUERY.date(), QUERY.party(), "hold");
    assertThrows(SourceException.Final.class, () -> duffel.transport(odd));
    server.then(422, "{\"meta\": {\"status\": 422}, \"errors\": [{\"type\": \"validation_error\", \"code\": \"validation_required\"}]}");
    SourceException e = assertThrows(SourceException.Final.class, () -> duffel.transport(QUERY));
    assertTrue(e.getMessage().contains("validation_required"));
  }

  @Test
  void aFormItDoesNotKnowIsAFault() {
    server.then(201, "{\"data\": {}}").then(201, "{\"data\": {\"offers\": [{\"id\": \"off_1\"}]}}").then(201, "{\"data\"");
    for (int i = 0; i < 3; i++) {
      assertThrows(SourceException.Retriable.class, () -> duffel.transport(QUERY));
    }
  }

  @Test
  void looksAtAnOfferAgain() {
    TransportOffer offer = offer();
    server.then(200, ReplayServer.file("/travel/duffel/offer.json"));
    OfferCheck.Available now = assertInstanceOf(OfferCheck.Available.class, duffel.check(offer, QUERY));
    assertEquals(new BigDecimal("1544.90"), now.price().amount());
    ReplayServer.Asked asked = server.asked().getLast();
    assertEquals("GET /air/offers/off_0000direct", asked.method() + " " + asked.path());
    assertEquals("Bearer duffel_test_abc", asked.headers().get("authorization"));
  }

  @Test
  void knowsWhenAnOfferIsGone() {
    TransportOffer offer = offer();
    server.then(422, ReplayServer.file("/travel/duffel/gone.json")).then(404, "{\"errors\": [{\"code\": \"not_found\"}]}");
    assertInstanceOf(OfferCheck.Gone.class, duffel.check(offer, QUERY));
    assertInstanceOf(OfferCheck.Gone.class, duffel.check(offer, QUERY));
    server.then(200, ReplayServer.file("/travel/duffel/offer.json").replace("2027-01-10T10:35", "2027-01-10T09:35"));
    assertInstanceOf(OfferCheck.Gone.class, duffel.check(offer, QUERY));
    server.otherwise(503, "");
    assertThrows(SourceException.Retriable.class, () -> duffel.check(offer, QUERY), "a fault is no word on the offer");
  }

  private TransportOffer offer() {
    server.then(201, ReplayServer.file("/travel/duffel/offers.json"));
    return duffel.transport(QUERY).getLast();
  }

  @Test
  void sellsOnlyDaysToCome() {
    assertTrue(duffel.covers(LocalDate.of(2027, 1, 10)));
    assertTrue(duffel.covers(LocalDate.of(2027, 12, 6)));
    assertEquals(List.of(false, false), List.of(duffel.covers(LocalDate.of(2027, 1, 9)), duffel.covers(LocalDate.of(2027, 12, 7))));
  }
}
