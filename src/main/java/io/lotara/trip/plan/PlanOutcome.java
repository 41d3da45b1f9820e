package io.lotara.trip.plan;

import io.lotara.trip.Itinerary;
import java.util.List;

/** What planning came to. */
public sealed interface PlanOutcome {

  /** A plan that holds every hard constraint. */
  record Planned(Itinerary itinerary) implements PlanOutcome {}

  /**
   * No plan can hold them all.
   *
   * @param message one sentence for the traveller: what conflicts and what would work
   * @param conflict names of a smallest set of constraints that cannot hold together ({@code budget}, {@code room_type}, {@code house_rule},
   *     {@code cuisine}, {@code transport}, {@code dates}, {@code minimum_nights}, {@code diet} …)
   * @param nearest changes, each of which was planned and works; the least first
   */
  record Infeasible(String message, List<String> conflict, List<Change> nearest) implements PlanOutcome {}

  /**
   * A change of the request that makes it feasible.
   *
   * @param constraint which one to change
   * @param text what to change it to, for a person
   * @param value the new value as JSON would hold it
   */
  record Change(String constraint, String text, Object value) {}
}
