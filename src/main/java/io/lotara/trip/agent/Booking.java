package io.lotara.trip.agent;

import io.lotara.digest.Sha256;
import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.StepContext;
import io.lotara.travel.Price;
import io.lotara.travel.Reservations;
import io.lotara.travel.SourceException;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.Itinerary;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reserves the offers of a plan. Each call carries a key made of job, item and plan, which is recorded before the call; what may have been
 * called before is looked up by its key first. A provider that honours no keys is called at most once.
 */
@Singleton
class Booking {
  private final Map<String, Reservations> reservations = new LinkedHashMap<>();

  Booking(List<Reservations> reservations) {
    reservations.forEach(r -> this.reservations.put(r.source(), r));
  }

  /**
   * One thing to reserve.
   *
   * @param item name of the effect, unique in the job
   * @param key idempotency key
   */
  record Order(
      String item, String source, String offerRef, Price price, boolean bookable, @Nullable String url, String key) {}

  /** What a person needs to book by hand. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Line(String item, String source, String offerRef, @Nullable String bookUrl) {}

  /** What became of the orders. */
  sealed interface Outcome {
    record Reserved(Map<String, Effect> effects) implements Outcome {}

    /** A provider said no: nothing was booked for this item. */
    record Refused(String item, String reason) implements Outcome {}

    /** It is not known whether something was booked; trying again finds out. */
    record Unknown(String item, String reason) implements Outcome {}
  }

  /** What there is to reserve in a plan: its flights and stays. */
  static List<Order> orders(Itinerary itinerary, String jobId, String planHash) {
    List<Order> orders = new ArrayList<>();
    for (TransportOffer o : itinerary.flights()) {
      String item = "%s %s – %s %s".formatted(o.mode().name().toLowerCase(java.util.Locale.ROOT), o.from(), o.to(), o.date());
      orders.add(order(item, o.source(), o.ref(), o.price(), o.bookable(), o.bookUrl(), jobId, planHash, orders.size()));
    }
    for (StayOffer o : itinerary.hotels()) {
      String item = "stay " + o.city() + " – " + o.name();
      orders.add(
          order(item, o.source(), o.ref(), o.nightly(), o.bookable(), o.bookUrl(), jobId, planHash, orders.size()));
    }
    return orders;
  }

  private static Order order(
      String item,
      String source,
      String ref,
      Price price,
      boolean bookable,
      @Nullable String url,
      String jobId,
      String planHash,
      int number) {
    String name = item.length() > 100 ? item.substring(0, 97) + "…" : item;
    return new Order(
        "%d %s".formatted(number + 1, name), source, ref, price, bookable, url, key(jobId, number + " " + ref, planHash));
  }

  private static String key(String... parts) {
    return Sha256.hex(String.join("\n", parts), 20);
  }

  static List<Line> lines(List<Order> orders) {
    return orders.stream().map(o -> new Line(o.item(), o.source(), o.offerRef(), o.url())).toList();
  }

  Outcome reserve(StepContext context, List<Order> orders) {
    Map<String, Effect> effects = new LinkedHashMap<>();
    for (Order order : orders) {
      Reservations provider = order.bookable() ? reservations.get(order.source()) : null;
      if (provider == null) {
        effects.put(order.item(), new Effect(order.source(), null, EffectState.NOT_BOOKED, null));
        continue;
      }
      switch (one(context, order, provider)) {
        case Outcome.Reserved reserved -> effects.putAll(reserved.effects());
        case Outcome other -> {
          return other;
        }
      }
    }
    return new Outcome.Reserved(effects);
  }

  private static Outcome one(StepContext context, Order order, Reservations provider) {
    Effect known = context.job().effects().get(order.item());
    // What an earlier attempt recorded counts, even if this one would have made another key.
    String key = known != null && known.key() != null ? known.key() : order.key();
    if (known != null && known.state() == EffectState.NOT_BOOKED) {
      // An earlier attempt was refused, and died before the job was told: without this the trip would be complete with a part of it missing.
      return new Outcome.Refused(order.item(), "the provider has refused it");
    }
    if (known != null && known.state() != EffectState.INTENDED) {
      return reserved(order, known);
    }
    if (known != null && !provider.honoursKeys()) {
      // An earlier attempt may have called; calling again could book twice, and there is nobody to ask.
      return reserved(order, new Effect(order.source(), key, EffectState.NEEDS_RECONCILE, null));
    }
    Effect intended = new Effect(order.source(), key, EffectState.INTENDED, null);
    if (known == null && context.note(Map.of(order.item(), intended)).isEmpty()) {
      return new Outcome.Unknown(order.item(), "the step is no longer ours");
    }
    try {
      Optional<Reservations.Reservation> made = known == null ? Optional.empty() : provider.find(key);
      Reservations.Reservation reservation =
          made.isPresent() ? made.get() : provider.reserve(key, order.offerRef(), order.price());
      EffectState state = reservation.held() ? EffectState.HELD : EffectState.BOOKED;
      Effect effect = new Effect(order.source(), key, state, reservation.ref());
      if (!provider.honoursKeys()) {
        // Nobody could tell us later, so it is written down at once.
        context.note(Map.of(order.item(), effect));
      }
      return reserved(order, effect);
    } catch (SourceException.Final e) {
      context.note(Map.of(order.item(), new Effect(order.source(), key, EffectState.NOT_BOOKED, null)));
      return new Outcome.Refused(order.item(), e.getMessage());
    } catch (SourceException.Retriable e) {
      return provider.honoursKeys()
          ? new Outcome.Unknown(order.item(), e.getMessage())
          : reserved(order, new Effect(order.source(), key, EffectState.NEEDS_RECONCILE, null));
    }
  }

  private static Outcome.Reserved reserved(Order order, Effect effect) {
    return new Outcome.Reserved(Map.of(order.item(), effect));
  }
}
