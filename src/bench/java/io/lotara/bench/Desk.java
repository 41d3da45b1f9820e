package io.lotara.bench;

import io.lotara.travel.Attraction;
import io.lotara.travel.Eatery;
import io.lotara.travel.Price;
import io.lotara.travel.Sources;
import io.lotara.travel.StayOffer;
import io.lotara.travel.Town;
import io.lotara.travel.TransportOffer;
import io.lotara.travel.TravelSource;
import io.lotara.travel.TravelSource.Offering;
import io.lotara.travel.open.OpenExchangeRates;
import io.lotara.travel.open.OpenGazetteer;
import io.lotara.travel.open.OpenTravel;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Offers;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import io.lotara.trip.parse.ConstraintsReader;
import io.lotara.trip.parse.RequestReader;
import io.lotara.trip.parse.Wording;
import io.lotara.trip.plan.ItineraryChecker;
import io.lotara.trip.plan.PlanOutcome;
import io.lotara.trip.plan.SearchPlanner;
import io.lotara.trip.plan.SourcedTowns;
import io.lotara.trip.plan.TripPlanner;
import io.lotara.trip.plan.UnknownPlaceException;
import io.micronaut.json.tree.JsonNode;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The way of a request from its words to a checked plan, as the agents of a trip job go it, without the job around it. */
final class Desk {
  /** The day on which all requests are made; it decides what year a date without one is in. */
  static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  /**
   * A planned request.
   *
   * @param outcome null when a place was not known, which {@code problem} then says
   * @param nanos what planning took, without asking the sources
   */
  record Attempt(Understanding understanding, Search search, Offers offers, PlanOutcome outcome, String problem, long nanos) {
    Optional<Itinerary> itinerary() {
      return outcome instanceof PlanOutcome.Planned planned ? Optional.of(planned.itinerary()) : Optional.empty();
    }

    Optional<PlanOutcome.Infeasible> infeasible() {
      return outcome instanceof PlanOutcome.Infeasible infeasible ? Optional.of(infeasible) : Optional.empty();
    }

    String told() {
      return problem != null ? problem : outcome instanceof PlanOutcome.Infeasible i ? i.message() : "planned";
    }
  }

  private final TravelSource tables;
  private final OpenTravel open;
  private final OpenExchangeRates rates = new OpenExchangeRates();
  private final RequestReader reader;
  private final SearchPlanner searchPlanner = new SearchPlanner();
  private final TripPlanner planner = new TripPlanner();
  private final ItineraryChecker checker = new ItineraryChecker();

  Desk(TravelSource tables) {
    OpenGazetteer gazetteer = new OpenGazetteer();
    this.tables = tables;
    this.open = new OpenTravel(gazetteer, InstantSource.system());
    this.reader = new RequestReader(gazetteer, rates, new ConstraintsReader());
  }

  Understanding structured(Map<String, Object> constraints) {
    return reader.read(Wording.of("", TODAY).constraints(JsonNode.from(constraints)));
  }

  Understanding sentence(String query) {
    Sources sources = new Sources(List.of(tables, open));
    return reader.read(Wording.of(query, TODAY).sources(name -> sources.all().stream().flatMap(s -> s.towns(name).stream()).findFirst()));
  }

  Attempt plan(Understanding understanding) {
    return plan(understanding, tables);
  }

  Attempt plan(Understanding understanding, TravelSource source) {
    TripRequest request = understanding.request();
    if (request == null) {
      return new Attempt(understanding, null, null, null, "asks: " + understanding.question().text(), 0);
    }
    List<TravelSource> order = new Sources(List.of(source, open)).order(request.provider(), request.start(), request.end());
    Optional<TravelSource> probe =
        order.stream().filter(s -> s.offerings().contains(Offering.TRANSPORT)).findFirst().filter(TravelSource::inMemory);
    Search search;
    try {
      search = searchPlanner.search(request, new SourcedTowns(order, probe), rates);
    } catch (UnknownPlaceException e) {
      return new Attempt(understanding, null, null, null, e.getMessage(), 0);
    }
    Offers offers = new Offers(
        ask(order, Offering.TRANSPORT, search.transport(), s -> s::transport, TransportOffer.class),
        ask(order, Offering.STAYS, search.stays(), s -> s::stays, StayOffer.class).stream().distinct().toList(),
        ask(order, Offering.ATTRACTIONS, search.towns(), s -> s::attractions, Attraction.class),
        ask(order, Offering.EATERIES, search.towns(), s -> s::eateries, Eatery.class));
    Map<String, Price> fares = new HashMap<>();
    for (Town town : search.towns()) {
      open.perPersonAndDay(town).ifPresent(price -> fares.put(town.id(), price));
    }
    long start = System.nanoTime();
    PlanOutcome outcome = planner.plan(understanding, search, offers, rates, fares);
    return new Attempt(understanding, search, offers, outcome, null, System.nanoTime() - start);
  }

  private static <Q, T> List<T> ask(
      List<TravelSource> order, Offering offering, List<Q> questions, Function<TravelSource, Function<Q, List<T>>> ask, Class<T> type) {
    List<T> offers = new ArrayList<>();
    for (Q question : questions) {
      Sources.<T>ask(order, offering, s -> ask.apply(s).apply(question)).offers().stream().map(type::cast).forEach(offers::add);
    }
    return offers;
  }

  /**
   * What an itinerary does not hold of what was really wanted.
   *
   * @param wanted the request as it was meant, which need not be as it was understood
   * @param towns the towns in their order, or null when any towns of the destination will do
   */
  List<String> violated(TripCase c, TripRequest wanted, List<String> towns, Attempt attempt, Itinerary itinerary) {
    List<String> found = new ArrayList<>();
    checker.check(wanted, attempt.search(), attempt.offers(), itinerary, rates).stream()
        .filter(check -> check.status() == Itinerary.Check.Status.VIOLATED)
        .map(Itinerary.Check::code)
        .forEach(found::add);
    List<String> visited = itinerary.trip().destinations();
    if (!c.origin().equals(itinerary.trip().origin())) {
      found.add("origin");
    }
    boolean there = towns != null
        ? visited.equals(towns)
        : c.cityCount() == 1
            ? visited.equals(List.of(c.destination()))
            : tables.townsIn(c.destination()).stream().map(Town::name).toList().containsAll(visited);
    if (!there || new HashSet<>(visited).size() != c.cityCount()) {
      found.add("towns");
    }
    return found;
  }
}
