package io.lotara.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One job led through events by hand: the reducer alone, with a clock that stands still until told. */
public final class JobScript {
  /** Whole seconds, as good as any. */
  public static final Instant START = Instant.parse("2026-04-01T10:00:00Z");

  public static final Policy POLICY = new Policy(new BigDecimal("2000"), "USD", Duration.ofHours(24));

  /** A trip: five agents between understanding and booking. */
  public static final JobPlan TRIP =
      new JobPlan(
          List.of(
              new StepSpec("intake", "Understands the request", Role.INTAKE, List.of(), false),
              new StepSpec("flights", "Finds flights", Role.WORK, List.of("intake"), false),
              new StepSpec("stays", "Finds places to stay", Role.WORK, List.of("intake"), false),
              new StepSpec("activities", "Finds things to do", Role.WORK, List.of("intake"), true),
              new StepSpec("itinerary", "Makes the plan", Role.WORK, List.of("flights", "stays", "activities"), false),
              new StepSpec("review", "Checks the plan and its cost", Role.REVIEW, List.of("itinerary"), false),
              new StepSpec("execution", "Books what was approved", Role.EXECUTION, List.of("review"), false)));

  public final JobReducer reducer;
  public Job job;
  public Instant now = START;

  public JobScript(JobPlan plan, Timing timing) {
    this(new JobKey("acme", "0196b3a0-0000-7000-8000-000000000001"), plan, timing);
  }

  public JobScript(JobKey key, JobPlan plan, Timing timing) {
    reducer = new JobReducer(timing);
    job = reducer.start(key, "trip", "ada", Mode.REACTIVE, plan, POLICY, now);
  }

  /** A trip with the standard times. */
  public static JobScript trip() {
    return new JobScript(TRIP, Timing.standard());
  }

  /** Applies an event; the job moves on if the decision says so. */
  public Decision apply(JobEvent event) {
    Decision decision = reducer.next(job, event, now);
    if (decision instanceof Decision.Next next) {
      Invariant.broken(job, next.job())
          .ifPresent(
              i -> {
                throw new AssertionError(i + " does not hold after " + event + ": " + next.job());
              });
      if (!Invariant.readyIsOwed(next.job())) {
        throw new AssertionError("a step that can run is not owed after " + event + ": " + next.job());
      }
      job = next.job();
    }
    return decision;
  }

  /** Applies an event that must move the job. */
  public Decision.Next move(JobEvent event) {
    if (apply(event) instanceof Decision.Next next) {
      return next;
    }
    throw new AssertionError("nothing moved by " + event + " in " + job);
  }

  public JobScript pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** Claims a step in its present revision. */
  public JobScript claim(String step) {
    move(new JobEvent.Claimed(step, job.task(step).revision()));
    return this;
  }

  /** The event that the present attempt of a step ended well. */
  public JobEvent.StepDone done(String step, StepFacts facts) {
    return new JobEvent.StepDone(step, job.task(step).revision(), job.task(step).attempt(), facts);
  }

  /** The event that the present attempt of a step failed. */
  public JobEvent.StepFailed failed(String step, boolean retryable) {
    return new JobEvent.StepFailed(
        step,
        job.task(step).revision(),
        job.task(step).attempt(),
        "SOURCE_DOWN",
        "The source did not answer.",
        "{\"tried\":2}",
        retryable,
        Duration.ofSeconds(4));
  }

  /** Claims and ends a step. */
  public JobScript run(String step, StepFacts facts) {
    claim(step);
    move(done(step, facts));
    return this;
  }

  /** Claims and ends steps that find something. */
  public JobScript run(String... steps) {
    for (String step : steps) {
      run(step, StepFacts.found(0.9, List.of(step)));
    }
    return this;
  }

  /** A trip job up to its review, with a plan of that cost. */
  public JobScript reviewed(String total) {
    run("intake", "flights", "stays", "activities", "itinerary");
    return run("review", bill(total, null, "plan-1", false));
  }

  /** Facts of a step that says what the plan costs. */
  public static StepFacts bill(String total, String budget, String hash, boolean repriced) {
    BigDecimal half = new BigDecimal(total).divide(BigDecimal.TWO);
    List<Bill.Line> lines = List.of(new Bill.Line("flight", half), new Bill.Line("stay", half));
    Bill bill = new Bill(lines, "USD", budget == null ? null : new BigDecimal(budget), BigDecimal.ONE);
    return new StepFacts(1.0, List.of(), true, bill, hash, repriced, Map.of());
  }

  /** Facts of an execution that booked these. */
  public static StepFacts booked(Map<String, Effect> effects) {
    return new StepFacts(1.0, List.of("bookings"), false, null, null, false, effects);
  }

  /** An effect at the one provider of the tests. */
  public static Effect effect(String item, EffectState state) {
    boolean known = state != EffectState.INTENDED && state != EffectState.NOT_BOOKED;
    return new Effect("tables", "job-1:" + item + ":plan-1", state, known ? "R-" + item : null);
  }
}
