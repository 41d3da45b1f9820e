package io.lotara.prove;

import io.lotara.dynamo.TestTable;
import io.lotara.job.Answer;
import io.lotara.job.Bill;
import io.lotara.job.Decision;
import io.lotara.job.Effect;
import io.lotara.job.EffectState;
import io.lotara.job.FeedbackStore;
import io.lotara.job.FollowUp;
import io.lotara.job.FollowUps;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobReducer;
import io.lotara.job.JobScript;
import io.lotara.job.JobStore;
import io.lotara.job.Mode;
import io.lotara.job.Outputs;
import io.lotara.job.Parking;
import io.lotara.job.Policy;
import io.lotara.job.StepFacts;
import io.lotara.job.StepSpec;
import io.lotara.job.Timing;
import io.lotara.job.UserJobs;
import io.lotara.job.memory.InMemoryTable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/** Holds the twin of the table against the adapters on DynamoDB Local: the same random calls, the same answers. */
final class TwinsPart implements Prove.Part {
  private static final int JOBS = 30;

  private final Random random = new Random(Prove.number("prove.first", 1));
  private final JobReducer reducer = new JobReducer(Timing.standard());
  private final InMemoryTable twin = new InMemoryTable();
  private final List<JobKey> keys = new ArrayList<>();
  private final List<Decision.Next> old = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final Map<String, Integer> calls = new TreeMap<>();
  private TestTable table;
  private Instant now = Instant.parse("2026-11-02T09:00:00Z");
  private String difference;

  @Override
  public String name() {
    return "twins";
  }

  @Override
  public void run(Report report) throws Exception {
    int count = Prove.number("prove.operations", 10_000);
    try (TestTable made = new TestTable()) {
      table = made;
      int done = 0;
      while (done < count && difference == null) {
        now = now.plusMillis(random.nextInt(20_000));
        operation();
        done++;
      }
      report.line("calls: %s", calls);
      report.must(difference == null, "%,d random operations: the twin and DynamoDB Local answer the same%s", done,
          difference == null ? "" : "\n" + difference);
    }
  }

  /** Makes a call on both sides and compares. */
  private <P, T> T both(Class<P> port, String what, Function<P, T> call) {
    calls.merge(what, 1, Integer::sum);
    T real = call.apply(table.bean(port));
    T twins = call.apply(port.cast(twin));
    if (!text(real).equals(text(twins)) && difference == null) {
      difference = "%s: DynamoDB says%n  %s%nand the twin%n  %s".formatted(what, text(real), text(twins));
    }
    return real;
  }

  private static String text(Object value) {
    return switch (value) {
      case null -> "nothing";
      case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
      case java.util.Optional<?> some -> some.map(TwinsPart::text).orElse("nothing");
      case Map<?, ?> map -> {
        TreeMap<String, String> texts = new TreeMap<>();
        map.forEach((k, v) -> texts.put(text(k), text(v)));
        yield texts.toString();
      }
      default -> value.toString();
    };
  }

  private void operation() {
    if (keys.size() < JOBS / 3) {
      create();
      return;
    }
    JobKey key = keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(24)) {
      case 0 -> create();
      case 1, 2 -> both(JobStore.class, "read", s -> s.read(key));
      case 3, 4 -> output(key);
      case 5 -> both(Outputs.class, "all", o -> o.all(key));
      case 6 -> take();
      case 7, 8 -> due();
      case 9, 10 -> followUp(key);
      case 11 -> park();
      case 12 -> both(JobStore.class, "answers", s -> s.answers(key));
      case 13 -> feedback(key);
      case 14 -> page();
      case 15 -> again();
      default -> write(key);
    }
  }

  private void create() {
    JobKey key =
        random.nextInt(4) == 0 && !keys.isEmpty() ? keys.get(random.nextInt(keys.size()))
            : new JobKey("t" + random.nextInt(2), UUID.randomUUID().toString());
    Policy policy = new Policy(new BigDecimal(random.nextBoolean() ? "100" : "100000"), "USD", Duration.ofMinutes(10));
    Job job = reducer.start(key, "trip", "user" + random.nextInt(3), Mode.REACTIVE, JobScript.TRIP, policy, now);
    both(JobStore.class, "create", s -> s.create(job, key.id().getBytes(StandardCharsets.UTF_8)));
    both(JobStore.class, "request", s -> s.request(key));
    if (!keys.contains(key)) {
      keys.add(key);
    }
    if (keys.size() > JOBS) {
      keys.removeFirst();
    }
  }

  /** The step that is running or can run, moved on; or something that a person says, or time. */
  private void write(JobKey key) {
    Job job = twin.read(key).orElseThrow();
    if (reducer.next(job, event(job), now) instanceof Decision.Next next) {
      old.add(next);
      write(next, UUID.randomUUID().toString());
    }
  }

  /** A write that was decided some time ago, or was made before: on an old version, perhaps under its own name. */
  private void again() {
    if (!old.isEmpty()) {
      Decision.Next next = old.get(random.nextInt(old.size()));
      String id = random.nextBoolean() && !ids.isEmpty() ? ids.getLast() : UUID.randomUUID().toString();
      write(next, id);
      old.subList(0, Math.max(0, old.size() - 20)).clear();
    }
  }

  private void write(Decision.Next next, String id) {
    ids.add(id);
    Instant at = random.nextInt(4) == 0 ? now.plus(Duration.ofMinutes(9)) : now;
    both(JobStore.class, "write " + next.job().state(), s -> s.write(next, id, at));
    both(JobStore.class, "read", s -> s.read(next.job().key()));
  }

  private JobEvent event(Job job) {
    List<String> owed = List.copyOf(new TreeSet<>(job.owed().keySet()));
    int roll = random.nextInt(20);
    if (roll == 0) {
      return new JobEvent.CancelRequested("test");
    }
    if (roll == 1) {
      return new JobEvent.Swept();
    }
    if (roll < 4 || owed.isEmpty()) {
      return switch (job.state()) {
        case WAITING_APPROVAL -> new JobEvent.Decided(random.nextInt(3) > 0, null, random.nextBoolean() ? "a word" : null);
        case WAITING_INPUT -> new JobEvent.Answered(new Answer("Hue", random.nextBoolean() ? "{}" : null));
        default -> new JobEvent.EffectsSettled(Map.of("flight", new Effect("tables", "k", EffectState.COMPENSATED, "R1")));
      };
    }
    String step = owed.get(random.nextInt(owed.size()));
    var task = job.task(step);
    if (task.leaseUntil() == null || roll == 4) {
      return new JobEvent.Claimed(step, task.revision());
    }
    if (roll == 5) {
      return new JobEvent.StepFailed(step, task.revision(), task.attempt(), "E", "It failed.", null, true, Duration.ofSeconds(2));
    }
    if (roll == 6) {
      return new JobEvent.DeadLettered(step, task.revision(), "set aside");
    }
    if (step.equals("intake") && roll < 10) {
      return new JobEvent.StepAsks(step, task.revision(), task.attempt(), "destination", "Where to?", List.of("Hue"));
    }
    if (step.equals("execution") && roll < 14) {
      Effect effect = new Effect("tables", "k", EffectState.INTENDED, null);
      return new JobEvent.EffectsNoted(step, task.revision(), task.attempt(), Map.of("flight", effect));
    }
    return new JobEvent.StepDone(step, task.revision(), task.attempt(), facts(job.plan().step(step)));
  }

  private StepFacts facts(StepSpec step) {
    return switch (step.role()) {
      case REVIEW -> {
        Bill bill = new Bill(List.of(new Bill.Line("all", new BigDecimal("3000"))), "USD", null, BigDecimal.ONE);
        yield new StepFacts(1.0, List.of(), true, bill, "plan-1", false, Map.of());
      }
      case EXECUTION -> new StepFacts(1.0, List.of(), false, null, null, false,
          Map.of("flight", new Effect("tables", "k", EffectState.BOOKED, "R1")));
      default -> StepFacts.found(0.5, List.of(step.id()));
    };
  }

  private void output(JobKey key) {
    String step = random.nextBoolean() ? "flights" : "stays";
    int revision = 1 + random.nextInt(3);
    byte[] body = ("{\"n\":%d}".formatted(random.nextInt(1000))).getBytes(StandardCharsets.UTF_8);
    both(Outputs.class, "putFirst", o -> o.putFirst(key, step, revision, body, now));
    both(Outputs.class, "get", o -> o.get(key, step, 1 + random.nextInt(1)));
  }

  private void take() {
    String key = "key" + random.nextInt(20);
    String print = "print" + random.nextInt(2);
    String job = UUID.randomUUID().toString();
    both(IdempotencyKeys.class, "take", k -> k.take("t0", "plan", key, print, job, now));
  }

  private void due() {
    Instant at = now.plusSeconds(random.nextInt(7200) - 3600);
    both(
        JobStore.class,
        "due",
        s -> {
          Set<String> due = new TreeSet<>();
          for (int shard = 0; shard < s.shards(); shard++) {
            String cursor = null;
            do {
              JobStore.DuePage page = s.due(shard, at, cursor);
              int number = shard;
              page.entries().forEach(e -> due.add(number + " " + e));
              cursor = page.next();
            } while (cursor != null);
          }
          return due;
        });
  }

  private void followUp(JobKey key) {
    FollowUp.Compensation there = twin.compensation(key).orElse(null);
    both(FollowUps.class, "compensation", f -> f.compensation(key));
    FollowUp.Compensation read = there == null || random.nextInt(4) == 0 ? new FollowUp.Compensation(key, now, 3) : there;
    Instant until = now.plusSeconds(45);
    if (random.nextBoolean()) {
      both(FollowUps.class, "postpone", f -> f.postpone(read, until));
    } else {
      both(
          FollowUps.class,
          "remove",
          f -> {
            f.remove(read);
            return f.compensation(key);
          });
    }
  }

  private void park() {
    String id = "message" + random.nextInt(20);
    Parking.Parked parked = new Parking.Parked(id, "body " + random.nextInt(), "reason", now, null);
    boolean redriven = random.nextInt(3) == 0;
    both(
        Parking.class,
        "park",
        p -> {
          if (redriven) {
            p.redriven(id, now);
          } else {
            p.park(parked);
          }
          return p.find(id);
        });
  }

  private void feedback(JobKey key) {
    FeedbackStore.Feedback given =
        new FeedbackStore.Feedback(1 + random.nextInt(5), random.nextBoolean() ? "fine" : null, List.of("price"), List.of(), now);
    Job job = twin.read(key).orElseThrow();
    both(
        FeedbackStore.class,
        "feedback",
        f -> {
          f.put(job, given, now);
          return f.get(key);
        });
    YearMonth month = YearMonth.from(job.createdAt().atOffset(ZoneOffset.UTC));
    both(FeedbackStore.class, "given", f -> f.given(key.tenant(), month, null, FeedbackStore.MOST));
  }

  private void page() {
    String tenant = "t" + random.nextInt(2);
    String user = "user" + random.nextInt(3);
    both(UserJobs.class, "page", u -> u.page(tenant, user, null, 10));
  }
}
