package io.lotara.prove.sim;

import io.lotara.prove.Protection;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Runs schedules: one trip each, with at least one fault, everything else drawn with the seed. */
public final class Simulation implements AutoCloseable {
  /** Calls of a short trip: most faults fall into them. */
  private static final int CALLS = 70;

  private static final int FAILURES_TOLD = 5;
  private final Functions functions = new Functions();

  /**
   * A schedule in which something went wrong.
   *
   * @param faults what was injected, in order
   */
  public record Failure(long seed, List<String> findings, List<String> faults) {}

  /**
   * What a run of schedules came to.
   *
   * @param faults how often each fault was injected
   * @param crashes how often a process died, by named point and by sort of process: all there are, at 0 where none did
   * @param sweeps schedules by the most sweeps that a job waited without a fault
   * @param quiet seeds of schedules in which nothing went wrong, and which therefore show nothing
   */
  public record Result(int schedules, long calls, Map<String, Integer> faults, Map<String, Integer> crashes, Map<Integer, Integer> sweeps,
      Set<Long> quiet, Map<String, Integer> ends, List<Failure> failures) {}

  /** Runs schedules of seeds from {@code first} on, until five have failed. */
  public Result run(long first, int count) {
    return run(first, count, FAILURES_TOLD, null);
  }

  /**
   * How many schedules it takes to notice that a protection is off.
   *
   * @return the failure, or null when {@code most} schedules did not show it
   */
  public @Nullable Failure without(Protection off, long first, int most) {
    return run(first, most, 1, off).failures().stream().findFirst().orElse(null);
  }

  private Result run(long first, int count, int enough, @Nullable Protection off) {
    AtomicInteger next = new AtomicInteger();
    AtomicLong calls = new AtomicLong();
    Map<String, Integer> faults = Collections.synchronizedMap(new TreeMap<>());
    Map<String, Integer> crashes = Collections.synchronizedMap(new TreeMap<>());
    Points.all().forEach(p -> crashes.put(p, 0));
    Map<Integer, Integer> sweeps = Collections.synchronizedMap(new TreeMap<>());
    Set<Long> quiet = Collections.synchronizedSet(new TreeSet<>());
    Map<String, Integer> ends = Collections.synchronizedMap(new TreeMap<>());
    List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
    int lanes = Runtime.getRuntime().availableProcessors();
    CountDownLatch ended = new CountDownLatch(lanes);
    AtomicReference<Throwable> broken = new AtomicReference<>();
    for (int i = 0; i < lanes; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  for (int n = next.getAndIncrement(); n < count && failures.size() < enough; n = next.getAndIncrement()) {
                    Schedule schedule = schedule(first + n, off, false);
                    calls.addAndGet(schedule.world().faults.calls());
                    schedule.world().faults.sorts().forEach((f, times) -> faults.merge(f.name(), times, Integer::sum));
                    schedule.world().faults.crashes().forEach((point, times) -> crashes.merge(point, times, Integer::sum));
                    sweeps.merge(schedule.world().mostSweeps(), 1, Integer::sum);
                    ends.merge(String.valueOf(schedule.client().last()), 1, Integer::sum);
                    if (schedule.world().faults.count() == 0) {
                      quiet.add(first + n);
                    }
                    if (!schedule.world().findings.all().isEmpty()) {
                      failures.add(new Failure(first + n, schedule.world().findings.all(), schedule.world().faults.list()));
                    }
                  }
                } catch (Throwable e) {
                  broken.set(e);
                  next.set(count);
                } finally {
                  ended.countDown();
                }
              });
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (broken.get() != null) {
      throw new IllegalStateException("the simulation itself is broken", broken.get());
    }
    return new Result(Math.min(count, next.get()), calls.get(), faults, crashes, sweeps, quiet, ends, List.copyOf(failures));
  }

  private record Schedule(World world, Client client) {}

  /** What goes wrong in a schedule, drawn before it begins. */
  private record Aim(String focus, int unlucky) {
    /** Processes, and calls that are seldom made. */
    private static final List<String> AT =
        List.of(
            "client",
            "sweeper",
            "sweeper",
            "teller",
            "parker",
            "FollowUps.compensation",
            "JobStore.answers",
            "Outputs.get",
            "Reservations.cancel",
            "Reservations.find");

    static Aim draw(long seed) {
      Random random = new Random(seed * 17 + 3);
      int roll = random.nextInt(21);
      String focus = roll < AT.size() ? AT.get(roll) : "";
      // Where dead letters are to be disturbed, there must be one; now and then there is one elsewhere.
      boolean unlucky = focus.equals("parker") || roll == 20;
      return new Aim(focus, unlucky ? 1 + random.nextInt(5) : 0);
    }

    Aim atAll() {
      return new Aim("", unlucky);
    }
  }

  private Schedule schedule(long seed, @Nullable Protection off, boolean told) {
    Aim aim = Aim.draw(seed);
    Schedule schedule = faulty(seed, aim, off, told);
    // A process of the sort that was to be disturbed may never have been there.
    return schedule.world().faults.count() > 0 ? schedule : faulty(seed, aim.atAll(), off, told);
  }

  private Schedule faulty(long seed, Aim aim, @Nullable Protection off, boolean told) {
    Schedule schedule = live(seed, CALLS, aim, off, told);
    // A trip that was over before its first fault was due has it earlier.
    for (int within = CALLS; schedule.world().faults.count() == 0 && schedule.world().faults.aimed() > 0 && within > 1; ) {
      within = Math.max(1, Math.min(within - 1, schedule.world().faults.aimed() * 3 / 4));
      schedule = live(seed, within, aim, off, told);
    }
    return schedule;
  }

  private Schedule live(long seed, int within, Aim aim, @Nullable Protection off, boolean told) {
    Faults faults = Faults.few(seed, within, aim.focus());
    World world = new World(seed, told ? faults.told() : faults, functions, off).unlucky(aim.unlucky());
    Client client = world.client(Script.draw("u0", world.random));
    world.run();
    new Judge(world).judge(client);
    return new Schedule(world, client);
  }

  /**
   * Runs one schedule alone, and says what was found.
   *
   * @param off the protection that is off, or null
   * @param told whether every call in it is printed
   */
  public List<String> replay(long seed, @Nullable Protection off, boolean told) {
    List<String> findings = new ArrayList<>();
    Thread lane =
        Thread.ofVirtual()
            .start(
                () -> {
                  Schedule schedule = schedule(seed, off, told);
                  if (told) {
                    System.out.println("script: " + schedule.client().script);
                    System.out.println(
                        "told: " + schedule.client().ids() + " " + schedule.client().words() + " " + schedule.client().last());
                  }
                  findings.addAll(schedule.world().findings.all());
                });
    try {
      lane.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return findings;
  }

  /**
   * What a soak came to.
   *
   * @param sweeps that were whole, so that they count for every job that waited
   * @param mostSweeps that a job needed after its last fault
   * @param heap bytes in use after a collection, ten times
   */
  public record Soak(int jobs, long calls, long faults, int sweeps, int mostSweeps, Map<String, Integer> ends, List<Long> heap,
      List<String> findings) {}

  /**
   * Runs jobs side by side in one world, wave after wave, each call of which fails with a probability.
   *
   * @param rate 0 to 1
   * @param off a protection that is off, or null
   * @param leak bytes that are kept of each job on purpose, to see whether that is noticed
   */
  public Soak soak(long seed, int jobs, int atOnce, double rate, @Nullable Protection off, int leak) {
    World world = new World(seed, Faults.rate(seed, rate), functions, off);
    Map<String, Integer> ends = new TreeMap<>();
    List<Long> heap = new ArrayList<>();
    List<byte[]> kept = new ArrayList<>();
    Thread lane =
        Thread.ofVirtual()
            .start(
                () -> {
                  int done = 0;
                  while (done < jobs && world.findings.all().isEmpty()) {
                    List<Client> wave = new ArrayList<>();
                    for (int i = 0; i < Math.min(atOnce, jobs - done); i++) {
                      wave.add(world.client(Script.draw("u" + (done + i), world.random)));
                    }
                    world.run();
                    for (Client client : wave) {
                      new Judge(world).judge(client);
                      ends.merge(String.valueOf(client.last()), 1, Integer::sum);
                      if (leak > 0) {
                        kept.add(new byte[leak]);
                      }
                    }
                    world.forget();
                    int before = done;
                    done += wave.size();
                    if (done * 10L / jobs > before * 10L / jobs) {
                      heap.add(heap());
                    }
                  }
                });
    try {
      lane.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kept.clear();
    return new Soak(ends.values().stream().mapToInt(n -> n).sum(), world.faults.calls(), world.faults.count(), world.wholeSweeps(),
        world.mostSweeps(), ends, heap, world.findings.all());
  }

  private static long heap() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Override
  public void close() {
    functions.close();
  }
}
