package io.lotara.trip.agent;

import io.lotara.job.StepContext;
import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.StayOffer;
import io.lotara.travel.TransportOffer;
import io.lotara.trip.Offers;
import io.micronaut.core.type.Argument;
import java.util.List;
import java.util.stream.Stream;

/** What the agents have found for a trip. */
final class TripOffers {
  private TripOffers() {}

  static Offers of(StepContext context) {
    return new Offers(
        list(context, TripAgent.FLIGHTS, TripAgent.FLIGHTS, Argument.listOf(TransportOffer.class)),
        list(context, TripAgent.STAYS, TripAgent.HOTELS, Argument.listOf(StayOffer.class)),
        list(context, TripAgent.ACTIVITIES, TripAgent.ACTIVITIES, Argument.listOf(Attraction.class)),
        list(context, TripAgent.ACTIVITIES, TripAgent.EATERIES, Argument.listOf(Eatery.class)));
  }

  /** What the agents have to say about sources that could not answer. */
  static List<String> notes(StepContext context) {
    return Stream.of(TripAgent.FLIGHTS, TripAgent.STAYS, TripAgent.ACTIVITIES)
        .flatMap(step -> list(context, step, TripAgent.NOTES, Argument.listOf(String.class)).stream())
        .distinct()
        .toList();
  }

  private static <T> List<T> list(StepContext context, String step, String key, Argument<List<T>> type) {
    return context.input(step, key, type).orElse(List.of());
  }
}
