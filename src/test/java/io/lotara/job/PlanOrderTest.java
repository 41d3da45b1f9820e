package io.lotara.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fan-out and fan-in in every order in which workers can come back. */
class PlanOrderTest {
  private static final List<String> SEARCHES = List.of("cars", "flights", "museums", "stays", "tables");

  private static final JobPlan WIDE =
      new JobPlan(
          Stream.concat(
                  Stream.of(
                      new StepSpec("intake", "", Role.INTAKE, List.of(), false),
                      new StepSpec("review", "", Role.REVIEW, SEARCHES, false),
                      new StepSpec("execution", "", Role.EXECUTION, List.of("review"), false)),
                  SEARCHES.stream()
                      .map(s -> new StepSpec(s, "", Role.WORK, List.of("intake"), s.equals("museums"))))
              .toList());

  static List<List<String>> orders() {
    return permutations(SEARCHES);
  }

  private static List<List<String>> permutations(List<String> of) {
    if (of.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> all = new ArrayList<>();
    for (String first : of) {
      for (List<String> rest : permutations(of.stream().filter(s -> !s.equals(first)).toList())) {
        all.add(Stream.concat(Stream.of(first), rest.stream()).toList());
      }
    }
    return all;
  }

  private static JobScript searching() {
    JobScript script = new JobScript(WIDE, Timing.standard()).claim("intake");
    Decision.Next understood = script.move(script.done("intake", StepFacts.found(1, List.of())));
    assertEquals(Set.copyOf(SEARCHES), understood.send());
    return script;
  }

  @ParameterizedTest
  @MethodSource("orders")
  void theReviewIsOwedOnceWhenTheLastSearchHasEnded(List<String> order) {
    JobScript script = searching();
    SEARCHES.forEach(script::claim);
    Map<String, JobEvent.StepDone> told = new HashMap<>();
    for (String step : order) {
      assertFalse(script.job.owed().containsKey("review"), "before " + step);
      JobEvent.StepDone done = script.done(step, StepFacts.found(0.5, List.of(step)));
      told.put(step, done);
      Set<String> sent = script.move(done).send();
      assertEquals(step.equals(order.getLast()) ? Set.of("review") : Set.of(), sent);
      // Everything that was told so far is told again.
      told.values().forEach(d -> assertInstanceOf(Decision.Refused.class, script.apply(d)));
    }
    script.run("review", JobScript.bill("10", null, "h", false)).run("execution");
    assertEquals(JobState.COMPLETED, script.job.state());
    assertNull(script.job.dueAt());
    assertEquals(
        order,
        script.job.log().stream()
            .filter(e -> e.type() == LogEntry.Type.TASK_COMPLETE && SEARCHES.contains(e.args().getFirst()))
            .map(e -> e.args().getFirst())
            .toList());
  }

  @ParameterizedTest
  @MethodSource("orders")
  void searchesOneAfterTheOtherDoAsWell(List<String> order) {
    JobScript script = searching();
    order.forEach(script::run);
    assertEquals(Set.of("review"), script.job.owed().keySet());
  }

  @ParameterizedTest
  @MethodSource("orders")
  void lateResultsOfEarlierAttemptsChangeNothing(List<String> order) {
    JobScript script = searching();
    order.forEach(script::claim);
    List<JobEvent.StepDone> late = new ArrayList<>();
    order.forEach(s -> late.add(script.done(s, StepFacts.found(0.1, List.of()))));
    script.pass(Timing.standard().lease()).move(new JobEvent.Swept());
    late.forEach(d -> assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(d))));
    for (String step : order) {
      script.claim(step);
      late.forEach(d -> assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(d))));
      script.move(script.done(step, StepFacts.found(0.9, List.of())));
    }
    assertEquals(Set.of("review"), script.job.owed().keySet());
    order.forEach(s -> assertEquals(0.9, script.job.task(s).confidence()));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void anOptionalSearchThatFailsIsLeftOut(List<String> order) {
    JobScript script = searching();
    SEARCHES.forEach(script::claim);
    for (String step : order) {
      script.move(
          step.equals("museums") ? script.failed(step, false) : script.done(step, StepFacts.found(1, List.of())));
    }
    assertEquals(TaskState.SKIPPED, script.job.task("museums").state());
    assertEquals("The source did not answer.", script.job.task("museums").error());
    assertEquals(Set.of("review"), script.job.owed().keySet());
    assertEquals(6, script.job.tasksCompleted());
  }

  private static Decision.Reason refused(Decision decision) {
    return assertInstanceOf(Decision.Refused.class, decision).reason();
  }

  @Test
  void aJobGoesThroughItsStatesAsClientsSeeThem() {
    JobScript script = JobScript.trip();
    assertEquals(JobState.STARTED, script.job.state());
    assertEquals(Set.of("intake"), script.job.owed().keySet());
    script.claim("intake");
    assertEquals(JobState.PLANNING, script.job.state());
    script.move(script.done("intake", StepFacts.found(1, List.of())));
    assertEquals(JobState.EXECUTING, script.job.state());
    script.run("flights", "stays", "activities", "itinerary");
    script.run("review", JobScript.bill("1999.99", null, "h", false)).run("execution");
    assertEquals(
        List.of("started", "planning", "executing", "completed"),
        script.job.log().stream()
            .filter(e -> e.type() == LogEntry.Type.STATE)
            .map(e -> e.args().getFirst())
            .toList());
    assertEquals(LogEntry.Type.COMPLETE, script.job.log().getLast().type());
    assertEquals(script.now, script.job.completedAt());
  }

  @Test
  void aPlanIsOrderedWhateverTheOrderItsAgentsAreFoundIn() {
    List<StepSpec> given = new ArrayList<>(JobScript.TRIP.steps());
    Collections.reverse(given);
    assertEquals(JobScript.TRIP, new JobPlan(given));
    Set<String> seen = new HashSet<>();
    for (StepSpec step : JobScript.TRIP.steps()) {
      assertTrue(seen.containsAll(step.after()), step.id());
      seen.add(step.id());
    }
  }

  @Test
  void aPlanThatCannotRunIsRefused() {
    StepSpec a = new StepSpec("a", "", Role.WORK, List.of("b"), false);
    StepSpec b = new StepSpec("b", "", Role.WORK, List.of("a"), false);
    assertThrows(IllegalArgumentException.class, () -> new JobPlan(List.of(a, b)));
    assertThrows(IllegalArgumentException.class, () -> new JobPlan(List.of(a)));
    assertThrows(IllegalArgumentException.class, () -> new JobPlan(List.of(a, a)));
    assertThrows(IllegalArgumentException.class, () -> new StepSpec("A-1", "", Role.WORK, List.of(), false));
  }

  @Test
  void aStepThatTheJobDoesNotHaveIsNobodys() {
    JobScript script = JobScript.trip();
    assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(new JobEvent.Claimed("yachts", 1))));
    assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(new JobEvent.Claimed("intake", 2))));
    assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(new JobEvent.Claimed("flights", 1))));
    JobEvent done = new JobEvent.StepDone("yachts", 1, 1, StepFacts.found(1, List.of()));
    assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(done)));
  }

  @Test
  void aStepIsClaimedByOneAtATime() {
    JobScript script = JobScript.trip().claim("intake");
    assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(new JobEvent.Claimed("intake", 1))));
    script.pass(Timing.standard().lease().minus(Duration.ofMillis(1)));
    assertEquals(Decision.Reason.NOT_YOURS, refused(script.apply(new JobEvent.Claimed("intake", 1))));
    script.pass(Duration.ofMillis(1)).claim("intake");
    assertEquals(2, script.job.task("intake").attempt());
  }
}
