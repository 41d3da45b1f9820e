package io.lotara.suggestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lotara.e2e.Receiver;
import io.lotara.handler.LotaraFunction;
import io.lotara.handler.WatchesHandler;
import io.lotara.local.FunctionFailure;
import io.lotara.local.LocalClock;
import io.lotara.local.LocalCloud;
import io.lotara.local.LocalOptions;
import io.lotara.travel.Party;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Watches through the whole local stack: table, queues, schedule, functions; prices of the reference tables, whose file changes between the
 * rounds. The schedule fires three times at once, and workers die right after every tenth of their writes. {@code -Dwatches.figure=10000}
 * makes the figure of the measurements.
 */
class PriceWatchFigureTest {
  private static final String SCHEDULE = "PriceWatchHandlerEveryFewMinutes";
  private static final int WATCHES = Integer.getInteger("watches.figure", 80);
  private static final int GROUPS = 40;
  private static final int FULL = 40_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a flight costs in cents, in each round; 0 for none. */
  private static final int[][] ROUNDS = {
    rounds(g -> FULL),
    rounds(g -> g < 4 ? FULL * 80 / 100 : g < 8 ? FULL * 85 / 100 : g < 12 ? FULL * 130 / 100 : g < 16 ? 0 : FULL),
    rounds(g -> g < 2 ? FULL * 60 / 100 : g < 6 ? FULL * 84 / 100 : g < 12 ? FULL : g < 16 ? FULL * 70 / 100 : g < 20 ? FULL * 90 / 100 : FULL),
    rounds(g -> g < 2 ? FULL * 60 / 100 : g < 16 ? FULL : g < 20 ? FULL * 84 / 100 : FULL)
  };

  @TempDir Path tables;
  private final Mishaps mishaps = new Mishaps();
  private LocalDate first;

  /** A worker dies right after a write was applied. */
  private static final class Mishaps implements ExecutionInterceptor {
    private final Random random = new Random(7);
    private volatile boolean on;
    private int deaths;

    @Override
    public synchronized void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      if (on && writes(context.request()) && random.nextInt(10) == 0) {
        deaths++;
        throw new IllegalStateException("the worker dies here");
      }
    }
  }

  private static boolean writes(SdkRequest request) {
    return request instanceof PutItemRequest || request instanceof TransactWriteItemsRequest;
  }

  private interface Price {
    int of(int group);
  }

  private static int[] rounds(Price price) {
    int[] prices = new int[GROUPS];
    for (int g = 0; g < GROUPS; g++) {
      prices[g] = price.of(g);
    }
    return prices;
  }

  private void write(int[] prices) throws IOException {
    Map<String, String> files = new HashMap<>();
    files.put("cities", "city,state\nAlpha,Northland\nBeta,Southland\n");
    files.put("distances", "origin,destination,duration,distance\n");
    files.put("accommodations", "name,price,room_type,house_rules,minimum_nights,maximum_occupancy,review_rate,city\n");
    files.put("restaurants", "name,average_cost,cuisines,rating,city\n");
    files.put("attractions", "name,latitude,longitude,website,city\n");
    StringBuilder flights = new StringBuilder("flight_number,origin,destination,date,departure_time,arrival_time,duration,price\n");
    for (int g = 0; g < GROUPS; g++) {
      if (prices[g] > 0) {
        flights.append("F%d,Alpha,Beta,%s,09:00,11:00,2 hours,%d.%02d%n".formatted(g, first.plusDays(g), prices[g] / 100, prices[g] % 100));
      }
    }
    files.put("flights", flights.toString());
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path target = tables.resolve(file.getKey() + ".csv");
      if (!Files.exists(target) || !Files.readString(target).equals(file.getValue())) {
        Path fresh = Files.writeString(tables.resolve(file.getKey() + ".new"), file.getValue());
        Files.move(fresh, target, java.nio.file.StandardCopyOption.ATOMIC_MOVE, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Test
  void everyDropOnceAndNoneMissed() throws Exception {
    LocalClock clock = LocalClock.atSpeed(1);
    first = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(60);
    write(ROUNDS[0]);
    LocalOptions options =
        LocalOptions.of(Path.of("template.yaml"))
            .clock(clock)
            .schedules(false)
            .visibility(Duration.ofSeconds(1))
            .parameter("LoopbackWebhooks", "true")
            .environment("LOTARA_REFERENCE_TABLES", tables.toString())
            .environment("LOTARA_WATCH_SPREAD_SECONDS", "1")
            .context(
                (function, builder) -> {
                  if (function.equals("WatchWorkerHandler")) {
                    builder.beanDefinitions(RuntimeBeanDefinition.builder(ExecutionInterceptor.class, () -> mishaps).singleton(true).build());
                  }
                });
    try (LocalCloud cloud = LocalCloud.start(options);
        ApplicationContext context = context(cloud);
        Receiver receiver = Receiver.start()) {
      tellAt(cloud, receiver.url());
      WatchStore store = context.getBean(WatchStore.class);
      // What becomes of the trips is not looked at here.
      cloud.pause("AgentQueue");
      List<Watch> watches = make(store, clock.instant());
      int[] last = new int[GROUPS];
      int[] baseline = new int[GROUPS];
      int[] drops = new int[GROUPS];
      mishaps.on = true;
      for (int round = 0; round < (WATCHES > 1000 ? ROUNDS.length : 3); round++) {
        write(ROUNDS[round]);
        expect(ROUNDS[round], last, baseline, drops);
        long start = System.nanoTime();
        // A watch that was looked at may be due again within the round, at its own time of the period.
        Instant begun = clock.instant();
        int fired = settle(cloud, store, begun);
        double seconds = (System.nanoTime() - start) / 1e9;
        int expected = watches.stream().mapToInt(w -> drops[group(w)]).sum();
        System.out.printf(
            "round %d: %d watches due, schedule fired %d times, %.1f s, %.0f watches/s, %d deaths so far, %d drops expected%n",
            round + 1, WATCHES, fired, seconds, WATCHES / seconds, mishaps.deaths, expected);
        long checked = System.nanoTime();
        verify(cloud, store, watches, drops, expected, begun);
        told(receiver, expected);
        System.out.printf("  looked at and told in %.1f s%n", (System.nanoTime() - checked) / 1e9);
        clock.advance(Duration.ofHours(6).plusMinutes(5));
      }
      assertTrue(mishaps.deaths >= WATCHES / 20, mishaps.deaths + " workers died");
    }
  }

  /** What the contract says of a price, in plain numbers. */
  private static void expect(int[] prices, int[] last, int[] baseline, int[] drops) {
    for (int g = 0; g < GROUPS; g++) {
      long price = prices[g];
      if (price == 0) {
        continue;
      }
      if (last[g] > 0 && (price * 100 < last[g] * 85L || price * 100 < baseline[g] * 85L)) {
        drops[g]++;
        baseline[g] = prices[g];
      }
      last[g] = prices[g];
      baseline[g] = baseline[g] == 0 ? prices[g] : baseline[g];
    }
  }

  private int group(Watch watch) {
    return (int) (watch.journey().departure().toEpochDay() - first.toEpochDay());
  }

  private static ApplicationContext context(LocalCloud cloud) {
    return LotaraFunction.contextFor(WatchesHandler.class)
        .properties(
            Map.of(
                "lotara.table", cloud.tableName("Table"),
                "lotara.aws.dynamodb-endpoint", cloud.dynamoEndpoint().toString(),
                "lotara.aws.region", "us-east-1"))
        .start();
  }

  private List<Watch> make(WatchStore store, Instant now) throws Exception {
    List<Watch> watches = new ArrayList<>();
    for (int i = 0; i < WATCHES; i++) {
      Journey journey = new Journey("Alpha", "Beta", first.plusDays(i % GROUPS), null, new Party(1, List.of()));
      String user = "user-" + i % 7;
      watches.add(Watch.begin(new WatchKey("open", UUID.randomUUID().toString()), user, journey, new BigDecimal("15"), null, true, now));
    }
    each(watches, store::create);
    return watches;
  }

  private static void each(List<Watch> watches, Consumer<Watch> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> running = new ArrayList<>();
      watches.forEach(w -> running.add(threads.submit(() -> work.accept(w))));
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  /** Fires the schedule, three times at once, until no watch is due any more; how often it was fired. */
  private int settle(LocalCloud cloud, WatchStore store, Instant now) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(15).toNanos();
    for (int fired = 3; System.nanoTime() < end; fired += 3) {
      try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          running.add(threads.submit(() -> fire(cloud)));
        }
        for (Future<?> one : running) {
          one.get();
        }
      }
      assertTrue(cloud.awaitIdle(Duration.ofMinutes(10), "WatchQueue"), "the workers are done");
      int due = due(store, now);
      System.out.printf("  fired %d times: %d still due%n", fired, due);
      if (due == 0) {
        return fired;
      }
    }
    throw new AssertionError("there are watches due still");
  }

  /** How many watches the index names that were due then; what it names late, the last look at each watch finds. */
  private static int due(WatchStore store, Instant now) {
    int due = 0;
    for (int shard = 0; shard < store.shards(); shard++) {
      String cursor = null;
      do {
        WatchStore.DuePage page = store.due(shard, now, cursor);
        due += page.watches().size();
        cursor = page.next();
      } while (cursor != null);
    }
    return due;
  }

  private static void fire(LocalCloud cloud) {
    try {
      cloud.fire(SCHEDULE);
    } catch (FunctionFailure e) {
      throw new AssertionError(e);
    }
  }

  private void verify(LocalCloud cloud, WatchStore store, List<Watch> watches, int[] drops, int expected, Instant now)
      throws Exception {
    Set<String> jobs = new HashSet<>();
    for (int user = 0; user < 7; user++) {
      String cursor = "";
      do {
        JsonNode page = get(cloud, "/v1/jobs?limit=100&user_id=user-" + user + cursor);
        for (JsonNode job : page.get("jobs")) {
          assertEquals("proactive", job.get("mode").textValue());
          assertTrue(jobs.add(job.get("job_id").textValue()), "a job is listed once");
        }
        cursor = page.get("next_cursor").isNull() ? null : "&cursor=" + page.get("next_cursor").textValue();
      } while (cursor != null);
    }
    assertEquals(expected, jobs.size(), "one job for each drop");
    Set<String> named = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    each(
        watches,
        watch -> {
          Watch read = store.read(watch.key()).orElseThrow();
          List<String> ids = read.history().stream().map(Sighting::jobId).filter(id -> id != null).toList();
          synchronized (named) {
            named.addAll(ids);
            boolean due = read.dueAt() == null || !read.dueAt().isAfter(now);
            if (ids.size() != drops[group(watch)] || read.drops() != ids.size() || read.owed() != null || due) {
              wrong.add("group " + group(watch) + ": " + read.history());
            }
          }
        });
    assertEquals(List.of(), wrong.stream().limit(3).toList());
    assertEquals(jobs, named, "the jobs that the histories name are the jobs there are");
  }

  private static void tellAt(LocalCloud cloud, String url) throws Exception {
    String body = "{\"url\":\"%s\",\"events\":[\"suggestion.created\"]}".formatted(url);
    HttpRequest request =
        HttpRequest.newBuilder(cloud.baseUrl().resolve("/v1/webhooks"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(201, answer.statusCode(), answer::body);
  }

  /** One notification for each drop. It may arrive more than once under the same id, as every webhook may: then it is the same one. */
  private static void told(Receiver receiver, int expected) {
    List<Receiver.Received> received = receiver.await(expected, 120_000);
    while (ids(received).size() < expected) {
      received = receiver.await(received.size() + 1, 120_000);
    }
    assertEquals(expected, ids(received).size(), "notifications");
    assertEquals(expected, received.stream().map(r -> r.json().at("/data/job_id").asText()).distinct().count(), "jobs that were told of");
    assertTrue(received.stream().allMatch(r -> r.type().equals("suggestion.created")));
  }

  private static Set<String> ids(List<Receiver.Received> received) {
    return received.stream().map(Receiver.Received::id).collect(Collectors.toSet());
  }

  private static JsonNode get(LocalCloud cloud, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(cloud.baseUrl().resolve(path)).build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer::body);
    return JSON.readTree(answer.body());
  }
}
