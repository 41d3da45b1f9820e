package io.lotara.e2e;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.Price;
import io.lotara.travel.Reservations;
import io.lotara.travel.SourceException;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.Town;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A provider that sells flights and stays and books them, and misbehaves on demand. It is asked only when {@code constraints.provider}
 * names it. A flight is held, a stay is booked.
 */
final class BookableTravel implements TravelSource, Reservations {
  /** What a call does instead of what it should; used up by the next call of its sort. */
  enum Fault {
    /** None: the call does what it should. */
    NONE,
    /** Nothing is done; the caller is told to try later. */
    FAIL,
    /** It is done, and the caller hears nothing in time. */
    TIMEOUT_AFTER_EFFECT,
    /** It is done, and the caller dies before the answer arrives. */
    CRASH_AFTER_EFFECT,
    /** It is done, and the answer cannot be read. */
    GARBLED_AFTER_EFFECT,
    /** The provider refuses for good. */
    REFUSE
  }

  private static final Instant SAID = Instant.parse("2026-01-01T00:00:00Z");

  private final String name;
  private final boolean keys;
  private final Faults faults;
  private final Ledger ledger = new Ledger();
  private final Queue<Fault> onReserve = new ConcurrentLinkedQueue<>();
  private final Queue<Fault> onFind = new ConcurrentLinkedQueue<>();
  private final Queue<Fault> onCancel = new ConcurrentLinkedQueue<>();
  private volatile Runnable beforeReserve = () -> {};
  private volatile Runnable beforeTransport = () -> {};
  private volatile int percent = 100;
  private volatile boolean soldOut;
  private volatile boolean searchFails;

  BookableTravel(String name, boolean keys, Faults faults) {
    this.name = name;
    this.keys = keys;
    this.faults = faults;
  }

  void clear() {
    ledger.clear();
    onReserve.clear();
    onFind.clear();
    onCancel.clear();
    beforeReserve = () -> {};
    beforeTransport = () -> {};
    percent = 100;
    soldOut = false;
    searchFails = false;
  }

  Ledger ledger() {
    return ledger;
  }

  void onReserve(Fault... next) {
    onReserve.addAll(List.of(next));
  }

  void onFind(Fault... next) {
    onFind.addAll(List.of(next));
  }

  void onCancel(Fault... next) {
    onCancel.addAll(List.of(next));
  }

  /** Runs before each call to reserve. */
  void beforeReserve(Runnable what) {
    beforeReserve = what;
  }

  /** Runs before each question for transport. */
  void beforeTransport(Runnable what) {
    beforeTransport = what;
  }

  /** From now on everything costs so many percent of its first price. */
  void percent(int now) {
    percent = now;
  }

  void soldOut(boolean now) {
    soldOut = now;
  }

  void searchFails(boolean now) {
    searchFails = now;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Offering> offerings() {
    return Set.of(Offering.TRANSPORT, Offering.STAYS);
  }

  @Override
  public boolean covers(LocalDate date) {
    return false;
  }

  @Override
  public List<Town> towns(String town) {
    return List.of();
  }

  @Override
  public List<Town> townsIn(String regionOrCountry) {
    return List.of();
  }

  @Override
  public List<TransportOffer> transport(TransportQuery query) {
    beforeTransport.run();
    search();
    String from = query.from().name();
    String to = query.to().name();
    return soldOut
        ? List.of()
        : List.of(
            new TransportOffer(
                "F %s-%s %s".formatted(from, to, query.date()),
                name,
                TransportMode.FLIGHT,
                from,
                to,
                query.from().airports().stream().findFirst().orElse(null),
                query.to().airports().stream().findFirst().orElse(null),
                query.date(),
                query.date() + "T09:00",
                query.date() + "T10:30",
                90,
                price(120),
                null,
                null,
                "BK",
                "BK 100",
                List.of(),
                null,
                true,
                null,
                SAID,
                null));
  }

  @Override
  public List<StayOffer> stays(StayQuery query) {
    search();
    String town = query.town().name();
    return soldOut
        ? List.of()
        : List.of(
            new StayOffer(
                "S " + town,
                name,
                "Bookable House " + town,
                town,
                null,
                query.town().position(),
                null,
                Set.of(),
                1,
                4,
                price(80),
                4.5,
                null,
                null,
                true,
                null,
                SAID,
                null));
  }

  private void search() {
    if (searchFails) {
      throw new SourceException.Retriable("the search is down", null);
    }
  }

  private Price price(int base) {
    BigDecimal amount = BigDecimal.valueOf((long) base * percent).divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
    return Price.live(amount, "USD");
  }

  @Override
  public List<Attraction> attractions(Town town) {
    return List.of();
  }

  @Override
  public List<Eatery> eateries(Town town) {
    return List.of();
  }

  @Override
  public String source() {
    return name;
  }

  @Override
  public boolean honoursKeys() {
    return keys || !faults.on(Protection.AT_MOST_ONCE);
  }

  @Override
  public Reservation reserve(String key, String offerRef, Price price) {
    beforeReserve.run();
    ledger.called("reserve " + key);
    Fault fault = onReserve.poll();
    if (fault == Fault.FAIL) {
      throw new SourceException.Retriable("the provider is busy", null);
    }
    if (fault == Fault.REFUSE) {
      throw new SourceException.Final("sold out.", null);
    }
    Ledger.Effect effect =
        Optional.of(key)
            .filter(k -> honours())
            .flatMap(ledger::under)
            .orElseGet(() -> ledger.reserve(key, offerRef, offerRef.startsWith("F ")));
    answer(fault, "reserve");
    faults.made(name + " reserve");
    return effect.reservation();
  }

  private static void answer(Fault fault, String what) {
    if (fault == Fault.TIMEOUT_AFTER_EFFECT) {
      throw new SourceException.Retriable("no answer in time", null);
    }
    if (fault == Fault.GARBLED_AFTER_EFFECT) {
      throw new IllegalStateException("the answer cannot be read");
    }
    if (fault == Fault.CRASH_AFTER_EFFECT) {
      throw new Crash(what);
    }
  }

  @Override
  public Optional<Reservation> find(String key) {
    ledger.called("find " + key);
    if (onFind.poll() == Fault.FAIL) {
      throw new SourceException.Retriable("the provider is busy", null);
    }
    return honours() ? ledger.under(key).map(Ledger.Effect::reservation) : Optional.empty();
  }

  private boolean honours() {
    return keys && faults.on(Protection.EFFECT_KEY);
  }

  @Override
  public void cancel(String reservationRef) {
    ledger.called("cancel " + reservationRef);
    Fault fault = onCancel.poll();
    if (fault == Fault.FAIL) {
      throw new SourceException.Retriable("the provider is busy", null);
    }
    ledger.cancel(reservationRef);
    answer(fault, "cancel");
    faults.made(name + " cancel");
  }
}
