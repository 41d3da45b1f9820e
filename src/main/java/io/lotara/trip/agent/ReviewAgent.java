package io.lotara.trip.agent;

import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import io.lotara.travel.ExchangeRates;
import io.lotara.trip.Itinerary;
import io.lotara.trip.TripRequest;
import io.lotara.trip.plan.ItineraryChecker;
import io.lotara.trip.revise.Diff;
import io.lotara.trip.revise.Revision;
import io.lotara.trip.revise.Snapshot;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Checks the plan with other eyes than those that made it, and makes the bill that decides whether a person must approve. */
@Singleton
class ReviewAgent extends TripAgent {
  private final ItineraryChecker checker;
  private final ExchangeRates rates;
  private final JsonMapper json;

  ReviewAgent(ItineraryChecker checker, ExchangeRates rates, JsonMapper json) {
    this.checker = checker;
    this.rates = rates;
    this.json = json;
  }

  @Override
  public String name() {
    return REVIEW;
  }

  @Override
  StepOutcome work(StepContext context) {
    TripRequest request = understanding(context).request();
    Itinerary planned = needed(context, ITINERARY, ITINERARY, Argument.of(Itinerary.class));
    List<Itinerary.Check> checks =
        checker.check(request, search(context), TripOffers.of(context), planned, rates, keep(context, json));
    List<Itinerary.Check> violated =
        checks.stream().filter(c -> c.status() == Itinerary.Check.Status.VIOLATED).toList();
    if (!violated.isEmpty()) {
      return new StepOutcome.Failed(
          "INFEASIBLE",
          "The plan does not hold what was asked for: " + violated.getFirst().detail(),
          details(Map.of("conflict", violated.stream().map(Itinerary.Check::code).toList(), "nearest", List.of())),
          false,
          Duration.ZERO);
    }
    Itinerary checked = planned.withChecks(checks);
    StepFacts facts =
        new StepFacts(
            0.95,
            List.of(),
            true,
            ItineraryBill.of(checked, request, rates, context.job().policy().currency()),
            ItineraryBill.planHash(checked, rates),
            false,
            Map.of());
    Snapshot before = Revision.of(context.request(), json).map(Revision::before).orElse(null);
    return before == null
        ? new StepOutcome.Done(facts, values(ITINERARY, checked))
        : new StepOutcome.Done(facts, values(ITINERARY, checked, DIFF, Diff.between(before, Snapshot.of(checked))));
  }

  private String details(Map<String, ?> details) {
    try {
      return json.writeValueAsString(details);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
