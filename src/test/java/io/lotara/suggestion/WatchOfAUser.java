package io.lotara.suggestion;

import io.lotara.interleave.JobsOnALine;
import io.lotara.interleave.Line;
import io.lotara.interleave.Stored;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.JobKind;
import io.lotara.job.UserData;
import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.travel.TransportMode;
import io.lotara.travel.open.OpenExchangeRates;
import io.lotara.trip.PreferenceStore;
import io.lotara.trip.Preferences;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What others need of watches: the room that is erased, and a check of a watch whose price has fallen. */
public final class WatchOfAUser {
  private final UserData room;
  private final CheckWatch check;

  /**
   * Of which everything stands on a line.
   *
   * @param kind of the job that a drop gets
   */
  public <S extends Stored<S>> WatchOfAUser(
      Line<S> line, Function<S, InMemoryWatches> watches, JobsOnALine<S> jobs, JobKind kind, IdempotencyKeys keys, Clock clock) {
    WatchStore store = line.sure(WatchStore.class, watches);
    room = new ErasedWatches(store, new DeleteWatch(store, keys, clock), clock);
    Quote fallen = new Quote.Quoted(usd("300"), new Basis("reference-tables", TransportMode.FLIGHT));
    check =
        new CheckWatch(
            store,
            new WatchPrices(null, null, null) {
              @Override
              public Quote of(Watch watch) {
                return fallen;
              }
            },
            new WatchRules(WatchTiming.standard(), new OpenExchangeRates()),
            new Suggestions(jobs.accept(keys, List.of(kind), List.of()), JobsOnALine.JSON),
            new Anybody(),
            clock);
  }

  private static Price usd(String amount) {
    return Price.live(new BigDecimal(amount), "USD");
  }

  /** A watch that is due and whose price has fallen. */
  public static Watch due(String tenant, String user, Instant now) {
    Journey journey = new Journey("Hanoi", "Singapore", LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(90), null, new Party(1, List.of()));
    return Watch.begin(new WatchKey(tenant, "watch-1"), user, journey, new BigDecimal("15"), usd("400"), true, now);
  }

  /** Checks it, as a worker does. */
  public void check(Watch watch) {
    check.check(watch.key());
  }

  /** The room in which watches are kept, as an erasure sees it. */
  public UserData room() {
    return room;
  }

  /** Somebody who never said what he wants. */
  private static final class Anybody implements PreferenceStore {
    @Override
    public Optional<Preferences> get(String tenant, String userId) {
      return Optional.empty();
    }

    @Override
    public void put(String tenant, String userId, Preferences preferences) {}
  }
}
