package io.lotara.bench.cost;

import io.lotara.bench.Reaches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Many jobs that live at once, next to one at a time: side by side on the move, and thousands that wait for a person. */
final class Crowd {
  private static final String SWEEPER = "SweeperHandler";
  private static final int SHARDS = 4;
  private static final int TEMPLATES = 8;
  private static final int ROUNDS = 2;

  /** Steps of a job that share a batch or a busy machine end at the same moment more often, so more writes lose and are read and made again. */
  private static final double MOST_SIDE_BY_SIDE = 1.10;

  private static final Map<String, ToDoubleFunction<Map<String, Double>>> COUNTED =
      Map.of("write units", Sample.WRITES, "read units", Sample.READS, "SQS requests", Sample.REQUESTS);

  private final Trips trips;
  private final Deployed deployed;
  private final Reaches reaches;

  Crowd(Trips trips, Deployed deployed, Reaches reaches) {
    this.trips = trips;
    this.deployed = deployed;
    this.reaches = reaches;
  }

  /** So many approved trips at once, twice; a client looks less often the more there are, so that looking is not what is measured. */
  void sideBySide(int count, Sample alone) throws Exception {
    trips.settle();
    for (int round = 0; round < ROUNDS; round++) {
      Clients.sideBySide(count, () -> {
        trips.whole(true, LoadBench.looksEvery(count));
        return null;
      });
      trips.cloud().awaitIdle(Duration.ofSeconds(60));
    }
    Map<String, Double> one = trips.meter().take();
    one.replaceAll((name, sum) -> sum / count / ROUNDS);
    double batch = one.getOrDefault("AgentWorkerHandler messages", 0.0) / one.getOrDefault("AgentWorkerHandler invocations", Double.NaN);
    System.out.printf(Locale.ROOT, "%n%d approved trips side by side, %d times; means of one, and of one alone%n", count, ROUNDS);
    against("write units", Sample.WRITES, one, alone);
    against("refused writes", counts -> Usage.sum(counts, "refused writes", Usage::working), one, alone);
    against("read units", Sample.READS, one, alone);
    against("SQS requests", Sample.REQUESTS, one, alone);
    against("invocations", Sample.INVOCATIONS, one, alone);
    System.out.printf(Locale.ROOT, "    %-16s %.1f a batch%n", "messages", batch);
    COUNTED.forEach((name, what) ->
        reaches.atMost("%s of a trip, by those of one alone, when %d go side by side".formatted(name, count), what.applyAsDouble(one) / alone.mean(what),
            MOST_SIDE_BY_SIDE));
  }

  private static void against(String name, ToDoubleFunction<Map<String, Double>> what, Map<String, Double> one, Sample alone) {
    System.out.printf(Locale.ROOT, "    %-16s %.1f (%.1f alone)%n", name, what.applyAsDouble(one), alone.mean(what));
  }

  /** Trips one at a time while so many others wait for their approval; and what a sweep finds of those, which is nothing. */
  void waiting(int waiting, int count, Sample alone) throws Exception {
    Idle idle = new Idle(trips, deployed, null);
    double swept = idle.run(SWEEPER).reads();
    copy(waiting);
    Sample among = trips.sample(count, true);
    double sweptAmong = idle.run(SWEEPER).reads();
    System.out.printf(Locale.ROOT,
        "%nAn approved trip while %d others wait for approval, in the table and in the index of what is due: %s write units, %s read units,"
            + " %s SQS requests; a sweep %.1f read units (%.1f before)%n",
        waiting, among.spread(Sample.WRITES), among.spread(Sample.READS), among.spread(Sample.REQUESTS), sweptAmong, swept);
    COUNTED.forEach((name, what) ->
        reaches.within("%s of a trip with %d waiting, and in the first table".formatted(name, waiting), among.mean(what), alone.mean(what),
            CostBench.CONSTANT));
    reaches.within("read units of a sweep with %d waiting, and before".formatted(waiting), sweptAmong, swept, CostBench.CONSTANT);
  }

  /** Copies of a few trips that wait, all their items, under other ids and for other users; in every shard of the index. */
  private void copy(int count) throws Exception {
    List<List<Map<String, AttributeValue>>> templates = new ArrayList<>();
    for (int i = 0; i < TEMPLATES; i++) {
      String job = trips.waiting();
      templates.add(trips.cloud().dynamo().query(r -> r.tableName(trips.cloud().tableName("Table"))
              .keyConditionExpression("pk = :pk").expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("T#open#J#" + job)))).items());
    }
    try (Batch batch = new Batch(trips.cloud())) {
      for (int i = 0; i < count; i++) {
        copy(templates.get(i % TEMPLATES), i, batch);
      }
    }
    int due =
        trips.cloud().dynamo().scanPaginator(r -> r.tableName(trips.cloud().tableName("Table")).indexName("due").select("COUNT")).stream()
            .mapToInt(ScanResponse::count)
            .sum();
    if (due < count) {
      throw new IllegalStateException("only " + due + " of " + count + " copies stand in the index of what is due");
    }
  }

  private static void copy(List<Map<String, AttributeValue>> template, int number, Batch batch) {
    String id = "%08x-1111-7000-8000-%012x".formatted(number, number);
    String user = "T#open#U#waiting-" + number;
    for (Map<String, AttributeValue> item : template) {
      Map<String, AttributeValue> copied = new HashMap<>(item);
      copied.put("pk", AttributeValue.fromS("T#open#J#" + id));
      copied.computeIfPresent("by_user", (name, was) -> AttributeValue.fromS(user));
      copied.computeIfPresent("by_user_at", (name, was) -> AttributeValue.fromS(id));
      copied.computeIfPresent("due_shard", (name, was) -> AttributeValue.fromS("due#" + number % SHARDS));
      batch.put(copied);
    }
  }
}
