package io.lotara.trip.agent;

import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import io.lotara.travel.ExchangeRates;
import io.lotara.trip.Itinerary;
import io.lotara.trip.TripRequest;
import io.micronaut.core.type.Argument;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commits what was approved: looks at every offer a second time, asks again when the plan has become dearer, and reserves what a source can
 * reserve. What no source can is left for the person, with where to book it; nothing pretends otherwise.
 */
@Singleton
class ExecutionAgent extends TripAgent {
  private static final String BOOKINGS = "bookings";
  private final Recheck recheck;
  private final Booking booking;
  private final ExchangeRates rates;

  ExecutionAgent(Recheck recheck, Booking booking, ExchangeRates rates) {
    this.recheck = recheck;
    this.booking = booking;
    this.rates = rates;
  }

  @Override
  public String name() {
    return EXECUTION;
  }

  @Override
  StepOutcome work(StepContext context) {
    TripRequest request = understanding(context).request();
    Itinerary approved =
        context
            .previous(ITINERARY, Argument.of(Itinerary.class))
            .orElseGet(() -> needed(context, REVIEW, ITINERARY, Argument.of(Itinerary.class)));
    boolean begun = !context.job().effects().isEmpty();
    if (!begun) {
      // Once a call may have been made there is no way back to asking: what was begun is finished.
      switch (recheck.look(approved, search(context), context.job().policy())) {
        case Recheck.Found.Gone gone -> {
          return new StepOutcome.Failed(
              "OFFER_GONE",
              "'%s' is no longer on sale; please plan again.".formatted(gone.what()),
              null,
              false,
              Duration.ZERO);
        }
        case Recheck.Found.Dearer dearer -> {
          return asked(context, request, dearer.itinerary());
        }
        case Recheck.Found.AsShown shown -> {}
      }
    }
    return book(context, request, approved);
  }

  private StepOutcome asked(StepContext context, TripRequest request, Itinerary repriced) {
    StepFacts facts =
        new StepFacts(
            0.95,
            List.of(),
            false,
            ItineraryBill.of(repriced, request, rates, context.job().policy().currency()),
            ItineraryBill.planHash(repriced, rates),
            true,
            Map.of());
    return new StepOutcome.Done(facts, values(ITINERARY, repriced));
  }

  private StepOutcome book(StepContext context, TripRequest request, Itinerary approved) {
    Optional<String> other = context.commit();
    if (other.isPresent()) {
      return new StepOutcome.Failed(
          "SUPERSEDED",
          "Of this trip and its changes another one is committed already; nothing was booked here.",
          "{\"committed_by\":\"" + other.get() + "\"}",
          false,
          Duration.ZERO);
    }
    String planHash = ItineraryBill.planHash(approved, rates);
    List<Booking.Order> orders = Booking.orders(approved, context.job().key().id(), planHash);
    Booking.Outcome outcome = booking.reserve(context, orders);
    return switch (outcome) {
      case Booking.Outcome.Reserved reserved -> {
        Map<String, Effect> effects = new LinkedHashMap<>(reserved.effects());
        boolean open = effects.values().stream().anyMatch(e -> e.state() == EffectState.NEEDS_RECONCILE);
        StepFacts facts =
            new StepFacts(open ? 0.5 : 0.95, List.of(), false, null, planHash, false, effects);
        yield new StepOutcome.Done(facts, values(BOOKINGS, Booking.lines(orders), ITINERARY, approved));
      }
      case Booking.Outcome.Refused refused ->
          new StepOutcome.Failed(
              "BOOKING_REFUSED",
              "'%s' could not be booked: %s What was booked before it is undone.".formatted(refused.item(), refused.reason()),
              null,
              false,
              Duration.ZERO);
      case Booking.Outcome.Unknown unknown ->
          new StepOutcome.Failed(
              "BOOKING_UNKNOWN",
              "The provider of '%s' did not answer: %s".formatted(unknown.item(), unknown.reason()),
              null,
              true,
              Duration.ofSeconds(2));
    };
  }
}
