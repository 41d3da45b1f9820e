package io.lotara.suggestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.suggestion.CheckWatch.Checked;
import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.travel.Sources;
import io.lotara.travel.TravelSource;
import io.lotara.travel.open.OpenExchangeRates;
import io.lotara.travel.open.OpenGazetteer;
import io.lotara.travel.open.OpenTravel;
import io.lotara.travel.tables.ReferenceTables;
import io.lotara.travel.tables.TableFiles;
import io.lotara.trip.PreferenceStore;
import io.lotara.trip.Preferences;
import io.micronaut.core.annotation.Nullable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of watches with the real sources behind them: tables whose files change, and the open data's model, on a clock that tests move. */
class WatchedSourceTest {
  private static final WatchKey KEY = new WatchKey("t", "0193d6a0-7c00-7a31-9c55-0d8f6c3e2b1a");
  private static final OpenGazetteer GAZETTEER = new OpenGazetteer();
  private final InMemoryWatches store = new InMemoryWatches();
  private final List<Drop> drops = new ArrayList<>();
  private Instant now = Instant.parse("2031-04-20T10:00:00Z");
  private final InstantSource instants = () -> now;
  private final Clock clock = instants.withZone(ZoneOffset.UTC);

  @TempDir private Path folder;
  private CheckWatch check;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/tables"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    sources(new ReferenceTables(TableFiles.folder(folder), clock::instant), new OpenTravel(GAZETTEER, clock::instant));
  }

  private void sources(TravelSource... sources) {
    OpenExchangeRates rates = new OpenExchangeRates();
    check =
        new CheckWatch(
            store,
            new WatchPrices(new Sources(List.of(sources)), GAZETTEER, rates),
            new WatchRules(WatchTiming.standard(), rates),
            new Suggestions(null, null) {
              @Override
              public void suggest(Watch watch, Drop drop) {
                drops.add(drop);
              }
            },
            new PreferenceStore() {
              @Override
              public Optional<Preferences> get(String tenant, String userId) {
                return Optional.empty();
              }

              @Override
              public void put(String tenant, String userId, Preferences preferences) {
                throw new UnsupportedOperationException("checks keep no preferences");
              }
            },
            clock);
  }

  private void watch(String from, String to, LocalDate departure, @Nullable Price baseline) {
    Journey journey = new Journey(from, to, departure, null, new Party(1, List.of()));
    store.create(Watch.begin(KEY, "ada", journey, new BigDecimal("15"), baseline, true, now));
  }

  private void watchTables(@Nullable Price baseline) {
    watch("Norwick", "Harbour Point", LocalDate.of(2031, 5, 5), baseline);
  }

  private Watch seen() {
    return store.read(KEY).orElseThrow();
  }

  private Checked later(Duration time) {
    now = now.plus(time);
    return check.check(KEY);
  }

  private Checked next() {
    return later(Duration.ofHours(6));
  }

  private void flights(String text) throws IOException {
    Files.writeString(folder.resolve("flights.csv"), text);
  }

  private void price(int amount) throws IOException {
    flights(Files.readString(Path.of("src/test/resources/tables/flights.csv")).replace("1 hours 50 minutes,60,", "1 hours 50 minutes," + amount + ","));
  }

  private static Price usd(String amount) {
    return Price.live(new BigDecimal(amount), "USD");
  }

  private String note() {
    return String.valueOf(seen().history().getLast().note());
  }

  @Test
  void aDropIsSeenAndAnotherOneSoonAfterIsHeldBack() throws IOException {
    watchTables(null);
    assertEquals(Checked.CHECKED, check.check(KEY));
    assertEquals(usd("60"), seen().baseline());
    price(40);
    assertEquals(Checked.SUGGESTED, next());
    assertEquals(List.of(usd("40")), drops.stream().map(Drop::to).toList());
    // Its own moment in the period may come soon after: while it is quiet nothing is told, and what it is compared with stays.
    Watch.Draft soon = seen().draft();
    soon.dueAt = now.plus(Duration.ofHours(1));
    assertTrue(store.write(soon.next(), "soon"));
    price(20);
    assertEquals(Checked.CHECKED, later(Duration.ofHours(1)));
    assertTrue(note().contains("soon after another drop"), note());
    assertEquals(usd("40"), seen().last());
    assertEquals(Checked.SUGGESTED, next());
    assertEquals(List.of(usd("40"), usd("20")), drops.stream().map(Drop::to).toList());
  }

  @Test
  void aBaselineInAnotherCurrencyIsConverted() {
    watchTables(Price.estimated(1000, "JPY"));
    assertEquals(Checked.CHECKED, check.check(KEY), "1000 yen are far below 60 dollars");
    assertEquals("USD", seen().baseline().currency());
    assertTrue(note().startsWith("The baseline of 1000 JPY is taken as"), note());
  }

  @Test
  void noPriceIsNotedAndCountsAsAnAnswer() throws IOException {
    watchTables(null);
    check.check(KEY);
    flights(Files.readString(folder.resolve("flights.csv")).lines().filter(l -> !l.startsWith("T10")).reduce("", (a, b) -> a + b + "\n"));
    next();
    assertTrue(note().startsWith("No price: "), note());
    assertEquals(now, seen().checkedAt());
    assertEquals(usd("60"), seen().last());
  }

  /** Half a table, no table, and what is no table at all. */
  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "<html>\n<body>\n", "a,b\n1,2\n", "flight_number,origin\n", "\"T1"})
  void tablesThatCannotBeReadAreASourceThatIsDown(String text) throws IOException {
    watchTables(null);
    check.check(KEY);
    Instant answered = seen().checkedAt();
    flights(text);
    assertEquals(Checked.CHECKED, next());
    assertTrue(note().startsWith("No answer: "), note());
    assertEquals(answered, seen().checkedAt(), "nobody has answered");
    assertEquals(now.plus(Duration.ofMinutes(15)), seen().dueAt());
    price(40);
    assertEquals(Checked.SUGGESTED, later(Duration.ofMinutes(15)), "it has missed nothing");
  }

  @Test
  void itEndsOnTheDayOfDeparture() {
    watchTables(null);
    check.check(KEY);
    now = Instant.parse("2031-05-05T06:00:00Z");
    assertEquals(Checked.ENDED, check.check(KEY));
    assertFalse(seen().active());
    assertEquals(Checked.IDLE, next());
  }

  /** The model makes a fare cheaper when the departure is no longer far (1.04 to 1.00 at 90 days), and dearer when it is near (1.40 at 7). */
  @Test
  void anEstimateMovesWithTheDaysThatAreLeft() {
    sources(new OpenTravel(GAZETTEER, clock::instant));
    LocalDate departure = LocalDate.of(2031, 4, 20).plusDays(91);
    watch("Hanoi", "Singapore", departure, null);
    check.check(KEY);
    double far = seen().last().amount().doubleValue();
    now = departure.minusDays(90).atTime(20, 0).toInstant(ZoneOffset.UTC);
    assertEquals(Checked.CHECKED, check.check(KEY), "4 per cent are no drop");
    double usual = seen().last().amount().doubleValue();
    assertEquals(1.04, far / usual, 0.01);
    now = departure.minusDays(7).atTime(20, 0).toInstant(ZoneOffset.UTC);
    check.check(KEY);
    assertEquals(1.40, seen().last().amount().doubleValue() / usual, 0.01);
    assertEquals(List.of(), drops);
    assertEquals(3, seen().history().size());
  }
}
