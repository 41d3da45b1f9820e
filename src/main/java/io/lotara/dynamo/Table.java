package io.lotara.dynamo;

import io.lotara.job.JobStore;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The one table, and what all its users do alike. */
@Singleton
class Table {
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
