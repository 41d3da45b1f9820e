package io.lotara.trip.agent;

import io.lotara.job.Effect;
import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import io.lotara.travel.Price;
import io.lotara.travel.Reservations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real {@link Booking}, for a step that has nothing but orders to book. */
public final class BookingDoor {
  private BookingDoor() {}

  /**
   * Books items of a provider under keys made of job, item and plan, and says what the execution of a trip says of it.
   *
   * @param confidence told with the result
   */
  public static StepOutcome book(StepContext context, Reservations provider, int items, double confidence) {
    String job = context.job().key().id();
    List<Booking.Order> orders = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      String key = "%s:%d:%s".formatted(job, i, context.job().approval().planHash());
      orders.add(new Booking.Order("item " + i, provider.source(), "offer " + i, Price.live(BigDecimal.TEN, "USD"), true, null, key));
    }
    return switch (new Booking(List.of(provider)).reserve(context, orders)) {
      case Booking.Outcome.Reserved reserved -> {
        Map<String, Effect> effects = reserved.effects();
        yield new StepOutcome.Done(
            new StepFacts(confidence, List.of(), false, null, context.job().approval().planHash(), false, effects),
            Map.of("bookings", List.copyOf(effects.keySet())));
      }
      case Booking.Outcome.Refused refused -> new StepOutcome.Failed("BOOKING_REFUSED", refused.reason(), null, false, Duration.ZERO);
      case Booking.Outcome.Unknown unknown ->
          new StepOutcome.Failed("BOOKING_UNKNOWN", unknown.reason(), null, true, Duration.ofSeconds(2));
    };
  }
}
