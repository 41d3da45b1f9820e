package io.lotara.trip.agent;

import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.Sources;
import io.lotara.travel.Town;
import io.lotara.travel.TravelSource;
import io.lotara.travel.TravelSource.Offering;
import io.lotara.trip.Search;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Finds places to see and to eat. A trip without them is still a trip, so the job goes on when none can be had. */
@Singleton
class ActivitiesAgent extends TripAgent {
  private final Sources sources;

  ActivitiesAgent(Sources sources) {
    this.sources = sources;
  }

  @Override
  public String name() {
    return ACTIVITIES;
  }

  @Override
  StepOutcome work(StepContext context) {
    Search search = search(context);
    List<TravelSource> order = order(sources, context, understanding(context).request());
    Sources.Found<Attraction> sights =
        askAll(order, Offering.ATTRACTIONS, search.towns(), s -> (Town t) -> s.attractions(t));
    Sources.Found<Eatery> eateries =
        askAll(order, Offering.EATERIES, search.towns(), s -> (Town t) -> s.eateries(t));
    List<String> notes = Stream.concat(sights.notes().stream(), eateries.notes().stream()).distinct().toList();
    return new StepOutcome.Done(
        StepFacts.found(sights.offers().isEmpty() ? 0.3 : 0.9, List.of(ACTIVITIES)),
        values(ACTIVITIES, sights.offers(), EATERIES, eateries.offers(), NOTES, notes));
  }
}
