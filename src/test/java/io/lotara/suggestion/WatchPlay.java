package io.lotara.suggestion;

import io.lotara.interleave.Broken;
import io.lotara.interleave.Happening;
import io.lotara.interleave.JobsOnALine;
import io.lotara.interleave.Line;
import io.lotara.interleave.Mutant;
import io.lotara.interleave.Play;
import io.lotara.interleave.Property;
import io.lotara.interleave.Role;
import io.lotara.job.AcceptJob;
import io.lotara.job.FollowUp;
import io.lotara.job.IdempotencyKeys;
import io.lotara.job.Job;
import io.lotara.job.JobRequest;
import io.lotara.job.Subscriber;
import io.lotara.job.Subscription;
import io.lotara.travel.open.OpenExchangeRates;
import io.lotara.trip.PreferenceStore;
import io.lotara.trip.Preferences;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A price watch: the real run that hands it out, two real checks of it at once, its owner who deletes it, a price that falls twice, messages that
 * come again or are lost. Each drop that was written down gets one job with one notice, and a price that stays low is told of.
 */
public final class WatchPlay implements Play<WatchWorld> {
  private final Line<WatchWorld> line = new Line<>();
  private final Off off;
  private final DispatchWatches dispatch;
  private final CheckWatch check;
  private final DeleteWatch delete;

  /** What can be switched off. */
  enum Off {
    NOTHING("", null),
    NO_VERSION("a check is written down over whatever is there", Property.NOTHING_LOST),
    DROP_UNRECORDED("a drop's job is made without having been written down", Property.NOTHING_LOST),
    PAID_FIRST("a drop is struck out before its job is made", Property.NOTHING_LOST),
    JOB_NAMED_ANEW("a drop's job has another id each time that it is made", Property.NOTHING_TWICE),
    DELETED_OWES_NOTHING("a watch that is deleted is gone with what it owes", Property.NOTHING_LOST),
    SENT_IS_CHECKED("a watch that was handed out counts as checked", Property.NOTHING_STUCK);

    private final String says;
    private final Property breaks;

    Off(String says, Property breaks) {
      this.says = says;
      this.breaks = breaks;
    }
  }

  private WatchPlay(Off off) {
    this.off = off;
    Clock clock = line.clock(s -> s.now);
    WatchStore store = line.port(WatchStore.class, s -> new WeakWatches(s.watches, off));
    IdempotencyKeys keys = line.port(IdempotencyKeys.class, s -> s.table);
    WatchRules rules = new WatchRules(WatchTiming.standard(), new OpenExchangeRates());
    JobsOnALine<WatchWorld> jobs = new JobsOnALine<>(line, s -> s.table, clock, false);
    AcceptJob accept = jobs.accept(keys, List.of(JobsOnALine.trip("search", io.lotara.job.Role.WORK)), List.of(new Listener()));
    Suggestions suggestions = suggestions(new Suggestions(accept, JobsOnALine.JSON), store, rules, clock);
    dispatch = new DispatchWatches(store, queue(), 0, clock);
    check = new CheckWatch(store, prices(), rules, suggestions, new Indifferent(), clock);
    delete = new DeleteWatch(store, keys, clock);
  }

  /** With every protection on. */
  public static WatchPlay whole() {
    return new WatchPlay(Off.NOTHING);
  }

  /** With one protection off each. */
  public static List<Mutant> mutants() {
    return Arrays.stream(Off.values()).filter(o -> o != Off.NOTHING).map(o -> new Mutant(o.says, new WatchPlay(o), o.breaks)).toList();
  }

  private Suggestions suggestions(Suggestions real, WatchStore store, WatchRules rules, Clock clock) {
    return switch (off) {
      case JOB_NAMED_ANEW ->
          new Suggestions(null, null) {
            @Override
            public void suggest(Watch watch, Drop drop) {
              String id = line.call("another id", false, s -> drop.jobId() + "-" + s.jobs().size());
              real.suggest(watch, new Drop(drop.number(), id, drop.at(), drop.from(), drop.to(), drop.source(), drop.journey()));
            }
          };
      case PAID_FIRST ->
          new Suggestions(null, null) {
            @Override
            public void suggest(Watch watch, Drop drop) {
              store.write(rules.paid(watch, clock.instant()), "paid");
              real.suggest(watch, drop);
            }
          };
      default -> real;
    };
  }

  private WatchQueue queue() {
    return new WatchQueue() {
      @Override
      public int send(List<List<WatchKey>> batches, Duration spread) {
        return line.call("send", false, s -> sent(s, batches.size()));
      }

      @Override
      public int waiting() {
        return 0;
      }
    };
  }

  private int sent(WatchWorld world, int messages) {
    world.sent = true;
    if (off == Off.SENT_IS_CHECKED) {
      world.watch().map(Watch::draft).ifPresent(
          draft -> {
            draft.dueAt = null;
            world.watches.write(draft.next(), "sent");
          });
    }
    return messages;
  }

  private WatchPrices prices() {
    return new WatchPrices(null, null, null) {
      @Override
      public Quote of(Watch watch) {
        return line.call("the price", false, WatchWorld::quote);
      }
    };
  }

  @Override
  public String name() {
    return "watch";
  }

  @Override
  public Line<WatchWorld> line() {
    return line;
  }

  @Override
  public WatchWorld start() {
    return WatchWorld.begin();
  }

  @Override
  public List<Role<WatchWorld>> roles() {
    return List.of(
        Role.of("the run", 1, s -> !s.sent && s.due(), this::run),
        Role.of("a check", 2, s -> s.sent, () -> check.check(WatchWorld.KEY)),
        Role.of("the owner", 1, s -> s.deletedAfter < 0, () -> delete.delete(WatchWorld.KEY)));
  }

  private void run() {
    dispatch.dispatch(Instant.MAX);
  }

  @Override
  public List<Happening<WatchWorld>> happenings() {
    return List.of(
        Happening.of("the message is lost", s -> s.sent, s -> s.sent = false),
        Happening.of("the price falls", WatchWorld::mayFall, s -> s.falls++),
        Happening.tick(
            "a period passes",
            s -> s.periods < 1,
            s -> {
              s.periods++;
              s.now = s.now.plus(WatchWorld.PERIOD);
            }));
  }

  /** None: whoever cannot reach the store gives up, and is as one who dies before the call or after it. */
  @Override
  public int faults() {
    return 0;
  }

  @Override
  public Optional<Broken> broken(WatchWorld world) {
    List<Job> jobs = world.jobs();
    if (jobs.size() > world.falls) {
      return Optional.of(new Broken(Property.NOTHING_TWICE, "%d jobs, and the price fell %d times".formatted(jobs.size(), world.falls)));
    }
    if (world.begunByNobody) {
      return Optional.of(new Broken(Property.NOTHING_COMES_BACK, "a drop was written down for a watch that was deleted"));
    }
    return Optional.empty();
  }

  @Override
  public void settle(WatchWorld world) {
    for (int i = 0; i < 4; i++) {
      world.now = world.now.plus(WatchWorld.PERIOD);
      world.sent = false;
      run();
      if (world.sent) {
        check.check(WatchWorld.KEY);
      }
    }
  }

  @Override
  public Optional<Broken> unsettled(WatchWorld world) {
    List<Job> jobs = world.jobs();
    if (jobs.size() < world.owed.size()) {
      return Optional.of(new Broken(Property.NOTHING_LOST, "drops were written down for the jobs %s, and made were %d".formatted(world.owed, jobs.size())));
    }
    for (Job job : jobs) {
      List<FollowUp.Notice> notices = world.table.noticesOf(job.key());
      if (notices.size() != 1) {
        return Optional.of(new Broken(Property.NOTHING_LOST, "a drop's job owes the notices " + notices));
      }
    }
    return world.deletedAfter >= 0 ? deleted(world) : watched(world, jobs);
  }

  private static Optional<Broken> deleted(WatchWorld world) {
    return world.watch().map(w -> new Broken(Property.NOTHING_STUCK, "the watch was deleted, and there is still " + w));
  }

  private static Optional<Broken> watched(WatchWorld world, List<Job> jobs) {
    Watch watch = world.watch().orElseThrow();
    if (world.falls > 0 && (jobs.isEmpty() || !watch.baseline().equals(world.price()))) {
      return Optional.of(new Broken(Property.NOTHING_LOST, "nobody was told that the price is %s: %s".formatted(world.price(), watch)));
    }
    boolean waits = watch.owed() == null && watch.dueAt() != null && watch.dueAt().isAfter(world.now);
    return waits ? Optional.empty() : Optional.of(new Broken(Property.NOTHING_STUCK, "it does not wait for its next check: " + watch));
  }

  /** Somebody who wants to know everything. */
  private static final class Listener implements Subscriber {
    @Override
    public String name() {
      return "somebody";
    }

    @Override
    public Optional<Subscription> wants(String tenant, JobRequest request) {
      return Optional.of(new Subscription(name(), false));
    }

    @Override
    public Told tell(FollowUp.Notice notice) {
      return new Told.Done();
    }
  }

  /** Travellers who never said what they want: they are told of drops. */
  private static final class Indifferent implements PreferenceStore {
    @Override
    public Optional<Preferences> get(String tenant, String userId) {
      return Optional.empty();
    }

    @Override
    public void put(String tenant, String userId, Preferences preferences) {}
  }
}
