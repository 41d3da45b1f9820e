package io.lotara.job.model;

import io.lotara.job.JobPlan;
import io.lotara.job.Policy;
import io.lotara.job.Role;
import io.lotara.job.StepSpec;
import io.lotara.job.Subscription;
import io.lotara.job.Timing;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What one check looks at. Every interleaving inside of it is tried.
 *
 * @param name for the report
 * @param plan the job's steps
 * @param failing steps whose attempts may also fail by themselves
 * @param asks whether the intake may ask
 * @param costly whether the plan needs a person's approval
 * @param repriced whether the execution may find another price, once
 * @param keyed whether the provider honours idempotency keys
 * @param cancels whether somebody may stop the job
 * @param deadLetters whether messages may be set aside
 * @param late whether a write may arrive some time after it was decided
 * @param lease in ticks
 * @param activeTime in ticks; {@link #FAR} for a deadline that never comes
 * @param workers how many there are at once, dead ones whose writes still arrive included
 */
record Scope(
    String name,
    JobPlan plan,
    Set<String> failing,
    boolean asks,
    boolean costly,
    boolean repriced,
    boolean keyed,
    boolean cancels,
    boolean deadLetters,
    boolean late,
    int lease,
    int activeTime,
    int workers) {

  /** More ticks than anything takes. */
  static final int FAR = 1000;

  static final Duration TICK = Duration.ofMinutes(1);

  private static final StepSpec INTAKE = step("intake", Role.INTAKE, false);
  private static final StepSpec REVIEW = step("review", Role.REVIEW, false);

  private static StepSpec step(String id, Role role, boolean optional, String... after) {
    return new StepSpec(id, id, role, List.of(after), optional);
  }

  /** A whole trip: understanding, two searches side by side of which one is optional, review, execution. */
  static final Scope TRIP =
      new Scope(
          "trip",
          new JobPlan(
              List.of(
                  INTAKE,
                  step("flights", Role.WORK, false, "intake"),
                  step("stays", Role.WORK, true, "intake"),
                  step("review", Role.REVIEW, false, "flights", "stays"),
                  step("execution", Role.EXECUTION, false, "review"))),
          Set.of(),
          false,
          true,
          false,
          true,
          true,
          true,
          false,
          1,
          FAR,
          2);

  /** The end of a trip, more closely: longer leases, an execution that may fail by itself, writes that arrive late. */
  static final Scope MONEY =
      new Scope(
          "money",
          new JobPlan(List.of(REVIEW, step("execution", Role.EXECUTION, false, "review"))),
          Set.of("execution"),
          false,
          true,
          false,
          true,
          true,
          true,
          true,
          2,
          FAR,
          2);

  /** A price that changes between approval and execution. */
  static final Scope REPRICED =
      new Scope(
          "repriced", MONEY.plan, Set.of("execution"), false, true, true, true, true, true, false, 1, FAR, 2);

  /** A provider that knows no keys: at most once, and a person is told where it is not known. */
  static final Scope KEYLESS =
      new Scope(
          "keyless",
          new JobPlan(List.of(step("execution", Role.EXECUTION, false))),
          Set.of("execution"),
          false,
          false,
          false,
          false,
          true,
          true,
          true,
          2,
          FAR,
          3);

  /** Somebody who is told what becomes of a job: that it waits for an approval, and how it ended. */
  static final Scope TOLD =
      new Scope(
          "told", new JobPlan(List.of(REVIEW)), Set.of("review"), false, true, false, true, true, true, true, 2, FAR, 2);

  /** A question, and time that runs out. */
  static final Scope QUESTION =
      new Scope(
          "question",
          new JobPlan(List.of(INTAKE, step("review", Role.REVIEW, false, "intake"))),
          Set.of("intake"),
          true,
          true,
          false,
          true,
          true,
          true,
          true,
          2,
          6,
          2);

  /** Somebody who wants the job to be kept, or no longer, or changed, at any time. */
  static final Scope KEPT =
      new Scope("kept", new JobPlan(List.of(REVIEW)), Set.of(), false, false, false, true, true, true, true, 1, FAR, 2);

  /** The same with other leases. */
  Scope withLease(int ticks) {
    return new Scope(
        name, plan, failing, asks, costly, repriced, keyed, cancels, deadLetters, late, ticks, activeTime, workers);
  }

  Timing timing() {
    return new Timing(
        TICK.multipliedBy(lease), TICK, TICK.multipliedBy(activeTime), TICK, Duration.ofDays(1), 2);
  }

  Policy policy() {
    Policy bare = new Policy(new BigDecimal(costly ? 100 : 100_000), "USD", TICK.multipliedBy(approvalTicks()));
    return told() ? bare.subscribed(List.of(new Subscription("somebody", false))) : bare;
  }

  /** Two, so that there is a reminder between asking and the end; but one where each change that is told multiplies the worlds. */
  private int approvalTicks() {
    return told() ? 1 : 2;
  }

  /** Whether somebody is told of changes. */
  boolean told() {
    return name.equals("told");
  }

  /** Whether somebody keeps the job and changes it. */
  boolean kept() {
    return name.equals("kept");
  }

  /** Position of a step in the plan. */
  int index(String step) {
    for (int i = 0; i < plan.steps().size(); i++) {
      if (plan.steps().get(i).id().equals(step)) {
        return i;
      }
    }
    throw new IllegalArgumentException(step);
  }

  StepSpec step(int index) {
    return plan.steps().get(index);
  }

  boolean executes(int step) {
    return step(step).role() == Role.EXECUTION;
  }
}
