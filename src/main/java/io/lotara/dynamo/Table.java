package io.lotara.dynamo;

import io.lotara.job.JobKey;
import io.lotara.job.JobStore;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The one table, and what all its users do alike. */
@Singleton
class Table {
  private static final Logger LOG = LoggerFactory.getLogger(Table.class);
  private static final int BATCH = 25;
  private static final int BATCHES = 5;

  private final DynamoDbClient client;
  private final String name;

  Table(DynamoDbClient client, @Value("${lotara.table}") String name) {
    this.client = client;
    this.name = name;
  }

  DynamoDbClient client() {
    return client;
  }

  String name() {
    return name;
  }

  /** An item, read consistently. */
  Optional<Map<String, AttributeValue>> get(ItemKey key) {
    return call(
        () -> {
          Map<String, AttributeValue> item =
              client.getItem(r -> r.tableName(name).key(key.attributes()).consistentRead(true)).item();
          return item == null || item.isEmpty() ? Optional.empty() : Optional.of(item);
        });
  }

  /**
   * Writes an item unless there is one.
   *
   * @return the item that was there, or empty when this one was written
   */
  Optional<Map<String, AttributeValue>> putFirst(Map<String, AttributeValue> item) {
    return call(
        () -> {
          try {
            client.putItem(
                r ->
                    r.tableName(name)
                        .item(item)
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return Optional.empty();
          } catch (ConditionalCheckFailedException e) {
            return Optional.of(e.item());
          }
        });
  }

  /** Deletes an item as long as one of its attributes has that text; otherwise, or without such an item, does nothing. */
  void deleteWhile(ItemKey key, String attribute, String text) {
    call(
        () -> {
          try {
            return client.deleteItem(
                r ->
                    r.tableName(name)
                        .key(key.attributes())
                        .conditionExpression("#a = :text")
                        .expressionAttributeNames(Map.of("#a", attribute))
                        .expressionAttributeValues(Map.of(":text", AttributeValue.fromS(text))));
          } catch (ConditionalCheckFailedException e) {
            return null;
          }
        });
  }

  /** All items of one partition, in the order of their sort keys, read consistently. */
  List<Map<String, AttributeValue>> under(ItemKey partition) {
    return call(
        () ->
            client
                .queryPaginator(
                    r ->
                        r.tableName(name)
                            .keyConditionExpression("pk = :pk")
                            .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(partition.pk())))
                            .consistentRead(true))
                .items()
                .stream()
                .toList());
  }

  /** Items of one partition whose sort key begins with {@code prefix}, in its order, read consistently. */
  List<Map<String, AttributeValue>> under(ItemKey partition, String prefix) {
    return call(
        () ->
            client
                .queryPaginator(
                    r ->
                        r.tableName(name)
                            .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                            .expressionAttributeValues(
                                Map.of(
                                    ":pk", AttributeValue.fromS(partition.pk()),
                                    ":prefix", AttributeValue.fromS(prefix)))
                            .consistentRead(true))
                .items()
                .stream()
                .toList());
  }

  /** Keys of everything in a partition, read consistently. */
  List<Map<String, AttributeValue>> keysUnder(String partition) {
    return call(
        () ->
            client
                .queryPaginator(
                    r ->
                        r.tableName(name)
                            .keyConditionExpression("pk = :pk")
                            .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(partition)))
                            .projectionExpression("pk, sk")
                            .consistentRead(true))
                .items()
                .stream()
                .toList());
  }

  /**
   * When what stands beside a job goes: by key, empty for never. What is owed still and is nothing but owed is left out; it goes when it is done.
   */
  Map<Map<String, AttributeValue>, Optional<AttributeValue>> expiries(JobKey job) {
    ItemKey self = new ItemKey.JobItem(job);
    Map<Map<String, AttributeValue>, Optional<AttributeValue>> expiries = new LinkedHashMap<>();
    call(
            () ->
                client
                    .queryPaginator(
                        r ->
                            r.tableName(name)
                                .keyConditionExpression("pk = :pk")
                                .filterExpression("attribute_not_exists(due_at) OR attribute_exists(st)")
                                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(self.pk())))
                                .projectionExpression("pk, sk, #ttl")
                                .expressionAttributeNames(Map.of("#ttl", JobItemCodec.TTL))
                                .consistentRead(true))
                    .items()
                    .stream()
                    .toList())
        .stream()
        .filter(item -> !item.get(ItemKey.SK).s().equals(self.sk()))
        .forEach(
            item ->
                expiries.put(
                    Map.of(ItemKey.PK, item.get(ItemKey.PK), ItemKey.SK, item.get(ItemKey.SK)),
                    Optional.ofNullable(item.get(JobItemCodec.TTL))));
    return expiries;
  }

  /** Keys of everything in a job's partition but the job itself. */
  List<Map<String, AttributeValue>> besideJob(JobKey job) {
    ItemKey self = new ItemKey.JobItem(job);
    return keysUnder(self.pk()).stream().filter(key -> !key.get(ItemKey.SK).s().equals(self.sk())).toList();
  }

  /**
   * Removes items. May be called more than once.
   *
   * @throws JobStore.Unavailable when some may be left
   */
  void removeAll(List<Map<String, AttributeValue>> keys) {
    for (int from = 0; from < keys.size(); from += BATCH) {
      removeBatch(keys.subList(from, Math.min(keys.size(), from + BATCH)));
    }
  }

  private void removeBatch(List<Map<String, AttributeValue>> keys) {
    List<WriteRequest> left =
        new ArrayList<>(keys.stream().map(key -> WriteRequest.builder().deleteRequest(d -> d.key(key)).build()).toList());
    for (int i = 0; i < BATCHES && !left.isEmpty(); i++) {
      Map<String, List<WriteRequest>> wanted = Map.of(name, List.copyOf(left));
      BatchWriteItemResponse answer = call(() -> client.batchWriteItem(r -> r.requestItems(wanted)));
      left.clear();
      left.addAll(answer.unprocessedItems().getOrDefault(name, List.of()));
    }
    if (!left.isEmpty()) {
      throw new JobStore.Unavailable("the table did not remove " + left.size() + " items", null);
    }
  }

  /**
   * Calls the store.
   *
   * @throws JobStore.Unavailable when it throttles, fails or cannot be reached
   */
  static <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (DynamoDbException e) {
      if (e.isThrottlingException() || e.statusCode() >= 500 || retriable(e)) {
        throw new JobStore.Unavailable("the table is not available: " + code(e), e);
      }
      if (!(e instanceof ConditionalCheckFailedException || e instanceof TransactionCanceledException)) {
        LOG.error("the table refused a request with status {}: {}", e.statusCode(), code(e));
      }
      throw e;
    } catch (SdkClientException e) {
      throw new JobStore.Unavailable("the table cannot be reached", e);
    } catch (SdkException e) {
      throw new JobStore.Unavailable("the table did not answer in time", e);
    }
  }

  private static boolean retriable(DynamoDbException e) {
    return switch (code(e)) {
      case "ProvisionedThroughputExceededException",
          "RequestLimitExceeded",
          "ThrottlingException",
          "TransactionInProgressException",
          "TransactionConflictException" ->
          true;
      default -> false;
    };
  }

  private static String code(DynamoDbException e) {
    return e.awsErrorDetails() == null ? "" : String.valueOf(e.awsErrorDetails().errorCode());
  }
}
