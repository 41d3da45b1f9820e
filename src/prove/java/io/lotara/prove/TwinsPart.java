package io.lotara.prove;

import io.lotara.chat.ConversationTwins;
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
import io.lotara.job.JobRetention;
import io.lotara.job.JobScript;
import io.lotara.job.JobStore;
import io.lotara.job.Mode;
import io.lotara.job.Outputs;
import io.lotara.job.Parking;
import io.lotara.job.Policy;
import io.lotara.job.StepFacts;
import io.lotara.job.StepSpec;
import io.lotara.job.StreamSlots;
import io.lotara.job.Subscription;
import io.lotara.job.Timing;
import io.lotara.job.UserJobs;
import io.lotara.suggestion.WatchTwins;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Holds the twins in memory against the adapters on DynamoDB Local: the same random calls, the same answers. Compared is every port of every
 * twin that stands for the table: jobs with requests, answers and what is due; outputs; idempotency keys; compensations and notices; parked
 * messages; feedback; lists of jobs; places for streams; how long what belongs to jobs is kept ({@code InMemoryTable}); watches
 * ({@code InMemoryWatches}); conversations, turns, settings of chats and kept answers ({@code InMemoryConversations}); keys, counts, money for
 * models, the secret of links and settings of tenants ({@code InMemoryTenants}). Lists are read to their end, page by page. Not compared are the
 * twins of queues, which stand for no table, and that of which there is no twin: webhooks and deliveries, preferences, past trips.
 */
final class TwinsPart implements Prove.Part {
  private static final int JOBS = 30;

  /** No more than are looked at when one is wanted. */
  private static final int PLACES = 4;

  private final Random random = new Random(Prove.number("prove.first", 1));
  private final JobReducer reducer = new JobReducer(Timing.standard());
  private final List<JobKey> keys = new ArrayList<>();
  private final List<Decision.Next> old = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private Twins twins;

  /** Far from now: the database removes what has outlived its time by the clock of the wall. */
  private Instant now = Instant.parse("2036-11-02T09:00:00Z");

  /** A place for a stream on either side. They need not have the same number: which free one is taken is each store's own. */
  private record Held(StreamSlots.Slot real, StreamSlots.Slot twins) {}

  @Override
  public String name() {
    return "twins";
  }

  @Override
  public void run(Report report) throws Exception {
    int count = Prove.number("prove.operations", 10_000);
    try (TestTable made = new TestTable()) {
      twins = new Twins(made);
      WatchTwins watches = new WatchTwins(twins, random);
      ConversationTwins conversations = new ConversationTwins(twins, random);
      TenantTwins tenants = new TenantTwins(twins, random);
      int done = 0;
      while (done < count && twins.difference() == null) {
        now = now.plusMillis(random.nextInt(20_000));
        switch (random.nextInt(10)) {
          case 0, 1 -> watches.operation(now);
          case 2, 3 -> conversations.operation(now);
          case 4 -> tenants.operation(now);
          default -> operation();
        }
        done++;
      }
      report.line("calls: %s", twins.calls());
      report.must(twins.difference() == null, "%,d random operations: the twins and DynamoDB Local answer the same%s", done,
          twins.difference() == null ? "" : "\n" + twins.difference());
    }
  }

  private void operation() {
    if (keys.size() < JOBS / 3) {
      create();
      return;
    }
    JobKey key = keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(30)) {
      case 0 -> create();
      case 1, 2 -> twins.both(JobStore.class, "read", s -> s.read(key));
      case 3, 4 -> output(key);
      case 5 -> twins.both(Outputs.class, "all", o -> o.all(key));
      case 6 -> take();
      case 7, 8 -> due();
      case 9, 10 -> followUp(key);
      case 11 -> park();
      case 12 -> twins.both(JobStore.class, "answers", s -> s.answers(key));
      case 13 -> feedback(key);
      case 14 -> page();
      case 15 -> again();
      case 16, 17 -> notice(key);
      case 18, 19 -> slot();
      case 20 -> keep(key);
      default -> write(key);
    }
  }

  private void create() {
    JobKey key =
        random.nextInt(4) == 0 && !keys.isEmpty() ? keys.get(random.nextInt(keys.size()))
            : new JobKey("t" + random.nextInt(2), UUID.randomUUID().toString());
    List<Subscription> subscriptions =
        random.nextInt(3) == 0 ? List.of() : List.of(new Subscription("webhook", false), new Subscription("opik", true));
    Policy policy =
        new Policy(new BigDecimal(random.nextBoolean() ? "100" : "100000"), "USD", Duration.ofMinutes(10)).subscribed(subscriptions);
    Job job = reducer.start(key, "trip", "user" + random.nextInt(3), Mode.REACTIVE, JobScript.TRIP, policy, now);
    List<FollowUp.Notice> owed =
        subscriptions.isEmpty() ? List.of() : List.of(new FollowUp.Notice(key, "webhook", "1", now.plusSeconds(30), 0));
    twins.both(JobStore.class, "create", s -> s.create(job, key.id().getBytes(StandardCharsets.UTF_8), owed));
    twins.both(JobStore.class, "request", s -> s.request(key));
    if (!keys.contains(key)) {
      keys.add(key);
    }
    if (keys.size() > JOBS) {
      keys.removeFirst();
    }
  }

  /** The step that is running or can run, moved on; or something that a person says, or time. */
  private void write(JobKey key) {
    Job job = twins.jobs().read(key).orElseThrow();
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
    twins.both(JobStore.class, "write " + next.job().state(), s -> s.write(next, id, at));
    twins.both(JobStore.class, "read", s -> s.read(next.job().key()));
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
    Instant until = random.nextInt(4) == 0 ? null : now.plus(Duration.ofDays(30));
    twins.both(Outputs.class, "putFirst", o -> o.putFirst(key, step, revision, body, until));
    int wanted = 1 + random.nextInt(3);
    twins.both(Outputs.class, "get", o -> o.get(key, step, wanted));
  }

  private void take() {
    String key = "key" + random.nextInt(20);
    String print = "print" + random.nextInt(2);
    String job = UUID.randomUUID().toString();
    twins.both(IdempotencyKeys.class, "take", k -> k.take("t0", "plan", key, print, job, now));
  }

  private void due() {
    Instant at = now.plusSeconds(random.nextInt(7200) - 3600);
    twins.both(
        JobStore.class,
        "due",
        s -> {
          Set<String> due = new TreeSet<>();
          for (int i = 0; i < s.shards(); i++) {
            int shard = i;
            Twins.pages(after -> {
              JobStore.DuePage page = s.due(shard, at, (String) after);
              return new Twins.Part(page.entries(), page.next());
            }).forEach(e -> due.add(shard + " " + e));
          }
          return due;
        });
  }

  private void followUp(JobKey key) {
    FollowUp.Compensation there = twins.jobs().compensation(key).orElse(null);
    twins.both(FollowUps.class, "compensation", f -> f.compensation(key));
    FollowUp.Compensation read = there == null || random.nextInt(4) == 0 ? new FollowUp.Compensation(key, now, 3) : there;
    Instant until = now.plusSeconds(45);
    if (random.nextBoolean()) {
      twins.both(FollowUps.class, "postpone", f -> f.postpone(read, until));
    } else {
      twins.both(
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
    twins.both(
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
    Job job = twins.jobs().read(key).orElseThrow();
    twins.both(
        FeedbackStore.class,
        "feedback",
        f -> {
          f.put(job, given, now);
          return f.get(key);
        });
    YearMonth month = YearMonth.from(job.createdAt().atOffset(ZoneOffset.UTC));
    int limit = 1 + random.nextInt(5);
    twins.both(
        FeedbackStore.class,
        "given",
        f -> Twins.pages(after -> {
          FeedbackStore.Listing page = f.given(key.tenant(), month, (String) after, limit);
          return new Twins.Part(page.given(), page.next());
        }));
  }

  private void page() {
    String tenant = "t" + random.nextInt(2);
    String user = "user" + random.nextInt(3);
    int limit = 1 + random.nextInt(10);
    twins.both(
        UserJobs.class,
        "page",
        u -> Twins.pages(after -> {
          UserJobs.Page page = u.page(tenant, user, (String) after, limit);
          return new Twins.Part(page.jobs(), page.next());
        }));
  }

  /** One that a change has made, or that is owed by itself: read, put off or told, now and then on what was read before. */
  private void notice(JobKey key) {
    List<FollowUp.Notice> owed = twins.jobs().noticesOf(key).stream().sorted(Comparator.comparing(FollowUp.Notice::toString)).toList();
    if (owed.isEmpty() || random.nextInt(5) == 0) {
      FollowUp.Notice more = new FollowUp.Notice(key, "opik", "score" + random.nextInt(3), now.plusSeconds(30), 0);
      twins.both(FollowUps.class, "owe a notice", f -> {
        f.owe(more);
        return f.notice(key, more.subscriber(), more.about());
      });
      return;
    }
    FollowUp.Notice there = owed.get(random.nextInt(owed.size()));
    FollowUp.Notice read =
        random.nextInt(4) == 0 ? new FollowUp.Notice(key, there.subscriber(), there.about(), now, there.attempts() + 1) : there;
    Instant until = now.plusSeconds(45);
    boolean told = random.nextBoolean();
    twins.both(
        FollowUps.class,
        told ? "remove a notice" : "postpone a notice",
        f -> {
          boolean held = !told && f.postpone(read, until);
          if (told) {
            f.remove(read);
          }
          return held + " " + f.notice(key, there.subscriber(), there.about());
        });
  }

  /** Whether there is a free place must be the same on both sides. */
  private void slot() {
    if (!held.isEmpty() && random.nextBoolean()) {
      Held back = held.remove(random.nextInt(held.size()));
      twins.table().bean(StreamSlots.class).free(back.real());
      twins.jobs().free(back.twins());
      return;
    }
    Instant until = now.plusSeconds(10 + random.nextInt(600));
    Optional<StreamSlots.Slot> real = twins.table().bean(StreamSlots.class).take(PLACES, now, until);
    Optional<StreamSlots.Slot> own = twins.jobs().take(PLACES, now, until);
    twins.compare("take a place", real.isPresent(), own.isPresent());
    if (real.isPresent() && own.isPresent()) {
      held.add(new Held(real.get(), own.get()));
    }
  }

  /** Everything of a job is given another time, or none; what there is of it, and until when, is the same. */
  private void keep(JobKey key) {
    Instant at = random.nextInt(3) == 0 ? null : now.plus(Duration.ofDays(1 + random.nextInt(60)));
    if (random.nextBoolean()) {
      twins.table().bean(JobRetention.class).expire(key, at);
      twins.jobs().expire(key, at);
    }
    Map<String, Object> real = twins.table().expiries(key);
    Map<String, Object> own = new TreeMap<>();
    twins.jobs().expiries(key).forEach((name, time) -> own.put(sort(name), time.map(Instant::getEpochSecond)));
    twins.compare("how long parts are kept", real, own);
  }

  /** The sort key of a part, by the name that the twin has for it. */
  private static String sort(String name) {
    return name.startsWith("ANS#") ? "ANS#%04d".formatted(Integer.parseInt(name.substring(4))) : name;
  }
}
