package io.lotara.trip.agent;

import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import io.lotara.travel.Sources;
import io.lotara.travel.TransportMode;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TransportQuery;
import io.lotara.travel.TravelSource;
import io.lotara.travel.TravelSource.Offering;
import io.lotara.trip.Search;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

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
  StepOutcome work(StepContext context) {
    Search search = search(context);
    List<TravelSource> order = order(sources, context, understanding(context).request());
    Sources.Found<TransportOffer> found =
        askAll(order, Offering.TRANSPORT, search.transport(), s -> (TransportQuery q) -> ways(s, q, order));
    double confidence = search.transport().isEmpty() || !found.offers().isEmpty() ? 0.9 : 0.3;
    return new StepOutcome.Done(
        StepFacts.found(confidence, List.of(FLIGHTS)), values(FLIGHTS, found.offers(), NOTES, found.notes()));
  }

  /** What a source answers; one that sells flights alone is no reason not to go by rail or road, which sources in memory know. */
  private static List<TransportOffer> ways(TravelSource source, TransportQuery query, List<TravelSource> order) {
    List<TransportOffer> ways = inAnyCabin(source, query);
    if (ways.isEmpty() || ways.stream().anyMatch(w -> w.mode() != TransportMode.FLIGHT) || source.inMemory()) {
      return ways;
    }
    List<TravelSource> atHand = order.stream().filter(TravelSource::inMemory).toList();
    List<TransportOffer> others = Sources.ask(atHand, Offering.TRANSPORT, s -> s.transport(query)).offers();
    return Stream.concat(ways.stream(), others.stream().filter(w -> w.mode() != TransportMode.FLIGHT)).toList();
  }

  /** Where no flight has the wished cabin, what there is in others is told: the plan then says that it is the cabin that cannot be had. */
  private static List<TransportOffer> inAnyCabin(TravelSource source, TransportQuery query) {
    List<TransportOffer> ways = source.transport(query);
    boolean served =
        query.cabin() == null
            || ways.stream().anyMatch(w -> w.mode() == TransportMode.FLIGHT && (w.cabin() == null || w.cabin().equals(query.cabin())));
    if (served) {
      return ways;
    }
    List<TransportOffer> others = source.transport(new TransportQuery(query.from(), query.to(), query.date(), query.party(), null));
    return Stream.concat(ways.stream(), others.stream()).distinct().toList();
  }
}
