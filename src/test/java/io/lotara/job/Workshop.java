package io.lotara.job;

import io.lotara.job.memory.InMemoryNotices;
import io.lotara.job.memory.InMemoryQueue;
import io.lotara.job.memory.InMemoryTable;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The use cases on twins, with agents that find, cost and book, a provider that counts, and a clock that is set. */
final class Workshop {
  /** Set up as in a deployment: what is empty is written, too. */
  static final JsonMapper JSON = ApplicationContext.run().getBean(JsonMapper.class);

  final InMemoryTable table = new InMemoryTable();
  final InMemoryQueue queue = new InMemoryQueue();
  final Provider provider = new Provider();
  final Audience told = new Audience();
  final InMemoryNotices notices = new InMemoryNotices();
  final TestClock clock = new TestClock();
  Work execution = this::book;
  final Transitions transitions;
  final AcceptJob accept;
  final DecideJob decide;
  final RunStep runStep;
  final Compensate compensate;
  final Sweep sweep;
  final DeadLetters deadLetters;
  final TellNotice tell;
  final PinJob pin;
  final GiveFeedback feedback;

  /** Somebody who wants to know everything, and is out of reach when told so. */
  static final class Audience implements Subscriber {
    final List<String> heard = new ArrayList<>();
    boolean wants;
    int deaf;

    @Override
    public String name() {
      return "test";
    }

    @Override
    public Optional<Subscription> wants(String tenant, JobRequest request) {
      return wants ? Optional.of(new Subscription(name(), false)) : Optional.empty();
    }

    @Override
    public Told tell(FollowUp.Notice notice) {
      if (deaf > 0) {
        deaf--;
        return new Told.Later(Duration.ofSeconds(5));
      }
      heard.add(notice.about());
      return new Told.Done();
    }
  }

  /** A clock that stands still until told. */
  static final class TestClock extends Clock {
    private Instant now = JobScript.START;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** A provider that honours keys and counts what it does. */
  static final class Provider {
    private final Map<String, String> booked = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    int made;
    Runnable during = () -> {};

    String reserve(String key) {
      String ref =
          booked.computeIfAbsent(
              key,
              k -> {
                made++;
                return "R" + made;
              });
      during.run();
      return ref;
    }

    void cancel(String key) {
      if (booked.containsKey(key)) {
        cancelled.add(key);
      }
    }

    int active() {
      return booked.size() - cancelled.size();
    }
  }

  Workshop(Mortal life) {
    JobStore store = life.port(JobStore.class, table);
    Outputs outputs = life.port(Outputs.class, table);
    WorkQueue work = life.port(WorkQueue.class, queue);
    FollowUps followUps = life.port(FollowUps.class, table);
    JobReducer reducer = new JobReducer(Timing.standard());
    JobKinds kinds = new JobKinds(List.of(new Kind()));
    NoticeQueue tellers = life.port(NoticeQueue.class, notices);
    transitions = new Transitions(store, work, tellers, reducer, clock);
    accept =
        new AcceptJob(store, life.port(IdempotencyKeys.class, table), transitions, kinds, List.of(told), reducer, JSON, clock);
    CommitOnce commitOnce = new CommitOnce(store, transitions);
    decide = new DecideJob(store, transitions, commitOnce, reducer, clock);
    runStep = new RunStep(store, outputs, transitions, commitOnce, agents(), reducer, JSON, clock);
    compensate = new Compensate(store, followUps, transitions, List.of(new Canceller()));
    sweep = new Sweep(store, followUps, transitions, work, tellers, clock);
    KeepParts parts = new KeepParts(store, life.port(JobRetention.class, table), reducer, clock);
    tell = new TellNotice(followUps, List.of(told, parts), tellers, reducer, clock);
    pin = new PinJob(transitions, parts, followUps, reducer);
    feedback = new GiveFeedback(life.port(FeedbackStore.class, table), followUps, List.of(told), tellers, parts, reducer, clock);
    deadLetters = new DeadLetters(life.port(Parking.class, table), transitions, store, work, clock);
  }

  /** As {@link AcceptJob#accept}, for one client. */
  AcceptJob.Outcome accept(String key, String query) {
    JobRequest request = new JobRequest("ada", query, "{}", null, null);
    return accept.accept("acme", "trip", Mode.REACTIVE, request, "plan", key, query.getBytes());
  }

  /** Delivers what was sent and lets time pass until the job rests and nothing is owed any more. */
  Job settle(JobKey key) {
    for (int round = 0; round < 200; round++) {
      List<InMemoryQueue.Sent> sent = queue.drain();
      sent.forEach(s -> deliver(s.message()));
      List<FollowUp.Notice> toTell = notices.drain();
      toTell.forEach(n -> mayDie(() -> tell.run(n)));
      Job job = table.read(key).orElseThrow();
      boolean quiet = sent.isEmpty() && toTell.isEmpty() && table.compensation(key).isEmpty() && table.noticesOf(key).isEmpty();
      if (quiet && job.state().rests()) {
        return job;
      }
      if (sent.isEmpty() && toTell.isEmpty()) {
        clock.pass(Duration.ofSeconds(31));
        mayDie(() -> sweep.sweep(clock.instant().plusSeconds(50)));
      }
    }
    throw new AssertionError("it never rests: " + table.read(key));
  }

  void deliver(WorkMessage message) {
    mayDie(
        () -> {
          if (message.step().equals(WorkMessage.COMPENSATION)) {
            compensate.run(message.job());
          } else {
            runStep.run(message);
          }
        });
  }

  /** Whether it was done to its end. */
  static boolean mayDie(Runnable work) {
    try {
      work.run();
      return true;
    } catch (Mortal.Death death) {
      return false;
    }
  }

  private Agents agents() {
    StepFacts found = StepFacts.found(0.9, List.of("flights"));
    return new Agents(
        List.of(
            agent("intake", c -> new StepOutcome.Done(found, Map.of("query", c.request().query()))),
            agent("flights", c -> new StepOutcome.Done(found, Map.of("flights", List.of(1)))),
            agent("stays", c -> new StepOutcome.Done(found, Map.of("stays", List.of(2)))),
            agent("review", c -> new StepOutcome.Done(JobScript.bill("3000", null, "plan-1", false), Map.of())),
            agent("execution", c -> execution.run(c))));
  }

  StepOutcome book(StepContext context) {
    Job job = context.job();
    if (context.commit().isPresent()) {
      return new StepOutcome.Failed("SUPERSEDED", "Another one is committed.", null, false, Duration.ZERO);
    }
    String key = job.key().id() + ":flight:" + job.approval().planHash();
    Effect intended = new Effect("tables", key, EffectState.INTENDED, null);
    Optional<Map<String, Effect>> noted = context.note(Map.of("flight", intended));
    if (noted.isEmpty()) {
      return new StepOutcome.Failed("STOPPED", "The job is over.", null, false, Duration.ZERO);
    }
    String ref = provider.reserve(noted.get().get("flight").key());
    Map<String, Effect> booked = Map.of("flight", new Effect("tables", key, EffectState.BOOKED, ref));
    context.note(booked);
    return new StepOutcome.Done(JobScript.booked(booked), Map.of("bookings", List.of(ref)));
  }

  interface Work {
    StepOutcome run(StepContext context);
  }

  private static Agent agent(String name, Work work) {
    return new Agent() {
      @Override
      public String kind() {
        return "trip";
      }

      @Override
      public String name() {
        return name;
      }

      @Override
      public StepOutcome run(StepContext context) {
        return work.run(context);
      }
    };
  }

  private static final class Kind implements JobKind {
    @Override
    public String name() {
      return "trip";
    }

    @Override
    public List<StepSpec> steps() {
      return List.of(
          new StepSpec("intake", "intake", Role.INTAKE, List.of(), false),
          new StepSpec("flights", "flights", Role.WORK, List.of("intake"), false),
          new StepSpec("stays", "stays", Role.WORK, List.of("intake"), false),
          new StepSpec("review", "review", Role.REVIEW, List.of("flights", "stays"), false),
          new StepSpec("execution", "execution", Role.EXECUTION, List.of("review"), false));
    }

    @Override
    public List<Violation> check(String constraints, Instant now) {
      return List.of();
    }

    @Override
    public Policy policy(String tenant, String constraints) {
      return new Policy(new BigDecimal("2000"), "USD", Duration.ofHours(24));
    }
  }

  private final class Canceller implements Undo {
    @Override
    public String source() {
      return "tables";
    }

    @Override
    public Effect undo(Effect effect) {
      provider.cancel(effect.key());
      return new Effect(effect.source(), effect.key(), EffectState.COMPENSATED, effect.ref());
    }
  }
}
