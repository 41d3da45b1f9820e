package io.lotara.trip.agent;

import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import io.lotara.travel.ExchangeRates;
import io.lotara.travel.LocalFares;
import io.lotara.travel.Price;
import io.lotara.travel.Sources;
import io.lotara.travel.Town;
import io.lotara.trip.Itinerary;
import io.lotara.trip.Offers;
import io.lotara.trip.Search;
import io.lotara.trip.TripRequest;
import io.lotara.trip.Understanding;
import io.lotara.trip.plan.PlanOutcome;
import io.lotara.trip.plan.TripPlanner;
import io.lotara.trip.trigger.Citation;
import io.lotara.trip.trigger.ContextReader;
import io.lotara.trip.trigger.ContextReading;
import io.lotara.trip.trigger.DroppedFare;
import io.lotara.trip.trigger.Trigger;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the plan out of what was found. */
@Singleton
class ItineraryAgent extends TripAgent {
  private final TripPlanner planner;
  private final ExchangeRates rates;
  private final LocalFares localFares;
  private final ModelSummary words;
  private final ContextReader contexts;
  private final Sources sources;
  private final JsonMapper json;

  ItineraryAgent(
      TripPlanner planner,
      ExchangeRates rates,
      LocalFares localFares,
      ModelSummary words,
      ContextReader contexts,
      Sources sources,
      JsonMapper json) {
    this.planner = planner;
    this.words = words;
    this.contexts = contexts;
    this.rates = rates;
    this.localFares = localFares;
    this.sources = sources;
    this.json = json;
  }

  @Override
  public String name() {
    return ITINERARY;
  }

  @Override
  StepOutcome work(StepContext context) {
    Understanding understanding = withNotes(understanding(context), TripOffers.notes(context));
    Search search = search(context);
    Offers offers = TripOffers.of(context);
    Citation citation = citation(context, understanding.request(), search, offers);
    PlanOutcome outcome = plan(understanding, search, offers, keep(context, json), citation);
    return switch (outcome) {
      case PlanOutcome.Planned planned ->
          new StepOutcome.Done(
              StepFacts.found(0.9, List.of(ITINERARY)),
              values(ITINERARY, cited(citation, words.of(context.job().key().tenant(), withRemarks(planned.itinerary(), search)))));
      case PlanOutcome.Infeasible infeasible ->
          new StepOutcome.Failed("INFEASIBLE", infeasible.message(), details(infeasible), false, Duration.ZERO);
    };
  }

  /** A plan that nobody asked for says what it was suggested by, after everything that a model may have put into words. */
  private Itinerary cited(@Nullable Citation citation, Itinerary plan) {
    return citation == null ? plan : citation.in(plan, rates);
  }

  private @Nullable Citation citation(StepContext context, TripRequest request, Search search, Offers offers) {
    Trigger trigger = Trigger.read(json, context.request().context()).orElse(null);
    if (trigger == null) {
      return null;
    }
    ContextReading reading = contexts.read(trigger.type(), trigger.context());
    DroppedFare fare = DroppedFare.of(trigger, reading, request, search, offers.transport(), rates).orElse(null);
    return new Citation(trigger, reading, request, fare);
  }

  /** A trip that a fallen price suggests is made of the ways that have it; of others only where it cannot be had with them. */
  private PlanOutcome plan(Understanding understanding, Search search, Offers offers, Set<String> keep, @Nullable Citation citation) {
    Map<String, Price> fares = localFares(search);
    if (citation != null && citation.fare() != null) {
      Set<String> both = new LinkedHashSet<>(keep);
      both.addAll(citation.fare().refs());
      PlanOutcome outcome = planner.plan(understanding, search, offers, rates, fares, both);
      if (outcome instanceof PlanOutcome.Planned) {
        return outcome;
      }
    }
    return planner.plan(understanding, search, offers, rates, fares, keep);
  }

  /** Sources that failed are told on the job, among what was assumed. */
  private static Understanding withNotes(Understanding u, List<String> notes) {
    List<String> assumptions = new ArrayList<>(u.assumptions());
    assumptions.addAll(u.notes());
    assumptions.addAll(notes);
    return new Understanding(u.request(), u.fields(), assumptions, u.question(), u.notes());
  }

  /** What the sources have to say of their answers for the towns of the plan. */
  private Itinerary withRemarks(Itinerary planned, Search search) {
    List<String> remarks = new ArrayList<>();
    for (Town town : search.towns()) {
      boolean visited = planned.trip().destinations().contains(town.name());
      planned.hotels().stream()
          .filter(h -> visited && h.city().equals(town.name()))
          .flatMap(h -> sources.named(h.source()).stream())
          .forEach(s -> remarks.addAll(s.remarks(town)));
    }
    return planned.withAssumptions(remarks);
  }

  private Map<String, Price> localFares(Search search) {
    Map<String, Price> fares = new LinkedHashMap<>();
    for (Town town : search.towns()) {
      localFares.perPersonAndDay(town).ifPresent(price -> fares.put(town.id(), price));
    }
    return fares;
  }

  private String details(PlanOutcome.Infeasible infeasible) {
    List<Map<String, Object>> nearest = new ArrayList<>();
    for (PlanOutcome.Change change : infeasible.nearest()) {
      nearest.add(Map.of("constraint", change.constraint(), "text", change.text(), "value", change.value()));
    }
    try {
      return json.writeValueAsString(Map.of("conflict", infeasible.conflict(), "nearest", nearest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
