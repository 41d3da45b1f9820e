package io.lotara.travel;

import io.micronaut.core.annotation.Nullable;
import java.util.Optional;

/**
 * The side of a source that can hold or book. Effects are outside and real, so each carries a key; a caller records the key before the call.
 */
public interface Reservations {

  /** Name of the source whose offers these calls take. */
  String source();

  /** Whether the provider honours idempotency keys: the same key books once, however often it is sent, and can be looked up. */
  boolean honoursKeys();

  /**
   * Books or holds an offer. May be called more than once with the same key; where {@link #honoursKeys()} holds, that has one effect.
   *
   * @param key idempotency key, 1 to 128 visible characters
   * @param offerRef the source's own id of the offer
   * @throws SourceException.Final when the provider refuses (sold out, expired): nothing was booked
   * @throws SourceException.Retriable when it is not known whether the booking was made
   */
  Reservation reserve(String key, String offerRef, Price price);

  /**
   * What was reserved under a key; empty when nothing was, or when the provider does not honour keys.
   *
   * @throws SourceException when the provider cannot answer
   */
  Optional<Reservation> find(String key);

  /**
   * Undoes a reservation. May be called more than once; cancelling what is cancelled already is a success.
   *
   * @throws SourceException when it is not known whether it was undone
   */
  void cancel(String reservationRef);

  /**
   * What the provider holds for us.
   *
   * @param ref the provider's own id of the reservation
   * @param held true when it is only held, false when it is booked
   * @param url where a person sees it, or null
   */
  record Reservation(String ref, boolean held, @Nullable String url) {}
}
