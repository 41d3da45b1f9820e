package io.lotara.suggestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotara.suggestion.Quote.Quoted;
import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.travel.TransportMode;
import io.lotara.travel.open.OpenExchangeRates;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchRulesTest {
  private static final Instant NOW = Instant.parse("2027-01-10T10:00:00Z");
  private static final Basis TABLES = new Basis("reference-tables", TransportMode.FLIGHT);
  private final WatchTiming timing = WatchTiming.standard();
  private final WatchRules rules = new WatchRules(timing, new OpenExchangeRates());
  private Instant now = NOW;

  private Watch watch(String baseline, String threshold) {
    Journey journey = new Journey("Hanoi", "Singapore", LocalDate.parse("2027-04-12"), null, new Party(1, List.of()));
    Price price = baseline == null ? null : usd(baseline);
    return Watch.begin(
        new WatchKey("t", "0193d6a0-7c00-7a31-9c55-0d8f6c3e2b1a"), "ada", journey, new BigDecimal(threshold), price, true, NOW);
  }

  private static Price usd(String amount) {
    return Price.live(new BigDecimal(amount), "USD");
  }

  private Watch seen(Watch watch, String amount) {
    return seen(watch, new Quoted(usd(amount), TABLES));
  }

  private Watch seen(Watch watch, Quote quote) {
    Watch next = rules.next(watch, quote, true, now);
    now = now.plus(timing.period());
    return next.owed() == null ? next : rules.paid(next, now);
  }

  @ParameterizedTest
  @CsvSource({
    "400, 15, 340, false", "400, 15, 339.99, true", "400, 15, 400, false", "400, 15, 500, false", "400, 0.01, 399.96, false",
    "400, 0.01, 399.95, true", "400, 99.9, 0.40, false", "400, 99.9, 0.39, true", "333.33, 10, 300, false", "333.33, 10, 299.99, true",
  })
  void aDropIsStrictlyBelowTheThreshold(String baseline, String threshold, String price, boolean drop) {
    Watch next = rules.next(watch(baseline, threshold), new Quoted(usd(price), TABLES), true, NOW);
    assertEquals(drop, next.owed() != null);
    assertEquals(usd(price), next.last());
    assertEquals(usd(drop ? price : baseline), next.baseline(), "a drop moves the baseline");
    assertEquals(drop ? 1 : 0, next.drops());
    assertEquals(NOW, next.checkedAt());
  }

  @Test
  void theFirstCheckSetsABaselineThatWasLeftOut() {
    Watch next = rules.next(watch(null, "15"), new Quoted(usd("412"), TABLES), true, NOW);
    assertEquals(usd("412"), next.baseline());
    assertNull(next.owed());
    assertEquals(List.of(new Sighting(NOW, usd("412"), null, null)), next.history());
  }

  @Test
  void theSamePriceIsNoSecondDrop() {
    Watch watch = seen(watch("400", "15"), "300");
    assertEquals(1, watch.drops());
    for (int i = 0; i < 5; i++) {
      watch = seen(watch, "300");
    }
    assertEquals(1, watch.drops());
    watch = seen(watch, "255");
    assertEquals(1, watch.drops());
    watch = seen(watch, "254.99");
    assertEquals(2, watch.drops());
  }

  @Test
  void aPriceThatSlidesInSmallStepsIsNotPassedOver() {
    Watch watch = watch("400", "15");
    for (String price : List.of("380", "361", "345")) {
      watch = seen(watch, price);
      assertEquals(0, watch.drops());
    }
    assertEquals(1, seen(watch, "339").drops());
  }

  @Test
  void aRiseMovesWhatIsComparedWith() {
    Watch watch = seen(watch("400", "15"), "500");
    assertEquals(usd("500"), watch.last());
    assertEquals(0, seen(watch, "425").drops());
    assertEquals(1, seen(watch, "424").drops());
  }

  @Test
  void soonAfterADropAnotherIsHeldAndNotForgotten() {
    Watch watch = seen(watch("400", "15"), "300");
    now = NOW.plus(Duration.ofMinutes(10));
    Watch held = seen(watch, "200");
    assertEquals(1, held.drops());
    assertEquals(usd("300"), held.last(), "what it is compared with stays");
    assertTrue(held.history().getLast().note().contains("soon after another drop"));
    now = NOW.plus(timing.period());
    Watch told = seen(held, "200");
    assertEquals(2, told.drops());
    now = NOW.plus(timing.period());
    assertEquals(1, seen(held, "299").drops(), "it went up again meanwhile");
  }

  @Test
  void whoWantsNoAlertsGetsNoneAndTheBaselineMoves() {
    Watch next = rules.next(watch("400", "15"), new Quoted(usd("300"), TABLES), false, NOW);
    assertNull(next.owed());
    assertEquals(0, next.drops());
    assertEquals(usd("300"), next.baseline());
    assertTrue(next.history().getLast().note().contains("wants not to be told"));
  }

  @Test
  void anotherSourceModeOrCurrencyIsNoDrop() {
    Watch watch = seen(watch("400", "15"), "390");
    for (Quoted other :
        List.of(
            new Quoted(usd("100"), new Basis("open", TransportMode.FLIGHT)),
            new Quoted(usd("100"), new Basis("reference-tables", TransportMode.BUS)),
            new Quoted(Price.live(new BigDecimal("100"), "EUR"), TABLES))) {
      Watch next = seen(watch, other);
      assertEquals(0, next.drops());
      assertEquals(other.price(), next.baseline(), "compared from here on");
      assertEquals(other.price(), next.last());
      assertTrue(next.history().getLast().note().contains("compared from here on"), next.history()::toString);
      Watch after = seen(next, new Quoted(new Price(new BigDecimal("84.99"), other.price().currency(), other.price().kind()), other.basis()));
      assertEquals(1, after.drops());
    }
  }

  @Test
  void theUsersOwnBaselineIsConvertedOnce() {
    Price baseline = new Price(new BigDecimal("10000000"), "VND", io.lotara.travel.PriceKind.ESTIMATED);
    Watch watch = watch("400", "15");
    Watch in = Watch.begin(watch.key(), "ada", watch.journey(), new BigDecimal("15"), baseline, true, NOW);
    Watch next = seen(in, "390");
    assertEquals("USD", next.baseline().currency());
    assertTrue(next.history().getLast().note().startsWith("The baseline of 10000000 VND is taken as"), next.history()::toString);
    assertEquals(0, next.drops());
    assertEquals(1, seen(in, "100").drops());
  }

  @Test
  void noAnswerAndNoPriceAreNoDrop() {
    Watch watch = seen(watch("400", "15"), "390");
    Instant checked = watch.checkedAt();
    Watch down = rules.next(watch, new Quote.Down("a fault"), true, now);
    assertEquals(checked, down.checkedAt(), "nobody answered");
    assertEquals(usd("390"), down.last());
    assertEquals(now.plus(timing.retry()), down.dueAt());
    assertEquals("No answer: a fault", down.history().getLast().note());
    Watch again = rules.next(down, new Quote.Down("a fault"), true, now);
    assertEquals(down.history(), again.history(), "said once");
    assertEquals(now.plus(timing.retry().multipliedBy(2)), again.dueAt());
    Watch none = rules.next(again, new Quote.NoPrice("sold out"), true, now);
    assertEquals(now, none.checkedAt());
    assertEquals(usd("390"), none.last());
    for (int i = 0; i < 40; i++) {
      down = rules.next(down, new Quote.Down("a fault"), true, now);
      assertFalse(down.dueAt().isAfter(now.plus(timing.period())));
    }
    assertEquals(1, seen(none, "300").drops(), "the drop is seen when there is a price again");
    assertEquals(0, seen(none, "300").misses());
  }

  @Test
  void itEndsOnTheDayOfDeparture() {
    Watch watch = watch("400", "15");
    assertFalse(rules.over(watch, Instant.parse("2027-04-11T23:59:59Z")));
    assertTrue(rules.over(watch, Instant.parse("2027-04-12T00:00:00Z")));
    Watch ended = rules.ended(watch, NOW);
    assertFalse(ended.active());
    assertNull(ended.dueAt());
  }

  @Test
  void itsHistoryIsBounded() {
    Watch watch = watch("400", "15");
    for (int i = 0; i < 100; i++) {
      watch = seen(watch, Integer.toString(400 + i));
    }
    assertEquals(WatchRules.MOST_SIGHTINGS, watch.history().size());
    assertEquals(usd("499"), watch.history().getLast().price());
  }

  @Test
  void checksAreSpreadAndAPeriodApart() {
    Set<Instant> times = new HashSet<>();
    for (int i = 0; i < 600; i++) {
      WatchKey key = new WatchKey("t", UUID.randomUUID().toString());
      Instant first = timing.next(key, NOW);
      assertTrue(first.isAfter(NOW) && !first.isAfter(NOW.plus(timing.period())));
      assertEquals(first.plus(timing.period()), timing.next(key, first), "whenever it is on time");
      assertEquals(first.plus(timing.period()), timing.next(key, first.plusSeconds(299)), "or a little late");
      times.add(Instant.ofEpochSecond(first.getEpochSecond() / 600 * 600));
    }
    assertTrue(times.size() >= 36, times.size() + " tens of minutes of 36");
  }

  @Test
  void aPauseAndAChange() {
    Watch watch = seen(watch("400", "15"), "390");
    Watch paused = rules.changed(watch, new WatchRules.Change(null, null, null, false), now);
    assertNull(paused.dueAt());
    assertFalse(paused.active());
    Watch again = rules.changed(paused, new WatchRules.Change(null, new BigDecimal("5"), null, true), now);
    assertEquals(now, again.dueAt());
    assertEquals(usd("390"), again.last());
    assertEquals(1, seen(again, "370").drops());
    Journey other = new Journey("Hanoi", "Tokyo", LocalDate.parse("2027-05-01"), null, new Party(1, List.of()));
    Watch moved = rules.changed(again, new WatchRules.Change(other, null, null, null), now);
    assertNull(moved.baseline());
    assertEquals(List.of(), moved.history());
    Watch told = rules.changed(again, new WatchRules.Change(again.journey(), null, usd("500"), null), now);
    assertEquals(usd("500"), told.last());
  }

  @Test
  void aDropIsOwedOneJobWhateverBecomesOfTheWatch() {
    Watch drop = rules.next(watch("400", "15"), new Quoted(usd("300"), TABLES), true, NOW);
    Watch paused = rules.changed(drop, new WatchRules.Change(null, null, null, false), NOW);
    assertNotNull(paused.owed());
    assertEquals(NOW, paused.dueAt(), "the job is owed still");
    assertNull(rules.paid(paused, NOW).dueAt());
    String id = drop.owed().jobId();
    assertEquals(7, UUID.fromString(id).version());
    assertEquals(2, UUID.fromString(id).variant());
    assertEquals(id, DropJob.id(drop.key(), 1, NOW));
    assertNotEquals(id, DropJob.id(drop.key(), 2, NOW));
    assertNotEquals(id, DropJob.id(new WatchKey("other", drop.key().id()), 1, NOW));
    assertEquals(id, drop.history().getLast().jobId());
  }
}
