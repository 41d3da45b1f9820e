package io.lotara.prove.sim;

import io.lotara.job.FollowUp;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobStore;
import io.lotara.job.WorkMessage;
import io.lotara.job.memory.InMemoryTable;
import io.lotara.prove.Protection;
import io.micronaut.core.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Everything there is in one schedule: a clock that stands still until nothing can go on, the queue, the table, the processes and the
 * provider. What comes next is drawn with the seed.
 */
final class World {
  static final Instant START = Instant.parse("2026-11-02T09:00:00Z");
  private static final Duration VISIBILITY = Duration.ofSeconds(180);
  private static final Duration WORKER_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration SWEEPER_TIMEOUT = Duration.ofSeconds(55);
  private static final Duration SWEEP = Duration.ofMinutes(1);
  private static final String SWEEPER = "sweeper";
  private static final String CLIENT = "client ";

  /** Sweeps after which a job that could go on must have. */
  private static final int HEALED_WITHIN = 2;

  static final int MAX_RECEIVES = 5;

  /** A sweep that takes longer leaves the rest to the next one. */
  private static final Duration WHOLE_SWEEP = Duration.ofSeconds(45);

  private static final int MAX_TURNS = 200_000;

  /** One in so many turns passes time, for each job that is there: jobs side by side do not make each other slow. */
  private static final int TURNS_AT_ONCE = 60;

  /** One in so many looks at the clock finds that the process stood still before it, for some seconds at most. */
  private static final int STALLS = 20;

  private static final int STALL_MILLIS = 8000;

  final Random random;
  final Faults faults;
  private final Map<String, Integer> order = new HashMap<>();

  /** Jobs are spread over shards in the order in which they come: their ids are drawn without the seed. */
  final InMemoryTable table = new InMemoryTable(id -> order.computeIfAbsent(id, i -> order.size()));

  final Provider.Ledger ledger = new Provider.Ledger();
  final Toll toll = new Toll();
  final Findings findings = new Findings();
  final Map<String, Script> scripts = new HashMap<>();

  /** What those outside were told, by job. */
  final Map<JobKey, Set<String>> told = new HashMap<>();

  /** Outputs that were written over, in a world without that protection. */
  final Map<List<Object>, byte[]> over = new HashMap<>();
  private final Functions functions;
  private final @Nullable Protection off;
  private final List<Message> queue = new ArrayList<>();
  private final List<Message> deadLetters = new ArrayList<>();
  private final List<Actor> actors = new ArrayList<>();
  private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparing(Later::at).thenComparing(Later::number));
  private final Map<String, Actor> working = new HashMap<>();

  /** Whole sweeps that a job has seen since it went on or a fault met it. */
  private final Map<JobKey, Integer> sweepsWithoutProgress = new HashMap<>();

  /** Jobs that could go on when the sweep that runs began, and have not since. */
  private final Set<JobKey> waiting = new HashSet<>();

  /** Whether a fault that is no single job's has met the sweep that runs. */
  private boolean sweepDisturbed;

  private Instant now = START;
  private Instant sweeps = START.plus(SWEEP);
  private int number;
  private int clients;
  private int runs;
  private int mostSweeps;
  private int wholeSweeps;

  /** Which message is set aside without having been worked on, as when its function cannot be started; 0 for none. */
  private int unlucky;

  private record Later(Instant at, int number, Runnable what) {}

  /** A message in the queue. */
  static final class Message {
    final String id;
    final String body;

    /** Whether it is a notice, for those who tell, and not a step. */
    final boolean notice;

    final JobKey job;

    /** The step that it is for; empty for a notice. */
    final String step;

    Instant visible;
    int receives;

    Message(String id, String body, boolean notice, JobKey job, String step, Instant visible) {
      this.id = id;
      this.body = body;
      this.notice = notice;
      this.job = job;
      this.step = step;
      this.visible = visible;
    }
  }

  World(long seed, Faults faults, Functions functions, @Nullable Protection off) {
    this.random = new Random(seed);
    this.faults = faults;
    this.functions = functions;
    this.off = off;
  }

  /** The message of that number, by the order in which they are delivered, is never worked on. */
  World unlucky(int message) {
    unlucky = message;
    return this;
  }

  /** Whether a message was set aside by bad luck alone. */
  boolean hadBadLuck() {
    return unlucky < 0;
  }

  @Nullable Protection off() {
    return off;
  }

  /** What a process is told when it asks for the time: one that serves a client may have stood still before. */
  Instant clock() {
    Actor actor = Actor.current();
    if (actor.name.startsWith(CLIENT) && random.nextInt(STALLS) == 0) {
      actor.sleep(Duration.ofMillis(random.nextInt(STALL_MILLIS)));
    }
    return now;
  }

  Instant now() {
    return now;
  }

  boolean on(Protection protection) {
    return off != protection;
  }

  Functions functions() {
    return functions;
  }

  /** The most sweeps that a job that could go on has seen since its last progress or the last fault. */
  int mostSweeps() {
    return mostSweeps;
  }

  /** Sweeps that no fault has met but for one job's, and that came to their end: only those count. */
  int wholeSweeps() {
    return wholeSweeps;
  }

  // ──── The scheduler ────

  /** Adds a client with its trip. */
  Client client(Script script) {
    scripts.put(script.user(), script);
    Client client = new Client(this, script);
    clients++;
    actors.add(
        new Actor(
            this,
            CLIENT + script.user(),
            () -> {
              client.run();
              clients--;
            }));
    return client;
  }

  /** Runs until everything is over. */
  void run() {
    List<Runnable> choices = new ArrayList<>();
    long most = (long) MAX_TURNS * Math.max(1, clients);
    for (long turn = 0; turn < most; turn++) {
      choices.clear();
      choices(choices);
      if (choices.isEmpty() && over()) {
        return;
      }
      if (choices.isEmpty() || random.nextInt(TURNS_AT_ONCE * Math.max(1, clients)) == 0) {
        pass(choices.isEmpty());
      } else {
        choices.get(random.nextInt(choices.size())).run();
      }
    }
    findings.add("stuck", "after %d turns it is not over: %s, %d messages".formatted(most,
        actors.stream().map(a -> a.name).toList(), queue.size()));
    actors.forEach(Actor::die);
    List.copyOf(actors).forEach(this::step);
  }

  private void choices(List<Runnable> choices) {
    for (Actor actor : List.copyOf(actors)) {
      if (actor.overdue(now)) {
        faults.happened(now, "timeout of " + actor.name);
        if (actor.job() == null) {
          sweepDisturbed |= actor.name.equals(SWEEPER);
        } else {
          toll.spoil(actor.job(), actor);
          moved(actor.job());
        }
        actor.die();
      }
      if (!actor.next().isAfter(now)) {
        choices.add(() -> step(actor));
      }
    }
    for (Message message : queue) {
      if (!message.visible.isAfter(now)) {
        choices.add(() -> deliver(message));
      }
    }
    for (Message message : deadLetters) {
      if (!message.visible.isAfter(now)) {
        choices.add(() -> setAside(message));
      }
    }
    if (!sweeps.isAfter(now)) {
      choices.add(this::sweep);
    }
    if (!later.isEmpty() && !later.peek().at().isAfter(now)) {
      choices.add(() -> later.remove().what().run());
    }
  }

  private void step(Actor actor) {
    actor.step();
    if (actor.ended()) {
      actors.remove(actor);
      working.values().removeIf(a -> a == actor);
      if (actor.failure() != null) {
        findings.add("unexpected", actor.name + ": " + actor.failure());
      }
    }
  }

  private void pass(boolean idle) {
    if (!idle) {
      now = now.plusMillis(random.nextInt(2000));
      return;
    }
    Instant next = sweeps;
    for (Actor actor : actors) {
      next = earlier(next, actor.next());
    }
    for (Message message : queue) {
      next = earlier(next, message.visible);
    }
    for (Message message : deadLetters) {
      next = earlier(next, message.visible);
    }
    if (!later.isEmpty()) {
      next = earlier(next, later.peek().at());
    }
    now = next.isAfter(now) ? next : now;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private boolean over() {
    return clients == 0 && actors.isEmpty() && queue.isEmpty() && deadLetters.isEmpty() && later.isEmpty()
        && (nothingDue() || !on(Protection.SWEEPER));
  }

  private boolean nothingDue() {
    for (int shard = 0; shard < table.shards(); shard++) {
      if (!table.due(shard, now.plus(Duration.ofDays(3650)), null).entries().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private void later(Instant at, Runnable what) {
    later.add(new Later(at, number++, what));
  }

  private Actor start(String name, Duration timeout, Runnable body) {
    Actor actor = new Actor(this, name, body).timeout(timeout);
    actors.add(actor);
    return actor;
  }

  private void deliver(Message message) {
    boolean badLuck = !message.notice && unlucky > 0 && --unlucky == 0;
    if (badLuck) {
      unlucky = -1;
      faults.happened(now, "nobody could work on " + message.id);
      moved(message.job);
    }
    if (badLuck || message.receives >= MAX_RECEIVES) {
      queue.remove(message);
      if (!message.notice) {
        // What is not told stays owed; its dead letters wait for a person only.
        deadLetters.add(new Message(message.id, message.body, false, message.job, message.step, now));
      }
      return;
    }
    message.receives++;
    message.visible = now.plus(VISIBILITY);
    start(
        (message.notice ? "teller " : "worker ") + message.id,
        WORKER_TIMEOUT,
        () -> {
          boolean done = message.notice ? functions.tell(message.id, message.body) : functions.work(message.id, message.body);
          if (done && !Actor.current().dead()) {
            queue.remove(message);
          }
        })
        .about(message.job, message.notice ? null : message.step);
  }

  private void setAside(Message message) {
    message.visible = now.plus(VISIBILITY);
    start(
        "parker " + message.id,
        WORKER_TIMEOUT,
        () -> {
          if (functions.setAside(message.id, message.body) && !Actor.current().dead()) {
            deadLetters.remove(message);
            if (table.find(message.id).isEmpty()) {
              findings.add("lost", "a dead letter was acknowledged and is not parked");
            }
          }
        })
        .about(message.job, null);
  }

  private void sweep() {
    sweeps = now.plus(SWEEP);
    if (!on(Protection.SWEEPER)) {
      return;
    }
    waiting.clear();
    sweepDisturbed = false;
    Set<JobKey> untold = untold();
    for (JobKey key : jobs()) {
      Job job = table.read(key).orElseThrow();
      if (!job.state().active() && !toUndo(key) && !untold.contains(key)) {
        sweepsWithoutProgress.remove(key);
        continue;
      }
      waiting.add(key);
      int seen = sweepsWithoutProgress.getOrDefault(key, 0) + 1;
      mostSweeps = Math.max(mostSweeps, seen);
      if (seen > HEALED_WITHIN) {
        findings.add("stuck", "the job is still %s after %d sweeps and owes %s".formatted(job.state(), seen,
            job.state().active() ? job.owed() : "what was to be done after it"));
      }
    }
    Instant begun = now;
    start(
        SWEEPER,
        SWEEPER_TIMEOUT,
        () -> {
          boolean whole = functions.sweep() && !Actor.current().dead() && !sweepDisturbed && now.isBefore(begun.plus(WHOLE_SWEEP));
          if (whole) {
            wholeSweeps++;
            waiting.forEach(key -> sweepsWithoutProgress.merge(key, 1, Integer::sum));
          }
        });
  }

  /** Whether a job has left something to be undone that was due, if only once. */
  private boolean toUndo(JobKey key) {
    return table.compensation(key).filter(c -> c.attempts() > 0 || !now.isBefore(c.dueAt())).isPresent();
  }

  /** Jobs of which something is to be told that is due now: it waits longer from time to time. */
  private Set<JobKey> untold() {
    return IntStream.range(0, table.shards())
        .boxed()
        .flatMap(shard -> table.due(shard, now, null).entries().stream())
        .filter(JobStore.Due.OfNotice.class::isInstance)
        .map(JobStore.Due::job)
        .collect(Collectors.toSet());
  }

  /** A job goes on, or a fault has met it: sweeps are counted anew. */
  private void moved(JobKey job) {
    sweepsWithoutProgress.remove(job);
    waiting.remove(job);
  }

  /** The jobs that were made and not forgotten. */
  List<JobKey> jobs() {
    List<JobKey> keys = new ArrayList<>();
    scripts.keySet().forEach(user -> table.page(Functions.TENANT, user, null, 100).jobs().forEach(j -> keys.add(j.key())));
    return keys;
  }

  /** Forgets the jobs that there are, as the table does when their time is over. */
  void forget() {
    for (JobKey key : jobs()) {
      table.forget(key);
      ledger.forget(key.id() + ":");
    }
    scripts.clear();
    over.clear();
    told.clear();
    sweepsWithoutProgress.clear();
    toll.forget();
    order.clear();
  }

  // ──── What ports do here ────

  /**
   * A place at which another process may come first, and a fault that is due there, or null.
   *
   * @param point the name of the place, whatever is passed there
   * @param jobs that it is about, but for the one that the process is for
   */
  @Nullable Fault at(Fault.At sort, String call, String point, Set<JobKey> jobs) {
    Actor actor = Actor.current();
    if (actor.dead()) {
      throw new Actor.Death(call);
    }
    actor.pause();
    Fault fault = faults.next(sort, now, actor.name + " " + call);
    if (fault != null) {
      meet(actor, fault, sort, jobs);
    }
    if (fault == Fault.CRASH_BEFORE) {
      faults.crashed(actor.name, point + ":before");
      throw actor.death(call);
    }
    return fault;
  }

  private void meet(Actor actor, Fault fault, Fault.At sort, Set<JobKey> about) {
    Set<JobKey> jobs = new HashSet<>(about);
    if (actor.job() != null) {
      jobs.add(actor.job());
    }
    for (JobKey job : jobs) {
      toll.met(job, fault, actor);
      // A client that could not look has held nobody up.
      if (sort != Fault.At.READ || !actor.name.startsWith(CLIENT)) {
        moved(job);
      }
    }
    boolean dies = fault == Fault.CRASH_BEFORE || fault == Fault.CRASH_AFTER || fault == Fault.LATE;
    sweepDisturbed |= actor.name.equals(SWEEPER) && (dies || jobs.isEmpty());
  }

  void crashAfter(@Nullable Fault fault, String point) {
    if (fault == Fault.CRASH_AFTER) {
      faults.crashed(Actor.current().name, point + ":after");
      throw Actor.current().death(point);
    }
  }

  /**
   * A job was written. What a sweep changes by sending again does not count as going on, unless the job comes to its end by it.
   */
  void progress(JobKey job, boolean ends) {
    if (ends || !Actor.isCurrent(SWEEPER)) {
      moved(job);
    }
  }

  /** Notices that leave a process. */
  void tell(List<FollowUp.Notice> notices, Duration delay) {
    leave("NoticeQueue.send", "", notices.stream().map(n -> new Message("n" + number++, functions.body(n), true, n.job(), "", now.plus(delay))).toList());
  }

  /** Messages that leave a process. */
  void send(List<WorkMessage> messages, Duration delay) {
    // The order of a set differs between runs of the JVM; that of a schedule must not.
    List<WorkMessage> sorted = messages.stream().sorted(Comparator.comparing(WorkMessage::step)).toList();
    leave(
        "WorkQueue.send",
        " " + sorted.stream().map(WorkMessage::step).toList(),
        sorted.stream().map(m -> new Message("m" + number++, functions.body(m), false, m.job(), m.step(), now.plus(delay))).toList());
  }

  private void leave(String point, String which, List<Message> messages) {
    if (messages.isEmpty()) {
      return;
    }
    Fault fault = at(Fault.At.SEND, point + which, point, messages.stream().map(m -> m.job).collect(Collectors.toSet()));
    List<Message> sent = new ArrayList<>(messages);
    if (fault == Fault.LOST) {
      sent.clear();
    } else if (fault == Fault.PARTLY_LOST) {
      sent.removeFirst();
    } else if (fault == Fault.DUPLICATE) {
      messages.forEach(m -> sent.add(new Message(m.id + "'", m.body, m.notice, m.job, m.step, m.visible)));
    }
    Duration more = fault == Fault.DELAYED ? Duration.ofSeconds(random.nextInt(600)) : Duration.ZERO;
    sent.forEach(m -> m.visible = m.visible.plus(more));
    queue.addAll(sent);
    crashAfter(fault, point);
  }

  /** A write that is on its way when its process dies. */
  Actor.Death late(String call, Set<JobKey> jobs, Runnable write) {
    later(
        now.plusMillis(random.nextInt(120_000)),
        () -> {
          faults.happened(now, "arrives late: " + call);
          jobs.forEach(this::moved);
          write.run();
        });
    return Actor.current().death(call);
  }

  /** An agent works for a while. Returns a number that no other run has, to know its output by. */
  double work(JobKey job, String step) {
    Actor actor = Actor.current();
    String what = job.id() + " " + step;
    Actor other = working.put(what, actor);
    if (other != null && other != actor && !other.dead() && !other.ended()) {
      findings.add("twice", "two workers are at the step " + step + " at the same time");
    }
    Fault fault = at(Fault.At.AGENT, "Agent.run " + step, "Agent.run", Set.of(job));
    if (fault == Fault.BROKEN) {
      // Its process goes on and tells of it; another may begin as soon as that is written.
      working.remove(what, actor);
      throw new IllegalStateException("the agent is broken");
    }
    actor.sleep(fault == Fault.SLOW ? Duration.ofMinutes(2) : Duration.ofMillis(random.nextInt(6000)));
    return ++runs / 1_000_000.0;
  }

  <T> T provider(Fault.At sort, String point, Supplier<T> effect) {
    Fault fault = at(sort, point, point, Set.of());
    if (fault == Fault.REFUSED) {
      throw Provider.refused();
    }
    if (fault == Fault.SILENT_BEFORE) {
      throw Provider.silent();
    }
    // A person may cancel while the provider takes its time.
    Actor.current().sleep(Duration.ofMillis(random.nextInt(3000)));
    T result = effect.get();
    crashAfter(fault, point);
    if (fault == Fault.SILENT_AFTER) {
      throw Provider.silent();
    }
    return result;
  }

  static JobStore.Unavailable throttled() {
    return new JobStore.Unavailable("the table is throttling", null);
  }
}
