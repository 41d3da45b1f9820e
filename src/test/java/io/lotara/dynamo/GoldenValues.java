package io.lotara.dynamo;

import io.lotara.chat.Conversation;
import io.lotara.chat.Focus;
import io.lotara.chat.Turn;
import io.lotara.job.Approval;
import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.FollowUp;
import io.lotara.job.Job;
import io.lotara.job.JobError;
import io.lotara.job.JobKey;
import io.lotara.job.JobPlan;
import io.lotara.job.JobState;
import io.lotara.job.Lineage;
import io.lotara.job.LogEntry;
import io.lotara.job.Mode;
import io.lotara.job.Policy;
import io.lotara.job.Question;
import io.lotara.job.Role;
import io.lotara.job.StepSpec;
import io.lotara.job.Subscription;
import io.lotara.job.Task;
import io.lotara.job.TaskState;
import io.lotara.suggestion.Basis;
import io.lotara.suggestion.Drop;
import io.lotara.suggestion.Journey;
import io.lotara.suggestion.Sighting;
import io.lotara.suggestion.Watch;
import io.lotara.suggestion.WatchKey;
import io.lotara.tenant.ApiKey;
import io.lotara.tenant.Scope;
import io.lotara.travel.Party;
import io.lotara.travel.Price;
import io.lotara.travel.PriceKind;
import io.lotara.travel.TransportMode;
import io.lotara.webhook.Delivery;
import io.lotara.webhook.Endpoint;
import io.lotara.webhook.EventType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the golden items hold, said by hand: whatever becomes of the rules that make such values, these were written so. */
final class GoldenValues {
  /** In a time to come, or the table would let them go by their time to live. */
  static final Instant T0 = Instant.parse("2096-11-29T08:00:00.123Z");
  private static final JobKey KEY = new JobKey("acme", "01a2267e-3a6c-7001-8000-0000000000a1");
  private static final JobKey BARE = new JobKey("acme", "01a2267e-3a6c-7001-8000-0000000000a2");
  private static final String OTHER = "01a2267e-3a6c-7001-8000-0000000000a3";
  private static final JobPlan PLAN =
      new JobPlan(
          List.of(
              new StepSpec("intake", "Understand the request", Role.INTAKE, List.of(), false),
              new StepSpec("activities", "Find places to see and to eat", Role.WORK, List.of("intake"), true),
              new StepSpec("flights", "Find flights and other transport", Role.WORK, List.of("intake"), false),
              new StepSpec("review", "Check the plan and its cost", Role.REVIEW, List.of("flights", "activities"), false),
              new StepSpec("execution", "Check the offers again and book what can be booked", Role.EXECUTION, List.of("review"), false)));

  private GoldenValues() {}

  private static Instant at(long seconds) {
    return T0.plusSeconds(seconds);
  }

  /** A job with everything that a job can have, whether or not one has it all at once. */
  static Job job() {
    Map<String, Task> tasks = new LinkedHashMap<>();
    tasks.put("intake", new Task(TaskState.COMPLETED, 2, 1, null, at(1), at(2), 0.91, null));
    tasks.put("activities", new Task(TaskState.SKIPPED, 1, 4, null, at(3), at(9), null, "Nothing was found near Huế."));
    tasks.put("flights", new Task(TaskState.FAILED, 1, 2, null, at(3), at(8), null, "The source does not answer."));
    tasks.put("review", new Task(TaskState.RUNNING, 1, 1, at(45), at(10), null, null, null));
    tasks.put("execution", Task.fresh());
    Map<String, Instant> owed = new LinkedHashMap<>();
    owed.put("review", at(40));
    owed.put("execution", at(70));
    return new Job(
        KEY, "trip", "ana", Mode.PROACTIVE, PLAN,
        new Policy(new BigDecimal("1500.50"), "EUR", Duration.ofHours(36), new BigDecimal("0.05"),
            List.of(new Subscription("webhook", false), new Subscription("opik", true))),
        JobState.WAITING_APPROVAL, 17, T0, at(60), at(61), at(3600), tasks, owed,
        new Approval(true, List.of("cost_over_threshold", "price_changed"), new BigDecimal("2147.50"), "EUR", new BigDecimal("1500.50"), "USD",
            "b7e23ec29af22b0b4e41da31e868d57226121c84", at(86_400), "approved", at(59), "Giữ phòng yên tĩnh"),
        2, new Question("destination", "Which of these do you mean?", List.of("Santiago de Chile", "Santiago de Cuba"), at(7200)), 1,
        effects(), log(),
        new JobError("DEAD_LETTER", "The message for the step 'flights' was set aside.", "flights", 3, "{\"a\":1}"),
        new Lineage(OTHER, BARE.id(), "01a2267e-3a6c-7001-8000-0000000000a4", "01a2267e-3a6c-7001-8000-0000000000a5"), at(100), true);
  }

  private static Map<String, Effect> effects() {
    Map<String, Effect> effects = new LinkedHashMap<>();
    for (EffectState state : EffectState.values()) {
      effects.put("item_" + state.ordinal(), new Effect("duffel", KEY.id() + ":" + state.ordinal(), state, state == EffectState.BOOKED ? "ord_1" : null));
    }
    return effects;
  }

  /** An entry of each type, in an order of this class's own. */
  private static List<LogEntry> log() {
    return List.of(
        new LogEntry(LogEntry.Type.STATE, at(0), List.of("started")),
        new LogEntry(LogEntry.Type.TASK_START, at(1), List.of("intake")),
        new LogEntry(LogEntry.Type.TASK_COMPLETE, at(2), List.of("intake", "completed", "1", "0.91")),
        new LogEntry(LogEntry.Type.OUTPUT, at(2), List.of("understood", "intake", "1")),
        new LogEntry(LogEntry.Type.VALIDATION, at(3), List.of("review", "1")),
        new LogEntry(LogEntry.Type.APPROVAL_REQUIRED, at(4), List.of("2147.50", "EUR", "1500.50", "USD", "b7e2", "2096-11-30T08:00:00Z", "price_changed")),
        new LogEntry(LogEntry.Type.COMPLETE, at(5), List.of()),
        new LogEntry(LogEntry.Type.CANCELLED, at(6), List.of("user")),
        new LogEntry(LogEntry.Type.ERROR, at(7), List.of("It was \"set aside\".")),
        new LogEntry(LogEntry.Type.APPROVAL_REMINDER, at(8), List.of()));
  }

  /** A job that was just taken in. */
  static Job bareJob() {
    return bare(BARE, 1, 0);
  }

  /** One that was asked some questions. */
  static Job asked(long version, int answers) {
    return bare(new JobKey("acme", "01a2267e-3a6c-7001-8000-0000000000a6"), version, answers);
  }

  private static Job bare(JobKey key, long version, int answers) {
    Map<String, Task> tasks = new LinkedHashMap<>();
    PLAN.steps().forEach(step -> tasks.put(step.id(), Task.fresh()));
    return new Job(
        key, "trip", "ben", Mode.REACTIVE, PLAN, new Policy(new BigDecimal("2000"), "USD", Duration.ofDays(1)), JobState.STARTED, version, T0, T0,
        null, at(3600), tasks, Map.of("intake", at(30)), null, 0, null, answers, Map.of(), List.of(new LogEntry(LogEntry.Type.STATE, T0, List.of("started"))), null,
        Lineage.NONE, at(30));
  }

  static FollowUp.Notice notice() {
    return new FollowUp.Notice(KEY, "webhook", "14", at(30), 3);
  }

  static Delivery delivery() {
    List<Delivery.Try> tries = List.of(new Delivery.Try(at(5), 503, null, 812), new Delivery.Try(at(10), null, "nobody answers", 3000));
    return new Delivery(KEY, 14, "whep_1", EventType.PLAN_APPROVAL_REQUIRED, Delivery.State.PENDING, at(4), tries, 2, 2, at(40), "paused");
  }

  static Delivery told(Delivery.State state, String target) {
    return new Delivery(KEY, 9, target, EventType.SUGGESTION_CREATED, state, at(4), List.of(new Delivery.Try(at(5), 200, null, 40)), 1, 0, null, null);
  }

  static Endpoint endpoint() {
    return new Endpoint(
        "acme", "whep_01a2267e-3a6c-7001-8000-0000000000b1", "https://hooks.example.com/lotara", Set.of(EventType.values()), "Main", "whsec_bmV3",
        new Endpoint.Former("whsec_b2xk", at(86_400)), T0, "it answered 410");
  }

  static Watch watch() {
    Journey journey = new Journey("Hanoi", "Singapore", LocalDate.parse("2097-10-12"), LocalDate.parse("2097-10-16"), new Party(2, List.of(7)));
    Price before = new Price(new BigDecimal("400.00"), "USD", PriceKind.LIVE);
    Price now = new Price(new BigDecimal("280.50"), "USD", PriceKind.ESTIMATED);
    return new Watch(
        new WatchKey("acme", "01a2267e-3a6c-7001-8000-0000000000c1"), "ana", journey, new BigDecimal("12.5"), before, now,
        new Basis("duffel", TransportMode.FLIGHT), true, T0, at(60),
        List.of(new Sighting(at(10), before, null, null), new Sighting(at(60), now, OTHER, null), new Sighting(at(70), null, null, "no answer")), 1,
        new Drop(1, OTHER, at(60), before, now, "duffel", journey), at(900), 2, at(120), "watch-1", true, 5);
  }

  static ApiKey apiKey() {
    return new ApiKey("0f1e2d3c", "acme", "web", Set.of(Scope.values()), T0, at(1_000_000), at(500));
  }

  static Conversation claimed() {
    return new Conversation("acme", "talk 1", null, 1, 0, T0, T0, Focus.NONE, new Conversation.Claim("turn 1", at(30)), 1_795_939_200_123_000L);
  }

  static Conversation answered() {
    Focus focus = new Focus(KEY.id(), "b7e2", new Focus.Asked("destination", "Wohin?", 2), List.of(OTHER, KEY.id()), 1);
    return new Conversation("acme", "talk 2", "ana", 1, 1, T0, at(2), focus, null, 0);
  }

  static Turn turn() {
    return new Turn(1, "turn 2", "Plan a weekend in Huế", "I am planning it.", "rules", KEY.id(), at(2));
  }
}
