package io.lotara.e2e;

import io.lotara.travel.Reservations.Reservation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a provider has really done, by the key under which it was asked. Safe for threads. */
final class Ledger {
  private final Map<String, Effect> byRef = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();

  /**
   * One reservation.
   *
   * @param key as it was sent
   * @param offer what was reserved
   * @param cancelled whether it was undone
   */
  record Effect(String ref, String key, String offer, boolean held, boolean cancelled) {
    Reservation reservation() {
      return new Reservation(ref, held, "https://bookable.example/" + ref);
    }
  }

  synchronized void clear() {
    byRef.clear();
    calls.clear();
  }

  synchronized void called(String what) {
    calls.add(what);
  }

  /** Calls that were made, in order: {@code reserve KEY}, {@code find KEY}, {@code cancel REF}. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Calls of one sort. */
  synchronized long calls(String verb) {
    return calls.stream().filter(c -> c.startsWith(verb + " ")).count();
  }

  synchronized Optional<Effect> under(String key) {
    return byRef.values().stream().filter(e -> e.key().equals(key) && !e.cancelled()).findFirst();
  }

  synchronized Effect reserve(String key, String offer, boolean held) {
    Effect effect = new Effect("R" + (byRef.size() + 1), key, offer, held, false);
    byRef.put(effect.ref(), effect);
    return effect;
  }

  synchronized void cancel(String ref) {
    byRef.computeIfPresent(ref, (r, e) -> new Effect(r, e.key(), e.offer(), e.held(), true));
  }

  /** Everything that was ever reserved. */
  synchronized List<Effect> all() {
    return List.copyOf(byRef.values());
  }

  /** What stands. */
  synchronized List<Effect> standing() {
    return byRef.values().stream().filter(e -> !e.cancelled()).toList();
  }
}
