package io.lotara.prove.sim;

import io.lotara.prove.Protection;
import io.lotara.travel.Price;
import io.lotara.travel.Reservations;
import io.lotara.travel.SourceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The provider of all worlds, and the third ledger: what was really done outside. It honours keys. */
final class Provider implements Reservations {
  static final String NAME = "sim";

  /** One reservation. */
  static final class Booking {
    final String ref;
    final String key;
    boolean cancelled;

    Booking(String ref, String key) {
      this.ref = ref;
      this.key = key;
    }
  }

  /** What was done in one world. */
  static final class Ledger {
    private final Map<String, Booking> byRef = new LinkedHashMap<>();
    private int number;

    Optional<Booking> standing(String key) {
      return byRef.values().stream().filter(b -> b.key.equals(key) && !b.cancelled).findFirst();
    }

    List<Booking> all(String prefix) {
      return byRef.values().stream().filter(b -> b.key.startsWith(prefix)).toList();
    }

    void forget(String prefix) {
      byRef.values().removeIf(b -> b.key.startsWith(prefix));
    }

    Booking book(String key) {
      Booking booking = new Booking("R" + ++number, key);
      byRef.put(booking.ref, booking);
      return booking;
    }
  }

  @Override
  public String source() {
    return NAME;
  }

  @Override
  public boolean honoursKeys() {
    return true;
  }

  @Override
  public Reservation reserve(String key, String offerRef, Price price) {
    World world = Actor.current().world;
    return world.provider(
        Fault.At.RESERVE,
        "Reservations.reserve",
        () -> {
          boolean honoured = world.on(Protection.EFFECT_KEY);
          Booking booking = (honoured ? world.ledger.standing(key) : Optional.<Booking>empty()).orElseGet(() -> world.ledger.book(key));
          return new Reservation(booking.ref, false, null);
        });
  }

  @Override
  public Optional<Reservation> find(String key) {
    World world = Actor.current().world;
    return world.provider(
        Fault.At.PROVIDER,
        "Reservations.find",
        () ->
            world.on(Protection.EFFECT_KEY)
                ? world.ledger.standing(key).map(b -> new Reservation(b.ref, false, null))
                : Optional.empty());
  }

  @Override
  public void cancel(String reservationRef) {
    World world = Actor.current().world;
    world.provider(
        Fault.At.PROVIDER,
        "Reservations.cancel",
        () -> {
          Booking booking = world.ledger.byRef.get(reservationRef);
          if (booking != null) {
            booking.cancelled = true;
          }
          return null;
        });
  }

  static SourceException silent() {
    return new SourceException.Retriable("no answer in time", null);
  }

  static SourceException refused() {
    return new SourceException.Final("sold out.", null);
  }
}
