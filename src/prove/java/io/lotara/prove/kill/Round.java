package io.lotara.prove.kill;

import io.lotara.prove.Protection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Jobs over HTTP while the processes that work on them are killed, until there were enough kills. */
final class Round {
  private static final int WORKERS = 4;
  private static final int CLIENTS = 20;
  private static final long SWEEP_MILLIS = (long) (60_000 / Kills.SPEED);

  /** A process that does not come to its point in this time, from its first message on, is killed where it is. */
  private static final long LIFE_MILLIS = 4000;

  /** One that gets no message is killed, too. */
  private static final long IDLE_MILLIS = 10_000;

  /** Points to which a process comes once in its life, if at all; at the others it first gets some work done. */
  private static final Pattern RARE = Pattern.compile("FollowUps|Parking|Reservations|JobStore.due");

  /** So often in a row nothing must wait and nobody work before all is worked off: a message may be between the queue and its worker. */
  private static final int CALM_LOOKS = 5;

  /** Kills after which it is said how far things are. */
  private static final int STEP = 50;

  private final Random random;
  private final Order order;
  private final Map<String, Integer> kills = new TreeMap<>();
  private final Set<String> unreached = new TreeSet<>(CrashPoints.names());
  private final List<Worker> alive = new ArrayList<>();
  private final WorkerProcess.Starter starter;
  private final WorkerMain.Settings settings;
  private final Settler settler;
  private final Healing healing;
  private final List<WorkerProcess> all = new ArrayList<>();
  private long lastSweep;

  private record Worker(WorkerProcess process, String point, long until, boolean busy) {}

  /** What is asked for: kills, points to die at, how long to wait for rest after the last, and whether the first finding ends it. */
  record Order(int kills, long seed, List<String> points, Duration patience, boolean first) {}

  Round(Order order, WorkerProcess.Starter starter, WorkerMain.Settings settings, Settler settler, Holdings holdings) {
    this.healing = new Healing(holdings);
    this.order = order;
    this.random = new Random(order.seed());
    this.starter = starter;
    this.settings = settings;
    this.settler = settler;
  }

  private boolean found() {
    return order.first() && settler.found();
  }

  Kills.Result go() throws IOException, InterruptedException {
    try {
      settler.begin(CLIENTS);
      int killed = 0;
      int said = 0;
      while (killed < order.kills() && !found()) {
        fill();
        sweepIfDue();
        killed += reap();
        TimeUnit.MILLISECONDS.sleep(15);
        if (killed / STEP > said) {
          said = killed / STEP;
          System.out.printf("  %d kills, %d jobs asked for, %d at their end%n", killed, settler.asked(), settler.ended());
        }
      }
      settler.noMore();
      long stopped = System.nanoTime();
      heal(stopped + order.patience().toNanos());
      Map<String, Integer> missed = new HashMap<>();
      all.forEach(process -> process.missed().forEach(message -> missed.merge(message, 1, Integer::sum)));
      return settler.judge(kills, unreached, healing, Duration.ofNanos(System.nanoTime() - stopped), missed);
    } finally {
      alive.forEach(w -> w.process().kill());
    }
  }

  /** Nobody is killed any more; a sweep begins when what the one before has sent was worked off, and a minute of theirs after it. */
  private void heal(long patience) throws IOException, InterruptedException {
    WorkerProcess sweeping = null;
    int before = 0;
    int whole = 0;
    int calm = 0;
    while (!found() && System.nanoTime() < patience && !settler.atRest()) {
      healthy();
      calm = settler.nothingWaits() && alive.stream().noneMatch(w -> w.process().busy()) ? calm + 1 : 0;
      if (sweeping != null && sweeping.sweeps() > before) {
        if (sweeping.wholeSweeps() > whole) {
          healing.swept();
        }
        sweeping = null;
        calm = 0;
      } else if (sweeping != null && sweeping.exit() != null) {
        sweeping = null;
      } else if (sweeping == null && calm >= CALM_LOOKS && sweeps() && System.currentTimeMillis() - lastSweep >= SWEEP_MILLIS) {
        sweeping = sweeper();
        if (sweeping != null) {
          healing.before().forEach(settler::finding);
          before = sweeping.sweeps();
          whole = sweeping.wholeSweeps();
          lastSweep = System.currentTimeMillis();
          sweeping.say("sweep");
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** One that can sweep, or null while none is ready. */
  private WorkerProcess sweeper() {
    List<Worker> ready = alive.stream().filter(w -> w.process().ready() && w.process().exit() == null).toList();
    return ready.isEmpty() ? null : ready.get(random.nextInt(ready.size())).process();
  }

  private WorkerProcess start() throws IOException {
    WorkerProcess process = starter.start(settings);
    all.add(process);
    return process;
  }

  private void fill() throws IOException {
    while (alive.size() < WORKERS) {
      WorkerProcess process = start();
      // One in four dies at any time; the others where they are told, first of all where none has died yet.
      String point = random.nextInt(4) == 0 ? "" : point();
      if (!point.isEmpty()) {
        process.say("halt " + point + " " + (unreached.contains(point) || RARE.matcher(point).lookingAt() ? 1 : 1 + random.nextInt(12)));
      }
      alive.add(new Worker(process, point, 0, false));
    }
  }

  private String point() {
    List<String> left = order.points().stream().filter(unreached::contains).toList();
    List<String> from = left.isEmpty() || random.nextBoolean() ? order.points() : left;
    return from.get(random.nextInt(from.size()));
  }

  /** Workers that have died, or whose time is over. */
  private int reap() {
    int killed = 0;
    for (int i = 0; i < alive.size(); i++) {
      Worker worker = alive.get(i);
      if (worker.until() == 0 && worker.process().ready()) {
        alive.set(i, new Worker(worker.process(), worker.point(), System.currentTimeMillis() + IDLE_MILLIS, false));
        lead(worker);
      } else if (!worker.busy() && worker.process().working()) {
        long life = worker.point().isEmpty() ? random.nextInt(3000) : LIFE_MILLIS;
        alive.set(i, new Worker(worker.process(), worker.point(), System.currentTimeMillis() + life, true));
      } else if (worker.process().exit() != null) {
        alive.remove(i--);
        if (worker.process().exit() == CrashPoints.HALTED) {
          kills.merge(worker.point(), 1, Integer::sum);
          unreached.remove(worker.point());
          killed++;
        } else {
          settler.finding("a worker ended by itself: " + worker.process().exit() + " " + worker.process().complaint());
        }
      } else if (worker.until() > 0 && System.currentTimeMillis() > worker.until()) {
        worker.process().kill();
        alive.remove(i--);
        kills.merge("at any time", 1, Integer::sum);
        killed++;
      }
    }
    return killed;
  }

  /** To a point to which few come by themselves. */
  private void lead(Worker worker) {
    if (worker.point().startsWith("Parking")) {
      settler.nonsense(WORKERS);
    } else if (sweeps() && (worker.point().startsWith("JobStore.due") || worker.point().startsWith("FollowUps.postpone"))) {
      worker.process().say("sweep");
    }
  }

  private boolean sweeps() {
    return settings.off() != Protection.SWEEPER;
  }

  private void sweepIfDue() {
    WorkerProcess process = sweeper();
    if (process != null && sweeps() && System.currentTimeMillis() - lastSweep >= SWEEP_MILLIS) {
      lastSweep = System.currentTimeMillis();
      process.say("sweep");
    }
  }

  /** From now on nobody is killed. */
  private void healthy() throws IOException {
    alive.removeIf(
        w -> {
          boolean doomed = !w.point().isEmpty();
          if (doomed) {
            w.process().kill();
          }
          return doomed || w.process().exit() != null;
        });
    while (alive.size() < 2) {
      alive.add(new Worker(start(), "", 0, false));
    }
  }
}
