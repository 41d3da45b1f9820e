package io.lotara.dynamo;

import io.lotara.chat.Conversation;
import io.lotara.chat.Conversations;
import io.lotara.chat.Focus;
import io.lotara.chat.Turn;
import io.lotara.job.JobStore;
import io.lotara.trace.TracedTurn;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Conversations in DynamoDB: an item for each, one for each of its turns, and one that finds a turn by its id. */
@Singleton
class DynamoConversations implements Conversations {
  private static final int BATCH = 25;
  private static final String WRITE_ID = JobItemCodec.WRITE_ID;
  private final Table table;
  private final DynamoOwedTurns turns;
  private final JsonMapper json;
  private final Duration kept;

  DynamoConversations(Table table, DynamoOwedTurns turns, JsonMapper json, @Value("${lotara.chat-days:30}") int days) {
    this.table = table;
    this.turns = turns;
    this.json = json;
    this.kept = Duration.ofDays(days);
  }

  @Override
  public Optional<Conversation> find(String tenant, String id, Instant now) {
    return table.get(new ItemKey.ConversationItem(tenant, id)).filter(item -> current(item, now)).map(item -> conversation(tenant, item));
  }

  /** TTL deletes up to two days late; a conversation that is being deleted is not there either. */
  private static boolean current(Map<String, AttributeValue> item, Instant now) {
    return !item.containsKey("gone") && Long.parseLong(item.get(JobItemCodec.TTL).n()) > now.getEpochSecond();
  }

  @Override
  public Optional<Turn> turn(String tenant, String id, String turnId, Instant now) {
    return table
        .get(new ItemKey.TurnIdItem(tenant, id, turnId))
        .filter(item -> current(item, now))
        .flatMap(item -> table.get(new ItemKey.TurnItem(tenant, id, (int) number(item, "n"))))
        .map(DynamoConversations::turn);
  }

  @Override
  public boolean write(Conversation next, @Nullable Turn answered, @Nullable TracedTurn traced) {
    String writeId = UUID.randomUUID().toString();
    Map<String, AttributeValue> item = item(next);
    item.put(WRITE_ID, AttributeValue.fromS(writeId));
    AttributeValue ttl = DynamoJobStore.seconds(next.updatedAt().plus(kept));
    item.put(JobItemCodec.TTL, ttl);
    boolean first = next.version() == 1;
    String condition =
        first ? "attribute_not_exists(pk) OR #ttl <= :now OR attribute_exists(gone)" : "v = :read AND cr = :begun AND attribute_not_exists(gone)";
    Map<String, AttributeValue> values =
        first
            ? Map.of(":now", DynamoJobStore.seconds(next.updatedAt()))
            : Map.of(":read", n(next.version() - 1), ":begun", n(next.createdAt().toEpochMilli()));
    Put.Builder put =
        Put.builder()
            .tableName(table.name())
            .item(item)
            .conditionExpression(condition)
            .expressionAttributeValues(values)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    Put head = (first ? put.expressionAttributeNames(Map.of("#ttl", JobItemCodec.TTL)) : put).build();
    List<TransactWriteItem> with = new ArrayList<>();
    if (answered != null) {
      with.add(put(item(next.tenant(), next.id(), answered), ttl));
      Map<String, AttributeValue> byId = new HashMap<>(new ItemKey.TurnIdItem(next.tenant(), next.id(), answered.id()).attributes());
      byId.put("n", n(answered.number()));
      with.add(put(byId, ttl));
    }
    if (traced != null) {
      Map<String, AttributeValue> owed = turns.item(next.tenant(), traced, next.updatedAt());
      with.add(TransactWriteItem.builder().put(p -> p.tableName(table.name()).item(owed)).build());
    }
    return Table.call(() -> with.isEmpty() ? alone(head, writeId) : together(head, with, writeId));
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
                      .expressionAttributeNames(put.hasExpressionAttributeNames() ? put.expressionAttributeNames() : null)
                      .expressionAttributeValues(put.expressionAttributeValues())
                      .returnValuesOnConditionCheckFailure(put.returnValuesOnConditionCheckFailure()));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return ours(e.item(), writeId);
    } catch (TransactionConflictException e) {
      return false;
    }
  }

  private boolean together(Put head, List<TransactWriteItem> with, String writeId) {
    List<TransactWriteItem> items = new ArrayList<>();
    items.add(TransactWriteItem.builder().put(head).build());
    items.addAll(with);
    try {
      table.client().transactWriteItems(r -> r.transactItems(items).clientRequestToken(writeId));
      return true;
    } catch (TransactionCanceledException e) {
      boolean throttled =
          e.cancellationReasons().stream()
              .anyMatch(r -> "ThrottlingError".equals(r.code()) || "ProvisionedThroughputExceeded".equals(r.code()));
      if (throttled) {
        throw new JobStore.Unavailable("the table is throttling", e);
      }
      CancellationReason reason = e.cancellationReasons().getFirst();
      return "ConditionalCheckFailed".equals(reason.code()) && ours(reason.item(), writeId);
    }
  }

  private TransactWriteItem put(Map<String, AttributeValue> item, AttributeValue ttl) {
    item.put(JobItemCodec.TTL, ttl);
    return TransactWriteItem.builder().put(p -> p.tableName(table.name()).item(item)).build();
  }

  private static boolean ours(@Nullable Map<String, AttributeValue> stored, String writeId) {
    AttributeValue op = stored == null ? null : stored.get(WRITE_ID);
    return op != null && writeId.equals(op.s());
  }

  @Override
  public List<Turn> page(String tenant, String id, int after, int limit, Instant now) {
    ItemKey from = new ItemKey.TurnItem(tenant, id, after);
    Map<String, AttributeValue> values =
        Map.of(
            ":pk", AttributeValue.fromS(from.pk()),
            ":after", AttributeValue.fromS(new ItemKey.TurnItem(tenant, id, after + 1).sk()),
            ":last", AttributeValue.fromS(new ItemKey.TurnItem(tenant, id, 99_999_999).sk()));
    return Table.call(
        () ->
            table
                .client()
                .query(
                    r ->
                        r.tableName(table.name())
                            .keyConditionExpression("pk = :pk AND sk BETWEEN :after AND :last")
                            .expressionAttributeValues(values)
                            .consistentRead(true)
                            .limit(limit))
                .items()
                .stream()
                .filter(item -> current(item, now))
                .map(DynamoConversations::turn)
                .toList());
  }

  @Override
  public boolean delete(String tenant, String id, Instant now) {
    ItemKey head = new ItemKey.ConversationItem(tenant, id);
    if (!closed(head, now)) {
      return false;
    }
    List<WriteRequest> left = new ArrayList<>();
    table.under(head).stream()
        .filter(i -> !i.get(ItemKey.SK).s().equals(head.sk()))
        .map(i -> Map.of(ItemKey.PK, i.get(ItemKey.PK), ItemKey.SK, i.get(ItemKey.SK)))
        .forEach(key -> left.add(WriteRequest.builder().deleteRequest(d -> d.key(key)).build()));
    while (!left.isEmpty()) {
      List<WriteRequest> batch = new ArrayList<>(left.subList(0, Math.min(BATCH, left.size())));
      left.subList(0, batch.size()).clear();
      Table.call(() -> table.client().batchWriteItem(r -> r.requestItems(Map.of(table.name(), batch))))
          .unprocessedItems()
          .values()
          .forEach(left::addAll);
    }
    Table.call(
        () -> {
          try {
            return table.client()
                .deleteItem(r -> r.tableName(table.name()).key(head.attributes()).conditionExpression("attribute_exists(gone)"));
          } catch (ConditionalCheckFailedException e) {
            // Somebody else has removed it, or begun another of its id.
            return null;
          }
        });
    return true;
  }

  /** From here on nothing is added to it; whoever dies before it is removed is followed by whoever deletes it again. */
  private boolean closed(ItemKey head, Instant now) {
    Map<String, AttributeValue> values = Map.of(":yes", AttributeValue.fromBool(true), ":now", DynamoJobStore.seconds(now));
    return Table.call(
        () -> {
          try {
            table
                .client()
                .updateItem(
                    r ->
                        r.tableName(table.name())
                            .key(head.attributes())
                            .updateExpression("SET gone = :yes REMOVE focus")
                            .conditionExpression("attribute_exists(pk) AND #ttl > :now")
                            .expressionAttributeNames(Map.of("#ttl", JobItemCodec.TTL))
                            .expressionAttributeValues(values));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  @Override
  public List<String> ofUser(String tenant, String userId) {
    return Table.call(
        () ->
            table
                .client()
                .query(
                    r ->
                        r.tableName(table.name())
                            .indexName(UserIndex.NAME)
                            .keyConditionExpression(UserIndex.USER + " = :user")
                            .expressionAttributeValues(Map.of(":user", AttributeValue.fromS(ItemKey.talker(tenant, userId))))
                            .scanIndexForward(false)
                            .limit(MOST))
                .items()
                .stream()
                .map(i -> i.get(UserIndex.PLACE).s().substring(14))
                .toList());
  }

  private Map<String, AttributeValue> item(Conversation c) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.ConversationItem(c.tenant(), c.id()).attributes());
    item.put("id", AttributeValue.fromS(c.id()));
    item.put("v", n(c.version()));
    item.put("turns", n(c.turns()));
    item.put("cr", n(c.createdAt().toEpochMilli()));
    item.put("up", n(c.updatedAt().toEpochMilli()));
    item.put("full_at", n(c.fullAt()));
    item.put("focus", AttributeValue.fromS(written(c.focus())));
    if (c.userId() != null) {
      item.put("usr", AttributeValue.fromS(c.userId()));
      item.put(UserIndex.USER, AttributeValue.fromS(ItemKey.talker(c.tenant(), c.userId())));
      item.put(UserIndex.PLACE, AttributeValue.fromS("%013d#%s".formatted(c.createdAt().toEpochMilli(), c.id())));
    }
    if (c.claim() != null) {
      item.put("claim", AttributeValue.fromS(c.claim().turnId()));
      item.put("until", n(c.claim().until().toEpochMilli()));
    }
    return item;
  }

  private Conversation conversation(String tenant, Map<String, AttributeValue> item) {
    Conversation.Claim claim =
        item.containsKey("claim") ? new Conversation.Claim(item.get("claim").s(), Instant.ofEpochMilli(number(item, "until"))) : null;
    return new Conversation(
        tenant,
        item.get("id").s(),
        item.containsKey("usr") ? item.get("usr").s() : null,
        number(item, "v"),
        (int) number(item, "turns"),
        Instant.ofEpochMilli(number(item, "cr")),
        Instant.ofEpochMilli(number(item, "up")),
        focus(item.get("focus").s()),
        claim,
        number(item, "full_at"));
  }

  private static Map<String, AttributeValue> item(String tenant, String id, Turn t) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.TurnItem(tenant, id, t.number()).attributes());
    item.put("n", n(t.number()));
    item.put("id", AttributeValue.fromS(t.id()));
    item.put("said", AttributeValue.fromS(t.message()));
    item.put("answer", AttributeValue.fromS(t.response()));
    item.put("by", AttributeValue.fromS(t.responder()));
    if (t.jobId() != null) {
      item.put("job", AttributeValue.fromS(t.jobId()));
    }
    item.put("at", n(t.at().toEpochMilli()));
    return item;
  }

  private static Turn turn(Map<String, AttributeValue> item) {
    return new Turn(
        (int) number(item, "n"),
        item.get("id").s(),
        item.get("said").s(),
        item.get("answer").s(),
        item.get("by").s(),
        item.containsKey("job") ? item.get("job").s() : null,
        Instant.ofEpochMilli(number(item, "at")));
  }

  private String written(Focus focus) {
    try {
      return json.writeValueAsString(focus);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Focus focus(String text) {
    try {
      return json.readValue(text, Argument.of(Focus.class));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored conversation cannot be read", e);
    }
  }

  private static AttributeValue n(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(item.get(name).n());
  }
}
