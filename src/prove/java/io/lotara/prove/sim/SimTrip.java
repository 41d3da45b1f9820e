package io.lotara.prove.sim;

import io.lotara.job.Agent;
import io.lotara.job.Agents;
import io.lotara.job.Bill;
import io.lotara.job.Job;
import io.lotara.job.JobKind;
import io.lotara.job.JobKinds;
import io.lotara.job.Policy;
import io.lotara.job.Role;
import io.lotara.job.StepContext;
import io.lotara.job.StepFacts;
import io.lotara.job.StepOutcome;
import io.lotara.job.StepSpec;
import io.lotara.trip.agent.BookingDoor;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A trip with agents that find little and cost nothing; what they book goes through the real booking. */
final class SimTrip {
  /** Things that are booked for a trip. */
  static final int ITEMS = 2;

  private static final Provider PROVIDER = new Provider();

  private SimTrip() {}

  private static final List<Step> STEPS =
      List.of(
          new Step("intake", Role.INTAKE, List.of(), SimTrip::intake),
          new Step("flights", Role.WORK, List.of("intake"), c -> found(c, "flights")),
          new Step("stays", Role.WORK, List.of("intake"), c -> found(c, "stays")),
          new Step("review", Role.REVIEW, List.of("flights", "stays"), SimTrip::review),
          new Step("execution", Role.EXECUTION, List.of("review"), SimTrip::execution));

  static JobKinds kinds() {
    return new JobKinds(List.of(new Kind()));
  }

  static Agents agents() {
    return new Agents(List.copyOf(STEPS));
  }

  private static double work(StepContext context, String step) {
    return Actor.current().world.work(context.job().key(), step);
  }

  private static Script script(Job job) {
    return Actor.current().world.scripts.get(job.userId());
  }

  private static StepOutcome intake(StepContext context) {
    double run = work(context, "intake");
    if (script(context.job()).asks() && context.answers().isEmpty()) {
      return new StepOutcome.Asks("destination", "Where to?", List.of());
    }
    return new StepOutcome.Done(StepFacts.found(run, List.of()), Map.of("query", context.request().query()));
  }

  private static StepOutcome found(StepContext context, String step) {
    double run = work(context, step);
    return new StepOutcome.Done(StepFacts.found(run, List.of("found")), Map.of("found", List.of(run)));
  }

  private static StepOutcome review(StepContext context) {
    double run = work(context, "review");
    return new StepOutcome.Done(bill(context.job(), run, "plan-1", false), Map.of());
  }

  private static StepFacts bill(Job job, double run, String hash, boolean repriced) {
    BigDecimal total = BigDecimal.valueOf(script(job).costly() ? repriced ? 4000 : 3000 : 100);
    Bill bill = new Bill(List.of(new Bill.Line("all", total)), "USD", null, BigDecimal.ONE);
    return new StepFacts(run, List.of(), true, bill, hash, repriced, Map.of());
  }

  private static StepOutcome execution(StepContext context) {
    Job job = context.job();
    double run = work(context, "execution");
    if (script(job).repriced() && job.effects().isEmpty() && job.approval().planHash().equals("plan-1")) {
      return new StepOutcome.Done(bill(job, run, "plan-2", true), Map.of());
    }
    return BookingDoor.book(context, PROVIDER, ITEMS, run);
  }

  private record Step(String name, Role role, List<String> after, Function<StepContext, StepOutcome> work) implements Agent {
    @Override
    public String kind() {
      return "trip";
    }

    @Override
    public StepOutcome run(StepContext context) {
      return work.apply(context);
    }
  }

  private static final class Kind implements JobKind {
    @Override
    public String name() {
      return "trip";
    }

    @Override
    public List<StepSpec> steps() {
      return STEPS.stream().map(step -> new StepSpec(step.name(), step.name(), step.role(), step.after(), false)).toList();
    }

    @Override
    public List<Violation> check(String constraints, Instant now) {
      return List.of();
    }

    @Override
    public Policy policy(String tenant, String constraints) {
      return new Policy(new BigDecimal("2000"), "USD", Script.APPROVAL_TIME);
    }
  }
}
