package io.lotara.prove.kill;

import io.lotara.e2e.BookableOffers;
import io.lotara.job.Timing;
import io.lotara.local.LocalClock;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import io.lotara.travel.TravelSource;
import io.micronaut.context.RuntimeBeanDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Jobs over HTTP while the processes that work on them are killed. DynamoDB Local, ElasticMQ, the API's functions and the provider are in
 * this process; workers, dead letters and sweeper are in processes of their own, a few at once. Time runs faster for all of them.
 */
public final class Kills {
  private static final double SPEED = 5;
  private static final int WORKERS = 3;
  private static final int CLIENTS = 16;
  private static final long SWEEP_MILLIS = (long) (60_000 / SPEED);

  /** A process that does not come to its point in this time, from its first message on, is killed where it is. */
  private static final long LIFE_MILLIS = 8000;

  /** One that gets no message is killed, too. */
  private static final long IDLE_MILLIS = 40_000;

  /** Longer than a deployment's at this speed: what comes again is sent by sweeps,
      and no message is received five times by those who die. */
  private static final Duration VISIBILITY = Duration.ofSeconds(60);

  private final Random random;
  private final int wanted;
  private final Map<String, Integer> kills = new TreeMap<>();
  private final Set<String> unreached = new TreeSet<>(CrashPoints.names());
  private final List<Worker> alive = new ArrayList<>();
  private final List<String> command;
  private final Settler settler;
  private long lastSweep;

  private record Worker(WorkerProcess process, String point, long until, boolean busy) {}

  /**
   * What came of it.
   *
   * @param kills by named point, or {@code at any time}
   * @param unreached points at which no process was halted
   * @param sweeps after the last kill until every job was at rest
   */
  public record Result(
      int jobs, Map<String, Integer> ends, Map<String, Integer> kills, Set<String> unreached, int booked, int cancelled, int sweeps,
          List<String> findings) {}

  private Kills(int wanted, long seed, List<String> command, Settler settler) {
    this.wanted = wanted;
    this.random = new Random(seed);
    this.command = command;
    this.settler = settler;
  }

  /** Kills processes until there were so many, then lets everything come to rest and compares the ledgers. */
  public static Result run(int count, long seed) throws Exception {
    long start = System.currentTimeMillis();
    LocalOptions options =
        LocalOptions.of(Path.of("template.yaml"))
            .clock(LocalClock.atSpeed(SPEED))
            .visibility(VISIBILITY)
            .polling(false)
            .schedules(false)
            .bean(Timing.class, WorkerMain.Settings.timing())
            .context((function, builder) -> builder.beanDefinitions(offers()));
    try (ProviderServer provider = new ProviderServer();
        LocalCloud cloud = LocalCloud.start(options)) {
      WorkerMain.Settings settings =
          new WorkerMain.Settings(
              cloud.tableName("Table"),
              cloud.queueUrl("AgentQueue"),
              cloud.queueUrl("AgentDeadLetters"),
              cloud.dynamoEndpoint(),
              cloud.sqsEndpoint(),
              provider.uri(),
              start,
              SPEED);
      Settler settler = new Settler(cloud, provider, seed);
      Kills kills = new Kills(count, seed, WorkerProcess.prepare(settings), settler);
      return kills.go();
    }
  }

  private static RuntimeBeanDefinition<TravelSource> offers() {
    TravelSource source = BookableOffers.source();
    return RuntimeBeanDefinition.builder(TravelSource.class, () -> source).singleton(true).exposedTypes(TravelSource.class)
        .named(BookableOffers.NAME).build();
  }

  private Result go() throws IOException, InterruptedException {
    settler.begin(CLIENTS);
    int killed = 0;
    int said = 0;
    while (killed < wanted) {
      fill();
      sweepIfDue();
      killed += reap();
      TimeUnit.MILLISECONDS.sleep(15);
      if (killed / 100 > said) {
        said = killed / 100;
        System.out.printf("  %d kills, %d jobs asked for%n", killed, settler.asked());
      }
    }
    settler.noMore();
    int sweeps = 0;
    long patience = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!settler.atRest() && System.nanoTime() < patience) {
      healthy();
      sweeps += sweepIfDue() ? 1 : 0;
      TimeUnit.MILLISECONDS.sleep(50);
    }
    Result result = settler.judge(kills, unreached, sweeps);
    alive.forEach(w -> w.process().kill());
    return result;
  }

  private void fill() throws IOException {
    while (alive.size() < WORKERS) {
      WorkerProcess process = WorkerProcess.start(command);
      // One in three dies at any time; the others where they are told, first of all where none has died yet.
      String point = random.nextInt(3) == 0 ? "" : point();
      if (!point.isEmpty()) {
        process.say("halt " + point + " " + (1 + random.nextInt(3)));
      }
      alive.add(new Worker(process, point, 0, false));
    }
  }

  private String point() {
    List<String> from = unreached.isEmpty() || random.nextBoolean() ? CrashPoints.names() : List.copyOf(unreached);
    return from.get(random.nextInt(from.size()));
  }

  /** Workers that have died, or whose time is over. */
  private int reap() {
    int killed = 0;
    for (int i = 0; i < alive.size(); i++) {
      Worker worker = alive.get(i);
      if (worker.until() == 0 && worker.process().ready()) {
        alive.set(i, new Worker(worker.process(), worker.point(), System.currentTimeMillis() + IDLE_MILLIS, false));
      } else if (!worker.busy() && worker.process().working()) {
        long life = worker.point().isEmpty() ? random.nextInt(1500) : LIFE_MILLIS;
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

  private boolean sweepIfDue() {
    List<Worker> ready = alive.stream().filter(w -> w.process().ready() && w.process().exit() == null).toList();
    if (ready.isEmpty() || System.currentTimeMillis() - lastSweep < SWEEP_MILLIS) {
      return false;
    }
    lastSweep = System.currentTimeMillis();
    ready.get(random.nextInt(ready.size())).process().say("sweep");
    return true;
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
      alive.add(new Worker(WorkerProcess.start(command), "", 0, false));
    }
  }
}
