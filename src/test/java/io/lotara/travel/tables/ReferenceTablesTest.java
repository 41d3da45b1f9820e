package io.lotara.travel.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.HouseRule;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTablesTest {
  private static final Path FOLDER = Path.of("src/test/resources/tables");
  private static final LocalDate FIRST = LocalDate.of(2031, 5, 5);
  private final ReferenceTables tables = new ReferenceTables(TableFiles.folder(FOLDER), InstantSource.fixed(Instant.EPOCH));

  private Town town(String name) {
    return tables.towns(name).getFirst();
  }

  private List<TransportOffer> ways(String from, String to, LocalDate date, int people) {
    return tables.transport(new TransportQuery(town(from), town(to), date, new Party(people, List.of()), null));
  }

  private List<StayOffer> stays(String town) {
    return tables.stays(new StayQuery(town(town), FIRST, FIRST.plusDays(2), new Party(2, List.of()), "USD"));
  }

  @Test
  void coversTheDaysOfItsFlightsAndAMonthAround() {
    assertTrue(tables.covers(FIRST));
    assertTrue(tables.covers(FIRST.minusMonths(1)));
    assertTrue(tables.covers(LocalDate.of(2031, 6, 9)));
    assertFalse(tables.covers(FIRST.minusMonths(1).minusDays(1)));
    assertFalse(tables.covers(LocalDate.of(2031, 6, 10)));
  }

  @ParameterizedTest
  @CsvSource({"harbour point,Harbour Point", "'HARBOUR-POINT',Harbour Point", "Saint Orla,St. Orla", "st orla,St. Orla",
      "'Millbrook, averland',Millbrook"})
  void findsTownsHoweverTheyAreSpelt(String asked, String found) {
    assertEquals(List.of(found), tables.towns(asked).stream().map(Town::name).toList());
  }

  @Test
  void findsNoTownInAnotherRegionAndForgivesNoTypingErrors() {
    assertEquals(List.of(), tables.towns("Millbrook, Outland"));
    assertEquals(List.of(), tables.towns("Millbrok"));
  }

  @Test
  void namesTheTownsOfAStateRichestFirst() {
    assertEquals(List.of("Harbour Point", "Millbrook", "Stonefield", "St. Orla", "Drywell"), tables.townsIn("averland").stream()
        .map(Town::name).toList());
    assertEquals(List.of(), tables.townsIn("Atlantis"));
  }

  @Test
  void offersFlightsOfTheDayForTheWholeParty() {
    TransportOffer flight = ways("Norwick", "Harbour Point", FIRST, 3).getFirst();
    assertEquals("T100", flight.ref());
    assertEquals("2031-05-05T08:10", flight.depart());
    assertEquals("2031-05-05T10:00", flight.arrive());
    assertEquals(110, flight.durationMinutes());
    assertEquals(new BigDecimal("360.00"), flight.price().amount());
    assertEquals(PriceKind.LIVE, flight.price().kind());
  }

  @Test
  void letsAFlightArriveOnTheNextDay() {
    TransportOffer late = ways("Harbour Point", "Norwick", LocalDate.of(2031, 5, 9), 1).getFirst();
    assertEquals("2031-05-09T23:10", late.depart());
    assertEquals("2031-05-10T01:00", late.arrive());
  }

  @Test
  void takesTheFirstRowOfAFlightNumberThatComesTwice() {
    List<TransportOffer> seventh = ways("Norwick", "Harbour Point", LocalDate.of(2031, 5, 7), 1);
    assertTrue(seventh.stream().noneMatch(o -> o.mode() == TransportMode.FLIGHT), seventh.toString());
  }

  @ParameterizedTest
  @CsvSource({"1,50.00,1010.00", "4,50.00,1010.00", "5,50.00,2020.00", "6,100.00,2020.00", "9,100.00,3030.00", "11,150.00,3030.00"})
  void pricesRoadsForEveryStartedCar(int people, String ownCar, String taxi) {
    List<TransportOffer> roads = ways("Norwick", "Harbour Point", FIRST, people).stream().filter(o -> o.mode() != TransportMode.FLIGHT)
        .toList();
    assertEquals(List.of(TransportMode.SELF_DRIVING, TransportMode.TAXI), roads.stream().map(TransportOffer::mode).toList());
    assertEquals(new BigDecimal(ownCar), roads.get(0).price().amount());
    assertEquals(new BigDecimal(taxi), roads.get(1).price().amount());
    assertEquals(570, roads.getFirst().durationMinutes());
    assertEquals(PriceKind.ESTIMATED, roads.getFirst().price().kind());
    assertNull(roads.getFirst().depart());
  }

  @Test
  void roundsRoadPricesDownToWholeUnits() {
    List<TransportOffer> roads = ways("Harbour Point", "Millbrook", LocalDate.of(2031, 5, 8), 1);
    assertEquals(new BigDecimal("9.00"), roads.get(0).price().amount());
  }

  @Test
  void offersNoDriveOfADayNorOneWithoutDistanceNorTheWayBackThatIsNotListed() {
    assertEquals(List.of(), ways("Norwick", "Far Reach", FIRST, 1));
    assertEquals(List.of(), ways("Norwick", "Drywell", FIRST, 1));
    assertEquals(List.of(), ways("Stonefield", "Millbrook", FIRST, 1));
  }

  @Test
  void readsHousesWithTheirRules() {
    StayOffer pier = stays("Harbour Point").getFirst();
    assertEquals("Pier House", pier.name());
    assertEquals(RoomType.ENTIRE, pier.roomType());
    assertEquals(Set.of(HouseRule.PETS, HouseRule.SMOKING), pier.forbids());
    assertEquals(4, pier.maximumOccupancy());
    assertEquals(new BigDecimal("200.00"), pier.nightly().amount());
    assertEquals(5.0, pier.rating());
    assertEquals(Set.of(HouseRule.CHILDREN_UNDER_10), stays("Harbour Point").get(3).forbids());
    assertEquals(30, stays("Harbour Point").get(4).minimumNights());
  }

  @Test
  void leavesOutRowsThatCannotBeNamedOrUsed() {
    assertEquals(List.of("Mill Cottage", "Weir Room"), stays("Millbrook").stream().map(StayOffer::name).toList());
    assertEquals(List.of("Quarry Inn"), stays("Stonefield").stream().map(StayOffer::name).toList());
    List<String> eateries = tables.eateries(town("Harbour Point")).stream().map(Eatery::name).toList();
    assertTrue(eateries.contains("Gate Bakery"));
    assertFalse(eateries.contains("Gate"), "'Gate' would be taken for 'Gate Bakery'");
    assertEquals(1, tables.eateries(town("Millbrook")).stream().filter(e -> e.name().equals("Old Mill")).count());
    assertEquals(new BigDecimal("20.00"), tables.eateries(town("Millbrook")).getFirst().price().amount());
    assertEquals(5, tables.attractions(town("Harbour Point")).size());
  }

  @Test
  void ranksSightsInTheirOrderAndKeepsWhatIsUnknownUnknown() {
    List<Attraction> sights = tables.attractions(town("Harbour Point"));
    assertEquals(List.of(1, 2, 3, 4, 5), sights.stream().map(Attraction::rank).toList());
    assertEquals("http://lighthouse.example/", sights.getFirst().url());
    assertNull(sights.get(3).url());
    assertEquals(40.010, sights.getFirst().position().latitude());
    assertNull(tables.attractions(town("Stonefield")).getFirst().position());
  }

  @Test
  void givesEveryOfferARefOfItsOwnThatStays() {
    Set<String> refs = new HashSet<>();
    for (String town : List.of("Harbour Point", "Millbrook", "Stonefield")) {
      stays(town).forEach(s -> assertTrue(refs.add(s.ref())));
      tables.eateries(town(town)).forEach(e -> assertTrue(refs.add(e.ref())));
      tables.attractions(town(town)).forEach(a -> assertTrue(refs.add(a.ref())));
    }
    ReferenceTables again = new ReferenceTables(TableFiles.folder(FOLDER), InstantSource.fixed(Instant.EPOCH));
    assertEquals(tables.eateries(town("Millbrook")), again.eateries(town("Millbrook")));
    assertEquals(ways("Norwick", "Millbrook", FIRST, 2),
        again.transport(new TransportQuery(town("Norwick"), town("Millbrook"), FIRST, new Party(2, List.of()), null)));
  }

  @Test
  void saysWhichTableIsMissing() {
    ReferenceTables empty = new ReferenceTables(TableFiles.folder(Path.of("src/test/resources")), InstantSource.fixed(Instant.EPOCH));
    SourceException.Final e = assertThrows(SourceException.Final.class, () -> empty.towns("Norwick"));
    assertTrue(e.getMessage().contains("lack cities.csv"), e.getMessage());
  }

  @Test
  void saysWhichColumnOrNumberIsWrong() {
    SourceException.Final column = assertThrows(SourceException.Final.class, () -> with("flights.csv",
        "flight_number,origin\nT1,Norwick\n").towns("x"));
    assertTrue(column.getMessage().contains("flights.csv lacks the column destination"), column.getMessage());
    SourceException.Final number = assertThrows(SourceException.Final.class, () ->
        with("restaurants.csv", "name,average_cost,cuisines,rating,city\nA,5,Tea,4,Norwick\nB,cheap,Tea,4,Norwick\n").towns("x"));
    assertTrue(number.getMessage().contains("restaurants.csv line 3: average_cost is not a number: 'cheap'"), number.getMessage());
  }

  @Test
  void triesAgainAfterAFileCouldNotBeRead() {
    TableFiles folder = TableFiles.folder(FOLDER);
    boolean[] broken = {true};
    ReferenceTables flaky = new ReferenceTables(name -> {
      if (broken[0]) {
        throw new IOException("connection reset");
      }
      return folder.open(name);
    }, InstantSource.fixed(Instant.EPOCH));
    assertThrows(SourceException.Retriable.class, () -> flaky.towns("Norwick"));
    broken[0] = false;
    assertEquals(1, flaky.towns("Norwick").size());
  }

  @Test
  void aFileThatChangesIsReadAgain(@TempDir Path folder) throws IOException {
    try (var files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    ReferenceTables kept = new ReferenceTables(TableFiles.folder(folder), InstantSource.fixed(Instant.EPOCH));
    assertEquals(1, kept.towns("Norwick").size());
    Path cities = folder.resolve("cities.csv");
    Files.writeString(cities, Files.readString(cities).strip() + "\nNewtown,Averland\n");
    assertEquals(1, kept.towns("Newtown").size());
    Files.delete(cities);
    assertThrows(SourceException.class, () -> kept.towns("Norwick"), "what is gone is not told any more");
    Files.writeString(cities, "city,state\nNorwick,Averland\n");
    assertEquals(1, kept.towns("Norwick").size());
  }

  @Test
  void filesThatDoNotTellAreReadAgainFromTimeToTime() {
    TableFiles folder = TableFiles.folder(FOLDER);
    int[] reads = new int[1];
    Instant[] now = {Instant.EPOCH};
    TableFiles counted =
        name -> {
          reads[0] += name.equals("cities.csv") ? 1 : 0;
          return folder.open(name);
        };
    ReferenceTables kept = new ReferenceTables(counted, () -> now[0]);
    kept.towns("Norwick");
    now[0] = now[0].plusSeconds(14 * 60);
    kept.towns("Norwick");
    assertEquals(1, reads[0]);
    now[0] = now[0].plusSeconds(60);
    kept.towns("Norwick");
    assertEquals(2, reads[0]);
  }

  private static ReferenceTables with(String table, String text) {
    return new ReferenceTables(name -> {
      if (name.equals(table)) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      }
      Path file = FOLDER.resolve(name);
      if (!Files.exists(file)) {
        throw new NoSuchFileException(name);
      }
      return Files.newInputStream(file);
    }, InstantSource.fixed(Instant.EPOCH));
  }
}
