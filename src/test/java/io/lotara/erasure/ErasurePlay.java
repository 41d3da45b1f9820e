package io.lotara.erasure;

import io.lotara.interleave.Broken;
import io.lotara.interleave.Happening;
import io.lotara.interleave.JobsOnALine;
import io.lotara.interleave.Line;
import io.lotara.interleave.Mutant;
import io.lotara.interleave.NamedKeys;
import io.lotara.interleave.Play;
import io.lotara.interleave.Property;
import io.lotara.interleave.Role;
import io.lotara.job.AcceptJob;
import io.lotara.job.Agents;
import io.lotara.job.CommitOnce;
import io.lotara.job.Compensate;
import io.lotara.job.FollowUps;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.Job;
import io.lotara.job.JobEvent;
import io.lotara.job.JobKey;
import io.lotara.job.JobKind;
import io.lotara.job.JobReducer;
import io.lotara.job.JobRequest;
import io.lotara.job.JobState;
import io.lotara.job.JobStore;
import io.lotara.job.Mode;
import io.lotara.job.NoticeQueue;
import io.lotara.job.Outputs;
import io.lotara.job.RunStep;
import io.lotara.job.Sweep;
import io.lotara.job.Timing;
import io.lotara.job.Transitions;
import io.lotara.job.UserData;
import io.lotara.job.WorkMessage;
import io.lotara.suggestion.Watch;
import io.lotara.suggestion.WatchOfAUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An erasure: the real steps of it, run by the real worker again and again, beside a worker of the user's own job that is just booking and whoever
 * undoes that, a user who has just cancelled it, a check of a watch whose price has fallen, or the user who comes back. When it is complete nothing
 * of the user is left; somebody else's job is as it was.
 *
 * <p>A worker's lease is longer than its life, so two of one step never work at once. Left out: a message that comes again after it was acknowledged and
 * before the next is due; and that clients may not cancel an erasure, which the door refuses.
 */
public final class ErasurePlay implements Play<ErasureWorld> {
  /** A lease of a worker is over after it, and no worker of a queue of jobs lives so long; a check of a watch may. */
  private static final Duration TICK = JobsOnALine.TIMING.lease().plusSeconds(1);

  private static final int A_WORKER = 1;
  private static final int A_CHECK = 2;
  private static final int ROUNDS = 60;
  private static final String STEP = "execution";

  private final Line<ErasureWorld> line = new Line<>();
  private final Of of;
  private final Off off;
  private final WatchOfAUser watch;
  private final AcceptJob accept;
  private final RequestErasure request;
  private final RunStep runStep;
  private final Transitions transitions;
  private final Compensate compensate;
  private final Sweep sweep;
  private final List<WorkMessage> sent = new ArrayList<>();
  private JobKey trip;
  private JobKey erasure;

  /** Whose data is erased. */
  enum Of {
    /** Of a user whose trip is just being booked. */
    BOOKING("booking", 2),
    /** Of a user whose trip is over, and who begins another one in the middle of it. */
    RETURN("return", 3),
    /** Of a user who has just cancelled a trip that a worker is at. */
    CANCEL("cancel", 2),
    /** Of a user with a watch whose price has fallen. */
    WATCH("watch", 4);

    private final String says;
    private final int ticks;

    Of(String says, int ticks) {
      this.says = says;
      this.ticks = ticks;
    }
  }

  /** What can be switched off. */
  enum Off {
    NOTHING("", null, null),
    A_ROOM("an erasure forgets a room", Of.WATCH, Property.NOTHING_IS_LEFT),
    STOPPED_ROOMS("what begins jobs by itself is not stopped first", Of.WATCH, Property.NOTHING_IS_LEFT),
    DEAD_ATTEMPTS("an attempt goes on where the one before has died, as if nothing had been stopped", Of.WATCH, Property.NOTHING_IS_LEFT),
    LEASES("an erasure does not wait for the leases of workers", Of.CANCEL, Property.NOTHING_IS_LEFT),
    UNDOING("an erasure does not wait until what was booked is undone", Of.BOOKING, Property.NOTHING_IS_LEFT),
    ENDED_ONLY("jobs are removed before they have ended", Of.RETURN, Property.OPEN_STAYS),
    JOB_LAST("a job goes before what belongs to it", Of.RETURN, Property.NOTHING_IS_LEFT),
    KEYS("the idempotency keys of jobs stay", Of.RETURN, Property.NOTHING_IS_LEFT),
    FORGETTING("an erasure keeps whose data it was", Of.RETURN, Property.NOTHING_IS_LEFT),
    OWN_JOBS_ONLY("everybody's jobs are removed", Of.RETURN, Property.NOBODY_ELSE);

    private final String says;
    private final Of of;
    private final Property breaks;

    Off(String says, Of of, Property breaks) {
      this.says = says;
      this.of = of;
      this.breaks = breaks;
    }
  }

  private ErasurePlay(Of of, Off off) {
    this.of = of;
    this.off = off;
    Clock clock = line.clock(s -> s.now);
    JobsOnALine<ErasureWorld> jobs = new JobsOnALine<>(line, s -> s.table, clock, false);
    transitions = jobs.transitions;
    IdempotencyKeys keys = line.sure(IdempotencyKeys.class, s -> new NamedKeys(s.table, s.keys, () -> s.keys++, ""));
    ErasurePorts ports = new ErasurePorts(line, off);
    JobKind trips = JobsOnALine.trip(STEP, io.lotara.job.Role.EXECUTION);
    watch = new WatchOfAUser(line, s -> s.watches, jobs, trips, keys, clock);
    accept = jobs.accept(keys, List.of(trips, new ErasureJobKind()), List.of());
    request = new RequestErasure(accept, JobsOnALine.JSON);
    CommitOnce commitOnce = new CommitOnce(jobs.store, jobs.transitions);
    UserData erasedJobs = new ErasedJobs(ports.toErase(), jobs.store, ports, ports.keys(keys), List.of(), JobsOnALine.JSON);
    List<UserData> stopped = off == Off.STOPPED_ROOMS ? List.of() : List.of(watch.room(), erasedJobs);
    List<UserData> erased = off == Off.A_ROOM ? List.of(watch.room()) : List.of(watch.room(), erasedJobs);
    StopJobs stop = new StopJobs(ports.jobs(), jobs.transitions, ports.followUps(jobs.followUps), stopped, patience(jobs.reducer), JobsOnALine.JSON);
    Agents agents =
        new Agents(List.of(ports.remembering(stop), new EraseData(erased, JobsOnALine.JSON), new Forget(ports), new Booking(line, of == Of.BOOKING)));
    Outputs outputs = line.sure(Outputs.class, s -> s.table);
    runStep = new RunStep(jobs.store, outputs, jobs.transitions, commitOnce, agents, jobs.reducer, JobsOnALine.JSON, clock);
    compensate = new Compensate(jobs.store, jobs.followUps, jobs.transitions, List.of(new Unbooking(line)));
    sweep = sweep(jobs.store, jobs.followUps, jobs, clock);
  }

  private JobReducer patience(JobReducer real) {
    Timing t = real.timing();
    return off == Off.LEASES
        ? new JobReducer(new Timing(Duration.ZERO, t.resendAfter(), t.activeTime(), t.questionTime(), t.retention(), t.maxAttempts()))
        : real;
  }

  private Sweep sweep(JobStore store, FollowUps followUps, JobsOnALine<ErasureWorld> jobs, Clock clock) {
    NoticeQueue nobody = (notices, delay) -> {};
    Transitions sending = new Transitions(store, (messages, delay) -> sent.addAll(messages), nobody, jobs.reducer, clock);
    return new Sweep(store, followUps, sending, (messages, delay) -> sent.addAll(messages), nobody, clock);
  }

  /** With every protection on. */
  public static List<Play<?>> whole() {
    return Stream.of(Of.values()).<Play<?>>map(of -> new ErasurePlay(of, Off.NOTHING)).toList();
  }

  /** With one protection off each. */
  public static List<Mutant> mutants() {
    return Stream.of(Off.values()).filter(o -> o != Off.NOTHING).map(o -> new Mutant(o.says, new ErasurePlay(o.of, o), o.breaks)).toList();
  }

  @Override
  public String name() {
    return "erasure, " + of.says;
  }

  @Override
  public Line<ErasureWorld> line() {
    return line;
  }

  @Override
  public ErasureWorld start() {
    ErasureWorld world = ErasureWorld.empty();
    line.freely(
        world,
        () -> {
          JobKey other = begin(ErasureWorld.OTHER, "first");
          runStep.run(new WorkMessage(ErasureWorld.TENANT, other.id(), STEP, 1));
          world.booked.clear();
          if (of == Of.WATCH) {
            world.watches.create(due());
          } else {
            trip = begin(ErasureWorld.USER, "first");
          }
          if (of == Of.RETURN) {
            runStep.run(new WorkMessage(ErasureWorld.TENANT, trip.id(), STEP, 1));
            world.booked.clear();
            world.now = world.now.plus(TICK);
          }
          world.trip = trip;
          ask(world);
          erasure = world.erasure;
        });
    return world;
  }

  private static Watch due() {
    return WatchOfAUser.due(ErasureWorld.TENANT, ErasureWorld.USER, ErasureWorld.NOON);
  }

  private JobKey begin(String user, String which) {
    JobRequest asked = new JobRequest(user, "a trip", "{}", null, null);
    return accepted(accept.accept(ErasureWorld.TENANT, "trip", Mode.REACTIVE, asked, "plan", which + " of " + user, new byte[0]));
  }

  private void ask(ErasureWorld world) {
    world.erasure = accepted(request.request(ErasureWorld.TENANT, ErasureWorld.USER, null));
  }

  private static JobKey accepted(AcceptJob.Outcome outcome) {
    return switch (outcome) {
      case AcceptJob.Outcome.Accepted accepted -> accepted.job().key();
      case AcceptJob.Outcome.KeyReused reused -> throw new IllegalStateException("the key was used for something else");
    };
  }

  @Override
  public List<Role<ErasureWorld>> roles() {
    List<Role<ErasureWorld>> roles = new ArrayList<>();
    for (String step : List.of(StopJobs.STEP, EraseData.STEP, Forget.STEP)) {
      roles.add(
          new Role<>(
              "a worker of '" + step + "'",
              s -> s.delivered(step),
              () -> runStep.run(new WorkMessage(ErasureWorld.TENANT, erasure.id(), step, 1)),
              1,
              A_WORKER));
    }
    switch (of) {
      case WATCH -> roles.add(new Role<>("a check", ErasureWorld::watched, () -> watch.check(due()), 1, A_CHECK));
      case RETURN -> roles.add(new Role<>("the user, who is back", s -> s.stopped() && !s.back, this::comeBack, 1, A_WORKER));
      case CANCEL -> {
        Runnable searching = () -> runStep.run(new WorkMessage(ErasureWorld.TENANT, trip.id(), STEP, 1));
        roles.add(new Role<>("a worker of the trip", ErasureWorld::runs, searching, 1, A_WORKER));
        roles.add(new Role<>("the user, who cancels", ErasureWorld::runs, () -> transitions.apply(trip, cancelled()), 1, A_WORKER));
      }
      case BOOKING -> {
      Runnable booking = () -> runStep.run(new WorkMessage(ErasureWorld.TENANT, trip.id(), STEP, 1));
      roles.add(new Role<>("a worker of the trip", ErasureWorld::runs, booking, 1, A_WORKER));
      roles.add(new Role<>("who undoes", ErasureWorld::toUndo, () -> compensate.run(trip), 1, A_WORKER));
      }
    }
    return roles;
  }

  private static JobEvent cancelled() {
    return new JobEvent.CancelRequested(JobEvent.CancelRequested.BY_CLIENT);
  }

  private void comeBack() {
    begin(ErasureWorld.USER, "second");
  }

  @Override
  public List<Happening<ErasureWorld>> happenings() {
    return List.of(
        Happening.tick(
            "more than a lease passes",
            s -> s.ticks < of.ticks,
            s -> {
              s.ticks++;
              s.now = s.now.plus(TICK);
            }));
  }

  /** Of the provider: whoever cannot reach the table gives up, and is as one who dies. */
  @Override
  public int faults() {
    return 1;
  }

  @Override
  public Optional<Broken> broken(ErasureWorld world) {
    if (world.tornOut) {
      return Optional.of(new Broken(Property.OPEN_STAYS, "a job went that had not ended"));
    }
    List<Job> others = world.jobs(ErasureWorld.OTHER);
    return others.size() == 1 && world.requested(others.getFirst().key())
        ? Optional.empty()
        : Optional.of(new Broken(Property.NOBODY_ELSE, "of somebody else is left " + others));
  }

  @Override
  public void settle(ErasureWorld world) {
    for (int round = 0; round < ROUNDS && !quiet(world); round++) {
      if (world.erasing().state() == JobState.FAILED) {
        // It says so; then whoever wants it asks again.
        ask(world);
      }
      world.now = world.now.plus(TICK);
      sent.clear();
      sweep.sweep(Instant.MAX);
      List.copyOf(sent).forEach(this::deliver);
      if (world.watched()) {
        watch.check(due());
      }
    }
  }

  private static boolean quiet(ErasureWorld world) {
    return world.erasing().state() == JobState.COMPLETED && world.jobs(ErasureWorld.USER).stream().allMatch(j -> j.state().terminal());
  }

  private void deliver(WorkMessage message) {
    try {
      if (message.step().equals(WorkMessage.COMPENSATION)) {
        compensate.run(message.job());
      } else {
        runStep.run(message);
      }
    } catch (IllegalArgumentException e) {
      // The job is there no more: the message is set aside.
    }
  }

  @Override
  public Optional<Broken> unsettled(ErasureWorld world) {
    if (!quiet(world)) {
      return Optional.of(new Broken(Property.NOTHING_STUCK, "the erasure is %s, and there is %s".formatted(world.erasing().state(), world.left())));
    }
    List<String> left = world.left();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(new Broken(Property.NOTHING_IS_LEFT, "the erasure is complete, and there is still " + left));
  }
}
