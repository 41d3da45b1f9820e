package io.lotara.dynamo;

import io.lotara.job.JobStore;
import io.lotara.suggestion.Watch;
import io.lotara.suggestion.WatchKey;
import io.lotara.suggestion.WatchStore;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Watches in DynamoDB: one item each, in the index of what is due under shards of their own, and in that of users. */
@Singleton
class DynamoWatchStore implements WatchStore {
  private static final int PAGE = 100;
  private static final int BATCHES = 5;

  /** Writers that a deletion gives way to. */
  private static final int DELETIONS = 20;

  /** A repeated request must not bring back what was deleted; idempotency keys are forgotten after a day. */
  private static final Duration GRAVE = Duration.ofDays(2);

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Table table;
  private final WatchItemCodec codec;
  private final Clock clock;

  DynamoWatchStore(Table table, WatchItemCodec codec, Clock clock) {
    this.table = table;
    this.codec = codec;
    this.clock = clock;
  }

  @Override
  public void create(Watch watch) {
    table.putFirst(codec.write(watch, "create"));
  }

  @Override
  public Optional<Watch> read(WatchKey key) {
    return readOwing(key).filter(watch -> !watch.deleted());
  }

  @Override
  public Optional<Watch> readOwing(WatchKey key) {
    return ID.matcher(key.id()).matches()
        ? table.get(new ItemKey.WatchItem(key)).filter(WatchItemCodec::whole).map(codec::read)
        : Optional.empty();
  }

  @Override
  public boolean write(Watch next, String writeId) {
    boolean over = next.deleted() && next.owed() == null;
    Map<String, AttributeValue> item = over ? grave(next.key(), writeId, clock.instant()) : codec.write(next, writeId);
    return Table.call(
        () -> {
          try {
            table
                .client()
                .putItem(
                    r ->
                        r.tableName(table.name())
                            .item(item)
                            .conditionExpression("v = :read")
                            .expressionAttributeValues(Map.of(":read", AttributeValue.fromN(Long.toString(next.version() - 1))))
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return true;
          } catch (ConditionalCheckFailedException e) {
            AttributeValue op = e.hasItem() ? e.item().get(JobItemCodec.WRITE_ID) : null;
            return op != null && writeId.equals(op.s());
          }
        });
  }

  /** A mark that a watch was there, without anything of it. */
  private static Map<String, AttributeValue> grave(WatchKey key, String writeId, Instant now) {
    Map<String, AttributeValue> grave = new HashMap<>(new ItemKey.WatchItem(key).attributes());
    grave.put(WatchItemCodec.GONE, AttributeValue.fromBool(true));
    grave.put(JobItemCodec.WRITE_ID, AttributeValue.fromS(writeId));
    grave.put(JobItemCodec.TTL, DynamoJobStore.seconds(now.plus(GRAVE)));
    return grave;
  }

  @Override
  public boolean delete(WatchKey key, Instant now) {
    for (int i = 0; i < DELETIONS; i++) {
      Optional<Watch> watch = read(key);
      if (watch.isEmpty()) {
        return false;
      }
      // On condition of what was read: a drop that is written down in between is not overlooked.
      if (write(watch.get().removed(), UUID.randomUUID().toString())) {
        return true;
      }
    }
    throw new JobStore.Unavailable("watch " + key.id() + " is written to by too many at once", null);
  }

  @Override
  public boolean forget(String tenant, String userId, Instant now, Consumer<Watch> first) {
    boolean any = false;
    for (Map<String, AttributeValue> entry :
        UserIndex.newestFirst(table, WatchItemCodec.userOf(tenant, userId), null, MOST).items()) {
      // The list may lag behind what was removed a moment ago.
      WatchKey key = ItemKey.watch(entry.get(ItemKey.PK).s());
      Optional<Watch> watch = readOwing(key);
      watch.ifPresent(first);
      any |= watch.isPresent() && bury(key, now);
    }
    return any;
  }

  private boolean bury(WatchKey key, Instant now) {
    Map<String, AttributeValue> grave = grave(key, "forget", now);
    return Table.call(
        () -> {
          try {
            table.client().putItem(r -> r.tableName(table.name()).item(grave).conditionExpression("attribute_exists(v)"));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  @Override
  public Page page(String tenant, String userId, @Nullable String after, int limit) {
    QueryResponse found = UserIndex.newestFirst(table, WatchItemCodec.userOf(tenant, userId), after, limit);
    Map<String, Watch> watches = watches(found.items());
    List<Watch> inOrder = found.items().stream().map(i -> watches.get(i.get(ItemKey.PK).s())).filter(Objects::nonNull).toList();
    return new Page(inOrder, found.hasLastEvaluatedKey() ? found.lastEvaluatedKey().get(UserIndex.PLACE).s() : null);
  }

  /** The watches of index entries by partition key; one that is gone already is left out. */
  private Map<String, Watch> watches(List<Map<String, AttributeValue>> entries) {
    Map<String, Watch> watches = new HashMap<>();
    List<Map<String, AttributeValue>> left = new ArrayList<>();
    entries.forEach(e -> left.add(Map.of(ItemKey.PK, e.get(ItemKey.PK), ItemKey.SK, e.get(ItemKey.SK))));
    for (int i = 0; i < BATCHES && !left.isEmpty(); i++) {
      Map<String, KeysAndAttributes> wanted =
          Map.of(table.name(), KeysAndAttributes.builder().keys(left).consistentRead(true).build());
      BatchGetItemResponse answer = Table.call(() -> table.client().batchGetItem(r -> r.requestItems(wanted)));
      answer.responses().getOrDefault(table.name(), List.of()).stream()
          .filter(item -> !WatchItemCodec.gone(item))
          .forEach(item -> watches.put(item.get(ItemKey.PK).s(), codec.read(item)));
      left.clear();
      if (answer.unprocessedKeys().containsKey(table.name())) {
        left.addAll(answer.unprocessedKeys().get(table.name()).keys());
      }
    }
    if (!left.isEmpty()) {
      throw new JobStore.Unavailable("the table did not answer for " + left.size() + " watches", null);
    }
    return watches;
  }

  @Override
  public DuePage due(int shard, Instant now, @Nullable String after) {
    String name = WatchItemCodec.shard(shard);
    QueryResponse page =
        Table.call(
            () ->
                table
                    .client()
                    .query(
                        r ->
                            r.tableName(table.name())
                                .indexName(DueIndex.NAME)
                                .keyConditionExpression("due_shard = :shard AND due_at <= :now")
                                .expressionAttributeValues(
                                    Map.of(
                                        ":shard", AttributeValue.fromS(name),
                                        ":now", AttributeValue.fromN(Long.toString(now.toEpochMilli()))))
                                .exclusiveStartKey(after == null ? null : start(name, after))
                                .limit(PAGE)));
    List<WatchKey> due = page.items().stream().map(item -> ItemKey.watch(item.get(ItemKey.PK).s())).toList();
    return new DuePage(due, page.hasLastEvaluatedKey() ? cursor(page.lastEvaluatedKey()) : null);
  }

  private static String cursor(Map<String, AttributeValue> key) {
    String place = key.get(DueIndex.AT).n() + "\n" + key.get(ItemKey.PK).s();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, AttributeValue> start(String shard, String cursor) {
    String[] place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\n", 2);
    Map<String, AttributeValue> key = new HashMap<>(new ItemKey.WatchItem(ItemKey.watch(place[1])).attributes());
    key.put(DueIndex.SHARD, AttributeValue.fromS(shard));
    key.put(DueIndex.AT, AttributeValue.fromN(place[0]));
    return key;
  }

  @Override
  public int shards() {
    return WatchItemCodec.SHARDS;
  }
}
