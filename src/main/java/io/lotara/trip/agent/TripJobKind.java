package io.lotara.trip.agent;

import io.lotara.job.JobKind;
import io.lotara.job.Policy;
import io.lotara.job.Role;
import io.lotara.job.StepSpec;
import io.lotara.tenant.TenantSettings;
import io.lotara.travel.Sources;
import io.lotara.trip.parse.ConstraintsReader;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Trips. */
@Singleton
class TripJobKind implements JobKind {
  static final String NAME = "trip";
  private static final String USUAL_CURRENCY = "USD";

  private final ConstraintsReader constraintsReader;
  private final Sources sources;
  private final TenantSettings settings;
  private final ApprovalSection own;
  private final JsonMapper json;
  private final BigDecimal threshold;
  private final int hours;
  private final BigDecimal tolerancePercent;

  TripJobKind(
      ConstraintsReader constraintsReader,
      Sources sources,
      TenantSettings settings,
      ApprovalSection own,
      JsonMapper json,
      @Value("${lotara.approval-threshold-usd:2000}") BigDecimal threshold,
      @Value("${lotara.approval-hours:24}") int hours,
      @Value("${lotara.price-tolerance-percent:2}") BigDecimal tolerancePercent) {
    this.constraintsReader = constraintsReader;
    this.sources = sources;
    this.settings = settings;
    this.own = own;
    this.json = json;
    this.threshold = threshold;
    this.hours = hours;
    this.tolerancePercent = tolerancePercent;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<StepSpec> steps() {
    return List.of(
        new StepSpec(TripAgent.INTAKE, "Understand the request", Role.INTAKE, List.of(), false),
        new StepSpec(TripAgent.FLIGHTS, "Find flights and other transport", Role.WORK, List.of(TripAgent.INTAKE), false),
        new StepSpec(TripAgent.STAYS, "Find places to stay", Role.WORK, List.of(TripAgent.INTAKE), false),
        new StepSpec(TripAgent.ACTIVITIES, "Find places to see and to eat", Role.WORK, List.of(TripAgent.INTAKE), true),
        new StepSpec(
            TripAgent.ITINERARY, "Plan the days", Role.WORK, List.of(TripAgent.FLIGHTS, TripAgent.STAYS, TripAgent.ACTIVITIES), false),
        new StepSpec(TripAgent.REVIEW, "Check the plan and its cost", Role.REVIEW, List.of(TripAgent.ITINERARY), false),
        new StepSpec(
            TripAgent.EXECUTION, "Check the offers again and book what can be booked", Role.EXECUTION, List.of(TripAgent.REVIEW), false));
  }

  @Override
  public List<Violation> check(String constraints, Instant now) {
    ConstraintsReader.Result result = constraintsReader.read(node(constraints));
    List<Violation> violations = new ArrayList<>();
    result.violations().forEach(v -> violations.add(new Violation(v.loc(), v.msg(), v.type())));
    JsonNode provider = node(constraints).get("provider");
    if (provider != null && provider.isString() && !sources.names().contains(provider.getStringValue())) {
      violations.add(
          new Violation(
              List.of("body", "constraints", "provider"),
              "must be one of the configured sources: " + String.join(", ", sources.names()),
              "enum"));
    }
    return violations;
  }

  @Override
  public Policy policy(String tenant, String constraints) {
    ApprovalSection.Own set = settings.of(tenant, own).orElse(ApprovalSection.Own.NONE);
    Duration time = Duration.ofHours(set.hours() == null ? hours : set.hours());
    BigDecimal tolerance = (set.priceTolerancePercent() == null ? tolerancePercent : set.priceTolerancePercent()).movePointLeft(2);
    JsonNode approval = node(constraints).get("approval");
    if (approval != null && approval.isObject() && approval.get("threshold") != null && approval.get("threshold").isNumber()) {
      JsonNode currency = approval.get("currency");
      String code = currency != null && currency.isString() ? currency.getStringValue() : USUAL_CURRENCY;
      return new Policy(approval.get("threshold").getBigDecimalValue(), code, time).tolerating(tolerance);
    }
    String code = set.currency() == null ? USUAL_CURRENCY : set.currency();
    return new Policy(set.threshold() == null ? threshold : set.threshold(), code, time).tolerating(tolerance);
  }

  private JsonNode node(String constraints) {
    try {
      return json.readValue(constraints, Argument.of(JsonNode.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
