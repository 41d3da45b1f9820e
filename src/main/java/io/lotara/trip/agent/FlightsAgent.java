package io.lotara.trip.agent;

import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import io.lotara.travel.Sources;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource;
import io.lotara.travel.TravelSource.Offering;
import io.lotara.trip.Search;
import jakarta.inject.Singleton;
import java.util.List;

/** Finds ways between the towns: flights, trains, roads. */
@Singleton
class FlightsAgent extends TripAgent {
  private final Sources sources;

  FlightsAgent(Sources sources) {
    this.sources = sources;
  }

  @Override
  public String name() {
    return FLIGHTS;
  }

  @Override
  public String title() {
    return "Find flights and other transport";
  }

  @Override
  public List<String> after() {
    return List.of(INTAKE);
  }

  @Override
  StepOutcome work(StepContext context) {
    Search search = search(context);
    List<TravelSource> order = order(sources, understanding(context).request());
    Sources.Found<TransportOffer> found =
        askAll(order, Offering.TRANSPORT, search.transport(), s -> (TransportQuery q) -> s.transport(q));
    double confidence = search.transport().isEmpty() || !found.offers().isEmpty() ? 0.9 : 0.3;
    return new StepOutcome.Done(
        StepFacts.found(confidence, List.of(FLIGHTS)), values(FLIGHTS, found.offers(), NOTES, found.notes()));
  }
}
