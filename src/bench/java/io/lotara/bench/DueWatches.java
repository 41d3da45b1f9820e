package io.lotara.bench;

import io.lotara.handler.LotaraFunction;
import io.lotara.handler.PriceWatchHandler;
import io.lotara.handler.WatchesHandler;
import io.lotara.local.FunctionFailure;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import io.lotara.suggestion.DispatchWatches;
import io.lotara.suggestion.Journey;
import io.lotara.suggestion.Watch;
import io.lotara.suggestion.WatchKey;
import io.lotara.suggestion.WatchQueue;
import io.lotara.suggestion.WatchStore;
import io.lotara.travel.Party;
import io.micronaut.context.ApplicationContext;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Many price watches that are due at once: what handing them out takes, by their number, from a made-up index, which shows what it holds in memory,
 * and from the table into the queue; and what checking them takes. System properties {@code bench.watches.handed} (100000): how many the table hands
 * out; {@code bench.watches} (5000): how many are checked, too.
 */
final class DueWatches {
  private static final int PAGE = 100;
  private static final int SHARDS = 8;

  /** Most that one request writes. */
  private static final int BATCH = 25;

  private static final String SCHEDULE = "PriceWatchHandlerEveryFewMinutes";

  private DueWatches() {}

  static void run() throws Exception {
    System.out.printf("%nPrice watches that are due at once%n");
    for (int count : new int[] {1_000, 1_000, 10_000, 100_000}) {
      alone(count);
    }
    handedOut(Integer.getInteger("bench.watches.handed", 100_000));
    throughTheStack(Integer.getInteger("bench.watches", 5_000));
  }

  /** The run alone, on an index that is made up as it is read. */
  private static void alone(int count) {
    long[] seen = new long[4];
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    WatchQueue queue =
        new WatchQueue() {
          @Override
          public int send(List<List<WatchKey>> batches, Duration spread) {
            seen[0] += batches.size();
            seen[1] += batches.stream().mapToInt(List::size).sum();
            seen[2]++;
            if (seen[2] % Math.max(1, count / PAGE / 10) == 0) {
              System.gc();
              seen[3] = Math.max(seen[3], runtime.totalMemory() - runtime.freeMemory() - before);
            }
            return batches.size();
          }

          @Override
          public int waiting() {
            return 0;
          }
        };
    long start = System.nanoTime();
    new DispatchWatches(new MadeUpIndex(count), queue, 240, Clock.systemUTC()).dispatch(Instant.MAX);
    System.out.printf(
        "  %,7d due: %,6d messages in %,5d pages, %,7d watches; most memory held %,5d KiB; %,d ms with ten collections%n",
        count, seen[0], seen[2], seen[1], seen[3] / 1024, (System.nanoTime() - start) / 1_000_000);
  }

  /** So many due watches in eight shards; nothing is kept. */
  private record MadeUpIndex(int count) implements WatchStore {
    @Override
    public DuePage due(int shard, Instant now, String after) {
      int from = after == null ? 0 : Integer.parseInt(after);
      int all = count / SHARDS;
      List<WatchKey> page = new ArrayList<>();
      for (int i = from; i < Math.min(all, from + PAGE); i++) {
        page.add(new WatchKey("open", new UUID(shard, i).toString()));
      }
      return new DuePage(page, from + PAGE < all ? Integer.toString(from + PAGE) : null);
    }

    @Override
    public int shards() {
      return SHARDS;
    }

    @Override
    public void create(Watch watch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Watch> read(WatchKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Watch> readOwing(WatchKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean forget(String tenant, String userId, Instant now, Consumer<Watch> first) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean write(Watch next, String writeId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(WatchKey key, Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page page(String tenant, String userId, String after, int limit) {
      throw new UnsupportedOperationException();
    }
  }

  /** The real run over items of the real form, from the embedded table into the embedded queue, where they stay. Making them is not in the time. */
  private static void handedOut(int count) throws Exception {
    LocalOptions options = LocalOptions.of(Path.of("template.yaml")).schedules(false);
    try (LocalCloud cloud = LocalCloud.start(options)) {
      cloud.pause("WatchQueue");
      copies(cloud, count);
      try (ApplicationContext context = LotaraFunction.contextFor(PriceWatchHandler.class).properties(properties(cloud)).start()) {
        DispatchWatches dispatch = context.getBean(DispatchWatches.class);
        long start = System.nanoTime();
        DispatchWatches.Dispatched run = dispatch.dispatch(Instant.MAX);
        double took = seconds(start);
        System.out.printf(
            "  table to queue, %,d due: handed out in %.1f s (%.0f/s) as %,d messages, %,d refused, %,d in the queue%n",
            run.due(), took, run.due() / took, run.sent(), run.refused(), cloud.depth("WatchQueue").waiting());
        if (run.due() != count || run.refused() > 0) {
          throw new IllegalStateException("%d of %d watches were handed out".formatted(run.due(), count));
        }
      }
    }
  }

  /** One watch is made as any other; the rest are its item under other keys, of other users, in all shards. */
  private static void copies(LocalCloud cloud, int count) throws Exception {
    make(cloud, 1);
    String table = cloud.tableName("Table");
    Map<String, AttributeValue> made = cloud.dynamo().scan(r -> r.tableName(table)).items().getFirst();
    List<WriteRequest> batch = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      Map<String, AttributeValue> copy = new HashMap<>(made);
      String id = new UUID(i, i).toString();
      copy.put("pk", AttributeValue.fromS("T#open#W#" + id));
      copy.put("due_shard", AttributeValue.fromS("watch#" + Math.floorMod(id.hashCode(), SHARDS)));
      copy.put("by_user", AttributeValue.fromS("T#open#U#%d#W".formatted(i % 500)));
      copy.put("by_user_at", AttributeValue.fromS("%013d#%s".formatted(i, id)));
      batch.add(WriteRequest.builder().putRequest(put -> put.item(copy)).build());
      if (batch.size() == BATCH || i == count - 1) {
        List<WriteRequest> items = List.copyOf(batch);
        cloud.dynamo().batchWriteItem(r -> r.requestItems(Map.of(table, items)));
        batch.clear();
      }
    }
  }

  private static Map<String, Object> properties(LocalCloud cloud) {
    return Map.of(
        "lotara.table", cloud.tableName("Table"),
        // All of them are seen in the queue at once.
        "lotara.watch-spread-seconds", 0,
        "lotara.watch-queue", cloud.queueUrl("WatchQueue"),
        "lotara.aws.dynamodb-endpoint", cloud.dynamoEndpoint().toString(),
        "lotara.aws.sqs-endpoint", cloud.sqsEndpoint().toString(),
        "lotara.aws.region", "us-east-1");
  }

  private static void throughTheStack(int count) throws Exception {
    LocalOptions options =
        LocalOptions.of(Path.of("template.yaml")).schedules(false).environment("LOTARA_WATCH_SPREAD_SECONDS", "0");
    try (LocalCloud cloud = LocalCloud.start(options)) {
      cloud.pause("WatchQueue");
      make(cloud, count);
      long start = System.nanoTime();
      fire(cloud);
      double handed = seconds(start);
      int messages = cloud.depth("WatchQueue").waiting();
      start = System.nanoTime();
      cloud.resume("WatchQueue");
      boolean idle = empty(cloud);
      double checked = seconds(start);
      fire(cloud);
      int left = cloud.depth("WatchQueue").waiting();
      System.out.printf(
          "  local stack, %,d due: handed out in %.1f s (%.0f/s) as %,d messages; checked in %.1f s (%.0f/s); %s, %d messages left%n",
          count, handed, count / handed, messages, checked, count / checked, idle ? "queue empty" : "queue not empty", left);
    }
  }

  /** Whether everything in the queue was worked on, within half an hour. Between two batches nobody is at work either, so the queue is asked. */
  private static boolean empty(LocalCloud cloud) throws InterruptedException {
    long start = System.nanoTime();
    while (seconds(start) < Duration.ofMinutes(30).toSeconds()) {
      LocalCloud.Depth depth = cloud.depth("WatchQueue");
      if (depth.waiting() + depth.taken() == 0) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void fire(LocalCloud cloud) throws FunctionFailure {
    cloud.fire(SCHEDULE);
  }

  private static void make(LocalCloud cloud, int count) throws Exception {
    String[] towns = {"Hanoi", "Singapore", "Tokyo", "Bangkok", "Paris", "London", "Rome", "New York", "Sydney", "Istanbul"};
    Instant now = cloud.clock().instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    try (ApplicationContext context = LotaraFunction.contextFor(WatchesHandler.class).properties(properties(cloud)).start();
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      WatchStore store = context.getBean(WatchStore.class);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        LocalDate departure = today.plusDays(30 + i % 200);
        String destination = towns[(i % 10 + 1 + i / 10 % 9) % 10];
        Journey journey = new Journey(towns[i % 10], destination, departure, departure.plusDays(5), new Party(1 + i % 3, List.of()));
        WatchKey key = new WatchKey("open", UUID.randomUUID().toString());
        Watch watch = Watch.begin(key, "user-" + i % 500, journey, BigDecimal.valueOf(15), null, true, now);
        running.add(threads.submit(() -> store.create(watch)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }
}
