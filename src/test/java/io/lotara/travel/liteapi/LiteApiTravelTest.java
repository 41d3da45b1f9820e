package io.lotara.travel.liteapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.replay.CountedPace;
import io.lotara.replay.ReplayServer;
import io.lotara.travel.OfferCheck;
import io.lotara.travel.Party;
import io.lotara.travel.Position;
import io.lotara.travel.SourceException;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.http.Limits;
import io.lotara.travel.open.OpenExchangeRates;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions and answers in the form of LiteAPI's version 3. */
class LiteApiTravelTest {
  private static final Instant NOW = Instant.parse("2027-01-10T10:00:00Z");
  private static final LocalDate IN = LocalDate.of(2027, 4, 12);
  private static final Position MIDDLE = new Position(35.68, 139.76);
  private static final Town HANOI = new Town("hanoi-vn", "Hanoi", null, "VN", null, 0, null, List.of("HAN"));
  private static final Town TOKYO = new Town("tokyo-jp", "Tokyo", null, "JP", MIDDLE, 0, null, List.of("HND", "NRT"));
  private static final StayQuery STAY = new StayQuery(TOKYO, IN, IN.plusDays(3), new Party(2, List.of(9)), "USD");
  private static final TransportQuery FLIGHT = new TransportQuery(HANOI, TOKYO, IN, new Party(2, List.of(9)), null);

  private final OpenExchangeRates rates = new OpenExchangeRates();
  private ReplayServer server;
  private LiteApiTravel liteapi;

  @BeforeEach
  void start() throws IOException {
    server = new ReplayServer();
    liteapi =
        new LiteApiTravel(
            () -> "sand_abc", server.url(), "VN", rates, JsonMapper.createDefault(), InstantSource.fixed(NOW), new CountedPace(), Limits.standard());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void asksForRoomsAsTheApiWantsIt() {
    server.otherwise(204, "");
    assertEquals(List.of(), liteapi.stays(STAY), "nothing is free");
    ReplayServer.Asked asked = server.asked().getFirst();
    assertEquals("POST /hotels/rates", asked.method() + " " + asked.path());
    assertEquals("sand_abc", asked.headers().get("x-api-key"));
    JsonNode body = asked.json();
    assertEquals("2027-04-12", body.get("checkin").getStringValue());
    assertEquals("2027-04-15", body.get("checkout").getStringValue());
    assertEquals("USD", body.get("currency").getStringValue());
    assertEquals("VN", body.get("guestNationality").getStringValue());
    assertEquals(35.68, body.get("latitude").getDoubleValue());
    assertEquals(139.76, body.get("longitude").getDoubleValue());
    assertEquals(8000, body.get("radius").getIntValue());
    assertNull(body.get("cityName"), "one way to say where");
    assertNull(body.get("hotelIds"));
    assertEquals(1, body.get("occupancies").size());
    assertEquals(2, body.get("occupancies").get(0).get("adults").getIntValue());
    assertEquals(9, body.get("occupancies").get(0).get("children").get(0).getIntValue());

    liteapi.stays(new StayQuery(HANOI, IN, IN.plusDays(1), new Party(1, List.of()), "VND"));
    JsonNode named = server.asked().getLast().json();
    assertEquals("Hanoi", named.get("cityName").getStringValue());
    assertEquals("VN", named.get("countryCode").getStringValue());
    assertNull(named.get("latitude"));
  }

  @Test
  void addsTheFeesThatComeOnTop() {
    server.then(200, ReplayServer.file("/travel/liteapi/rates.json")).otherwise(204, "");
    List<StayOffer> offers = liteapi.stays(STAY);
    assertEquals(List.of("Station Hotel", "Onsen Inn", "Harbour House"), offers.stream().map(StayOffer::name).toList());

    StayOffer harbour = offers.getLast();
    assertEquals("lp55a1/2027-04-12/3", harbour.ref());
    assertEquals("liteapi", harbour.source());
    assertEquals("Tokyo", harbour.city());
    assertEquals(new BigDecimal("108.20"), harbour.nightly().amount(), "300 and 24.60 on top, for three nights");
    assertEquals("USD", harbour.nightly().currency());
    assertEquals(new Position(35.66, 139.75), harbour.position());
    assertEquals(4.3, harbour.rating());
    assertEquals(3, harbour.maximumOccupancy());
    assertEquals(1, harbour.roomsFor(3));
    assertEquals(3, harbour.minimumNights());
    assertEquals(IN, harbour.validFrom());
    assertEquals(IN.plusDays(3), harbour.validTo());
    assertNull(harbour.roomType());
    assertFalse(harbour.bookable());

    StayOffer onsen = offers.get(1);
    BigDecimal whole = new BigDecimal("240").add(rates.convert(new BigDecimal("3000"), "JPY", "USD"));
    assertTrue(onsen.nightly().amount().multiply(BigDecimal.valueOf(3)).compareTo(whole) >= 0);
    assertTrue(onsen.nightly().amount().multiply(BigDecimal.valueOf(3)).subtract(whole).compareTo(new BigDecimal("0.03")) < 0);
    assertNull(onsen.rating(), "no rating is not a rating of zero");
    assertEquals(new BigDecimal("66.34"), offers.getFirst().nightly().amount(), "199 for three nights, never less");
  }

  @Test
  void leavesOutWhatItCannotTellThePriceOrNameOf() {
    server.then(200, ReplayServer.file("/travel/liteapi/rates.json")).otherwise(204, "");
    List<String> refs = liteapi.stays(STAY).stream().map(StayOffer::ref).toList();
    assertTrue(refs.stream().noneMatch(r -> r.startsWith("lp10e4")), "a fee in a currency without a rate");
    assertTrue(refs.stream().noneMatch(r -> r.startsWith("lp12f5")), "a house without a name");
  }

  @Test
  void spreadsAPartyOverRooms() {
    for (int adults = 1; adults <= 12; adults++) {
      for (int children = 0; children <= 8; children++) {
        Party party = new Party(adults, IntStream.range(0, children).boxed().toList());
        Rooms rooms = Rooms.of(party);
        List<Integer> sizes = rooms.occupancies().stream().map(o -> o.adults() + o.children().size()).toList();
        assertEquals(party.size(), sizes.stream().mapToInt(i -> i).sum());
        assertTrue(rooms.occupancies().stream().allMatch(o -> o.adults() >= 1), "an adult in each of " + rooms);
        assertTrue(sizes.stream().allMatch(s -> s <= rooms.people()), rooms.toString());
        assertEquals(rooms.occupancies().size(), (party.size() + rooms.people() - 1) / rooms.people(), "as many as the planner counts: " + rooms);
        assertEquals(
            party.childrenAges().stream().sorted().toList(),
            rooms.occupancies().stream().flatMap(o -> o.children().stream()).sorted().toList());
      }
    }
    assertThrows(
        SourceException.Final.class, () -> liteapi.stays(new StayQuery(TOKYO, IN, IN.plusDays(1), new Party(0, List.of(12)), "USD")));
  }

  @Test
  void tellsThePriceOfOneRoomOfSeveral() {
    server.then(200, ReplayServer.file("/travel/liteapi/rates.json")).otherwise(204, "");
    List<StayOffer> offers = liteapi.stays(new StayQuery(TOKYO, IN, IN.plusDays(3), new Party(4, List.of()), "USD"));
    assertEquals(2, server.asked().getFirst().json().get("occupancies").size());
    StayOffer harbour = offers.getLast();
    assertEquals(2, harbour.roomsFor(4));
    assertEquals(new BigDecimal("54.10"), harbour.nightly().amount());
  }

  @Test
  void turnsPagesWhileThereIsLittle() {
    server.then(200, page(0, 12)).then(200, page(12, 12)).otherwise(500, "");
    assertEquals(24, liteapi.stays(STAY).size());
    assertEquals(List.of(0, 200), server.asked().stream().map(a -> a.json().get("offset").getIntValue()).toList());
    server.then(200, page(0, 12));
    assertEquals(12, liteapi.stays(STAY).size(), "a second page that fails takes nothing away");
  }

  @Test
  void takesPicksAndTheCheapestOfMany() {
    server.then(200, page(0, 120));
    List<StayOffer> offers = liteapi.stays(STAY);
    assertEquals(30, offers.size());
    assertTrue(offers.stream().anyMatch(o -> o.ref().startsWith("h0/")), "the provider's first pick, though the dearest");
    assertTrue(offers.getFirst().ref().startsWith("h119/"), "the cheapest of all");
  }

  private static String page(int from, int count) {
    String data =
        IntStream.range(from, from + count)
            .mapToObj(
                i ->
                    "{\"hotelId\": \"h%d\", \"roomTypes\": [{\"offerRetailRate\": {\"amount\": %d, \"currency\": \"USD\"}, \"rates\": [{\"retailRate\": {}}]}]}"
                        .formatted(i, 900 - i))
            .collect(Collectors.joining(","));
    String hotels =
        IntStream.range(from, from + count).mapToObj(i -> "{\"id\": \"h%d\", \"name\": \"House %d\"}".formatted(i, i)).collect(Collectors.joining(","));
    return "{\"data\": [" + data + "], \"hotels\": [" + hotels + "]}";
  }

  @Test
  void looksAtAHouseAgain() {
    server.then(200, ReplayServer.file("/travel/liteapi/rates.json")).then(204, "");
    StayOffer harbour = liteapi.stays(STAY).getLast();
    server.then(200, ReplayServer.file("/travel/liteapi/rates.json").replace("300.0", "330.0"));
    StayQuery longer = new StayQuery(TOKYO, IN, IN.plusDays(5), STAY.party(), "USD");
    OfferCheck.Available now = assertInstanceOf(OfferCheck.Available.class, liteapi.check(harbour, longer));
    assertEquals(new BigDecimal("118.20"), now.price().amount());
    JsonNode body = server.asked().getLast().json();
    assertEquals("lp55a1", body.get("hotelIds").get(0).getStringValue());
    assertEquals("2027-04-15", body.get("checkout").getStringValue(), "the nights of the offer");
    assertNull(body.get("latitude"));
    server.then(204, "");
    assertInstanceOf(OfferCheck.Gone.class, liteapi.check(harbour, STAY));
    server.otherwise(503, "{\"error\": {\"code\": 51004}}");
    assertThrows(SourceException.Retriable.class, () -> liteapi.check(harbour, STAY));
  }

  @Test
  void asksForFlightsAsTheApiWantsIt() {
    server.otherwise(200, "{\"data\": []}");
    assertEquals(List.of(), liteapi.transport(new TransportQuery(HANOI, TOKYO, IN, new Party(1, List.of(14, 9, 1)), "premium_economy")));
    ReplayServer.Asked asked = server.asked().getFirst();
    assertEquals("POST /flights/rates", asked.method() + " " + asked.path());
    JsonNode body = asked.json();
    assertEquals("HAN", body.get("legs").get(0).get("origin").getStringValue());
    assertEquals("HND", body.get("legs").get(0).get("destination").getStringValue());
    assertEquals("2027-04-12", body.get("legs").get(0).get("date").getStringValue());
    assertEquals(2, body.get("adults").getIntValue(), "whoever is twelve pays as an adult");
    assertEquals(1, body.get("children").getIntValue());
    assertEquals(9, body.get("childrenAges").get(0).getIntValue());
    assertEquals(1, body.get("infants").getIntValue());
    assertEquals("PREMIUM_ECONOMY", body.get("cabinClass").getStringValue());
    assertEquals("USD", body.get("currency").getStringValue());
    assertEquals(1, body.get("filters").get("maxStops").getIntValue());
  }

  @Test
  void readsFlights() {
    server.then(200, ReplayServer.file("/travel/liteapi/flights.json"));
    List<TransportOffer> offers = liteapi.transport(FLIGHT);
    assertEquals(List.of("light==", "direct"), offers.stream().map(TransportOffer::ref).toList());
    TransportOffer via = offers.getFirst();
    assertEquals("2027-04-12T10:25 2027-04-12T20:45 500", via.depart() + " " + via.arrive() + " " + via.durationMinutes());
    assertEquals("KE442 / NH862", via.number());
    assertEquals(List.of("ICN"), via.via());
    assertEquals(new BigDecimal("1188.25"), via.price().amount());
    assertEquals(Instant.parse("2027-01-10T10:30:00Z"), via.expiresAt());

    server.then(200, ReplayServer.file("/travel/liteapi/flights.json").replace("light==", "other").replace("1188.25", "1190.0"));
    OfferCheck.Available now = assertInstanceOf(OfferCheck.Available.class, liteapi.check(via, FLIGHT));
    assertEquals(new BigDecimal("1190.00"), now.price().amount(), "the same flights under another id");
    server.then(200, "{\"data\": []}");
    assertInstanceOf(OfferCheck.Gone.class, liteapi.check(via, FLIGHT));
  }

  @Test
  void faultsAreTold() {
    server.then(401, "{\"error\": {\"code\": 41004}}");
    assertThrows(SourceException.Final.class, () -> liteapi.stays(STAY));
    server.then(400, "{\"error\": {\"code\": 4000, \"description\": \"hotel ids not found\", \"message\": \"bad request\"}}");
    SourceException e = assertThrows(SourceException.Final.class, () -> liteapi.stays(STAY));
    assertEquals("it rejected the question, HTTP 400 4000", e.getMessage());
    server.then(200, "{}").then(200, "{\"data\": [{\"hotelId\": 1}]}").then(200, "[");
    for (int i = 0; i < 3; i++) {
      assertThrows(SourceException.Retriable.class, () -> liteapi.stays(STAY));
    }
  }
}
