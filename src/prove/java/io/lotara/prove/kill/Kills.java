package io.lotara.prove.kill;

import io.lotara.e2e.BookableOffers;
import io.lotara.job.Timing;
import io.lotara.local.LocalClock;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import io.lotara.prove.Around;
import io.lotara.prove.Protection;
import io.lotara.travel.TravelSource;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.core.annotation.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Jobs over HTTP while the processes that work on them are killed. DynamoDB Local, ElasticMQ, the API's functions and the provider are in
 * this process; workers, dead letters and sweeper are in processes of their own, a few at once. Time runs faster for all of them.
 */
public final class Kills implements AutoCloseable {
  /** Seconds of theirs in one of ours. */
  static final double SPEED = 8;

  /** Longer than a deployment's at this speed: what comes again is sent by sweeps,
      and no message is received five times by those who die. */
  private static final Duration VISIBILITY = Duration.ofSeconds(60);

  /** How long everything may take to come to rest after the last kill. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The same where a protection is off, at the least: eight sweeps. */
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(60);

  /** Times the rest that a round with everything on needed after which one with something off is stuck. */
  private static final int SLOWER = 3;

  private static final int FEW_KILLS = 15;

  private @Nullable WorkerProcess.Starter starter;
  private Duration patience = SHORT_PATIENCE;

  /**
   * What came of it.
   *
   * @param kills by named point, or {@code at any time}
   * @param unreached points at which no process was halted
   * @param sweeps that came to their end after the last kill, until every job was at rest
   * @param mostSweeps that a job needed of them to go on
   * @param rest how long that took
   */
  public record Result(
      int jobs, Map<String, Integer> ends, Map<String, Integer> kills, Set<String> unreached, int booked, int cancelled, int sweeps,
          int mostSweeps, Duration rest, List<String> findings) {}

  /** Kills processes until there were so many, then lets everything come to rest and compares the ledgers. */
  public Result run(int count, long seed) throws Exception {
    return run(new Round.Order(count, seed, CrashPoints.names(), PATIENCE, false), null);
  }

  /**
   * Kills a few processes where it hurts without a protection, and ends with the first finding. Whoever writes hesitates, and all clients
   * decide from several devices at once or cancel what is being booked, so that those meet who would seldom meet among few jobs. To be called with every protection on first:
   * how long it takes to come to rest on this machine is what others are held to.
   *
   * @param off the protection, or null to see that nothing is found while all are on
   * @param points where processes die; none for any place
   */
  public Result few(@Nullable Protection off, List<String> points, long seed) throws Exception {
    List<String> places = points.isEmpty() ? CrashPoints.names() : points;
    Result result = run(new Round.Order(FEW_KILLS, seed, places, off == null ? PATIENCE : patience, true), off);
    if (off == null) {
      Duration times = result.rest().multipliedBy(SLOWER);
      patience = times.compareTo(SHORT_PATIENCE) > 0 ? times : SHORT_PATIENCE;
    }
    return result;
  }

  private Result run(Round.Order order, @Nullable Protection off) throws Exception {
    long start = System.currentTimeMillis();
    LocalOptions options =
        LocalOptions.of(Path.of("template.yaml"))
            .clock(LocalClock.atSpeed(SPEED))
            .visibility(VISIBILITY)
            .polling(false)
            .schedules(false)
            .bean(Timing.class, WorkerMain.Settings.timing())
            .context((function, builder) -> Around.in(builder, new CrashPoints(off, order.first())).beanDefinitions(offers()));
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
              SPEED,
              off,
              order.first());
      starter = starter == null ? WorkerProcess.Starter.train(settings) : starter;
      try (Holdings holdings = new Holdings(settings)) {
        return new Round(order, starter, settings, new Settler(cloud, provider, holdings, order.seed(), order.first()), holdings).go();
      }
    }
  }

  private static RuntimeBeanDefinition<TravelSource> offers() {
    TravelSource source = BookableOffers.source();
    return RuntimeBeanDefinition.builder(TravelSource.class, () -> source).singleton(true).exposedTypes(TravelSource.class)
        .named(BookableOffers.NAME).build();
  }

  @Override
  public void close() throws IOException {
    if (starter != null) {
      starter.close();
    }
  }
}
