package io.lotara.trip.agent;

import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import io.lotara.travel.Sources;
import io.lotara.travel.StayOffer;
import io.lotara.travel.StayQuery;
import io.lotara.travel.TravelSource;
import io.lotara.travel.TravelSource.Offering;
import io.lotara.trip.Search;
import jakarta.inject.Singleton;
import java.util.List;

/** Finds places to sleep. */
@Singleton
class StaysAgent extends TripAgent {
  private final Sources sources;

  StaysAgent(Sources sources) {
    this.sources = sources;
  }

  @Override
  public String name() {
    return STAYS;
  }

  @Override
  StepOutcome work(StepContext context) {
    Search search = search(context);
    List<TravelSource> order = order(sources, context, understanding(context).request());
    Sources.Found<StayOffer> found =
        askAll(order, Offering.STAYS, search.stays(), s -> (StayQuery q) -> s.stays(q));
    // Windows of nights that overlap ask for the same house more than once.
    List<StayOffer> offers = found.offers().stream().distinct().toList();
    double confidence = search.stays().isEmpty() || !offers.isEmpty() ? 0.9 : 0.3;
    return new StepOutcome.Done(
        StepFacts.found(confidence, List.of(HOTELS)), values(HOTELS, offers, NOTES, found.notes()));
  }
}
