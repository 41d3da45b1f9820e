package io.lotara.dynamo;

import io.lotara.job.Answer;
import io.lotara.job.Decision;
import io.lotara.job.FollowUp;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.JobReducer;
import io.lotara.job.JobStore;
import io.lotara.job.Lifetimes;
import io.lotara.job.Primable;
import io.lotara.job.SampleJob;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Jobs in DynamoDB: one item each. */
@Singleton
class DynamoJobStore implements JobStore, Primable {
  private static final int PAGE = 100;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final String CREATED = "create";

  private final Table table;
  private final JobItemCodec codec;
  private final Lifetimes lifetimes;

  DynamoJobStore(Table table, JobItemCodec codec, JobReducer reducer) {
    this.table = table;
    this.codec = codec;
    this.lifetimes = reducer.lifetimes();
  }

  @Override
  public void prime() {
    codec.read(codec.write(SampleJob.job(), "prime", null));
    read(SampleJob.job().key());
  }

  @Override
  public Job create(Job job, byte[] request, List<FollowUp.Notice> notices) {
    // The request first: a job without its request could never run.
    Map<String, AttributeValue> side = new HashMap<>(new ItemKey.RequestItem(job.key()).attributes());
    side.put("body", AttributeValue.fromB(SdkBytes.fromByteArray(Gzip.pack(request))));
    expire(side, lifetimes.ofPart(job));
    table.putFirst(side);
    Map<String, AttributeValue> item = codec.write(job, CREATED, null);
    return (notices.isEmpty() ? table.putFirst(item) : createTogether(item, notices)).map(codec::read).orElse(job);
  }

  /** As {@link Table#putFirst}, with what goes with it. */
  private Optional<Map<String, AttributeValue>> createTogether(
      Map<String, AttributeValue> job, List<FollowUp.Notice> notices) {
    List<TransactWriteItem> items = new ArrayList<>();
    items.add(
        TransactWriteItem.builder()
            .put(
                p ->
                    p.tableName(table.name())
                        .item(job)
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
            .build());
    notices.forEach(n -> items.add(put(DynamoFollowUps.item(n))));
    return Table.call(
        () -> {
          try {
            table.client().transactWriteItems(r -> r.transactItems(items));
            return Optional.empty();
          } catch (TransactionCanceledException e) {
            CancellationReason reason = e.cancellationReasons().getFirst();
            if ("ConditionalCheckFailed".equals(reason.code())) {
              return Optional.of(reason.item());
            }
            throw new Unavailable("the job was not created", e);
          }
        });
  }

  private TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder().put(p -> p.tableName(table.name()).item(item)).build();
  }

  @Override
  public Optional<Job> read(JobKey key) {
    // Ids that no job can have are a miss like any other; they may be too long for a key.
    return ID.matcher(key.id()).matches() ? table.get(new ItemKey.JobItem(key)).map(codec::read) : Optional.empty();
  }

  @Override
  public boolean write(Decision.Next next, String writeId, Instant now) {
    Job job = next.job();
    Map<String, AttributeValue> item = codec.write(job, writeId, lifetimes.expires(job));
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":read", AttributeValue.fromN(Long.toString(job.version() - 1)));
    String condition = "v = :read";
    if (next.beforeDeadline()) {
      // Approve and expire cannot both win, however late this write arrives.
      condition += " AND decide_by > :now";
      values.put(":now", AttributeValue.fromN(Long.toString(now.toEpochMilli())));
    }
    Put put =
        Put.builder()
            .tableName(table.name())
            .item(item)
            .conditionExpression(condition)
            .expressionAttributeValues(values)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    List<Map<String, AttributeValue>> together = together(next);
    return Table.call(() -> together.isEmpty() ? alone(put, writeId) : transaction(put, together, writeId));
  }

  private boolean alone(Put put, String writeId) {
    try {
      table
          .client()
          .putItem(
              r ->
                  r.tableName(put.tableName())
                      .item(put.item())
                      .conditionExpression(put.conditionExpression())
                      .expressionAttributeValues(put.expressionAttributeValues())
                      .returnValuesOnConditionCheckFailure(put.returnValuesOnConditionCheckFailure()));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return ours(e.item(), writeId);
    } catch (TransactionConflictException e) {
      return false;
    }
  }

  private boolean transaction(Put put, List<Map<String, AttributeValue>> together, String writeId) {
    List<TransactWriteItem> items = new ArrayList<>();
    items.add(TransactWriteItem.builder().put(put).build());
    together.forEach(item -> items.add(put(item)));
    try {
      table.client().transactWriteItems(r -> r.transactItems(items).clientRequestToken(writeId));
      return true;
    } catch (TransactionCanceledException e) {
      CancellationReason reason = e.cancellationReasons().getFirst();
      boolean throttled =
          e.cancellationReasons().stream()
              .anyMatch(r -> "ThrottlingError".equals(r.code()) || "ProvisionedThroughputExceeded".equals(r.code()));
      if (throttled) {
        throw new Unavailable("the table is throttling", e);
      }
      return "ConditionalCheckFailed".equals(reason.code()) && ours(reason.item(), writeId);
    }
  }

  /** A write that was applied and whose answer was lost meets itself when it is tried again. */
  private static boolean ours(@Nullable Map<String, AttributeValue> stored, String writeId) {
    AttributeValue op = stored == null ? null : stored.get(JobItemCodec.WRITE_ID);
    return op != null && writeId.equals(op.s());
  }

  private List<Map<String, AttributeValue>> together(Decision.Next next) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    next.followUps().forEach(due -> items.add(DynamoFollowUps.item(due)));
    if (next.answer() != null) {
      Job job = next.job();
      Map<String, AttributeValue> item =
          new HashMap<>(new ItemKey.AnswerItem(job.key(), job.answers()).attributes());
      optional(item, "text", next.answer().text());
      optional(item, "constraints", next.answer().constraints());
      expire(item, lifetimes.ofPart(job));
      items.add(item);
    }
    return items;
  }

  @Override
  public byte[] request(JobKey key) {
    return table
        .get(new ItemKey.RequestItem(key))
        .map(item -> Gzip.unpack(item.get("body").b().asByteArray()))
        .orElseThrow(() -> new IllegalStateException("job " + key.id() + " has no request"));
  }

  @Override
  public List<Answer> answers(JobKey key) {
    return table.under(new ItemKey.AnswerItem(key, 0), ItemKey.ANSWER_PREFIX).stream()
        .map(item -> new Answer(text(item, "text"), text(item, "constraints")))
        .toList();
  }

  @Override
  public DuePage due(int shard, Instant now, @Nullable String after) {
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
                                        ":shard", AttributeValue.fromS(DueIndex.shard(shard)),
                                        ":now", AttributeValue.fromN(Long.toString(now.toEpochMilli()))))
                                .exclusiveStartKey(after == null ? null : cursor(after))
                                .limit(PAGE)));
    List<Due> entries = page.items().stream().map(DynamoJobStore::due).toList();
    return new DuePage(entries, page.hasLastEvaluatedKey() ? cursor(page.lastEvaluatedKey()) : null);
  }

  private static Due due(Map<String, AttributeValue> item) {
    JobKey job = ItemKey.job(item.get(ItemKey.PK).s());
    String sort = item.get(ItemKey.SK).s();
    if (sort.equals(ItemKey.CompensationItem.SORT)) {
      return new Due.OfCompensation(job);
    }
    return ItemKey.NoticeItem.of(job, sort)
        .<Due>map(n -> new Due.OfNotice(job, n.subscriber(), n.about()))
        .orElse(new Due.OfJob(job));
  }

  @Override
  public int shards() {
    return DueIndex.SHARDS;
  }

  private static String cursor(Map<String, AttributeValue> key) {
    String joined =
        String.join(
            "\n",
            key.get(ItemKey.PK).s(),
            key.get(ItemKey.SK).s(),
            key.get(DueIndex.SHARD).s(),
            key.get(DueIndex.AT).n());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Map<String, AttributeValue> cursor(String text) {
    String[] parts =
        new String(Base64.getUrlDecoder().decode(text), java.nio.charset.StandardCharsets.UTF_8).split("\n");
    return Map.of(
        ItemKey.PK, AttributeValue.fromS(parts[0]),
        ItemKey.SK, AttributeValue.fromS(parts[1]),
        DueIndex.SHARD, AttributeValue.fromS(parts[2]),
        DueIndex.AT, AttributeValue.fromN(parts[3]));
  }

  static AttributeValue seconds(Instant at) {
    return AttributeValue.fromN(Long.toString(at.getEpochSecond()));
  }

  /** Lets an item go at a time, or never. */
  static void expire(Map<String, AttributeValue> item, @Nullable Instant at) {
    if (at != null) {
      item.put(JobItemCodec.TTL, seconds(at));
    }
  }

  static void optional(Map<String, AttributeValue> item, String name, @Nullable String value) {
    if (value != null) {
      item.put(name, AttributeValue.fromS(value));
    }
  }

  static @Nullable String text(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? item.get(name).s() : null;
  }
}
