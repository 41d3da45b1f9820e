package io.lotara.dynamo;

import io.lotara.job.IdempotencyKeys;
import io.lotara.job.Primable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Idempotency keys in DynamoDB: the store says who was first. */
@Singleton
class DynamoIdempotencyKeys implements IdempotencyKeys, Primable {
  private static final Duration KEPT = Duration.ofHours(24);
  private final Table table;

  DynamoIdempotencyKeys(Table table) {
    this.table = table;
  }

  /** A write whose condition can never hold: it is refused, and all that writes is linked. */
  @Override
  public void prime() {
    Map<String, AttributeValue> item = new ItemKey.IdempotencyItem(".priming", "priming", "priming").attributes();
    Table.call(
        () -> {
          try {
            return table
                .client()
                .putItem(
                    r ->
                        r.tableName(table.name())
                            .item(item)
                            .conditionExpression("attribute_exists(pk) AND attribute_not_exists(pk)")
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
          } catch (ConditionalCheckFailedException e) {
            return null;
          }
        });
  }

  @Override
  public Taken take(String tenant, String scope, String key, String fingerprint, String jobId, Instant now) {
    Map<String, AttributeValue> item =
        new HashMap<>(new ItemKey.IdempotencyItem(tenant, scope, key).attributes());
    item.put("fp", AttributeValue.fromS(fingerprint));
    item.put("job", AttributeValue.fromS(jobId));
    item.put("at", AttributeValue.fromN(Long.toString(now.toEpochMilli())));
    item.put(JobItemCodec.TTL, DynamoJobStore.seconds(now.plus(KEPT)));
    // TTL deletes up to two days late, so an old key is written over.
    String forgotten = Long.toString(now.minus(KEPT).toEpochMilli());
    Optional<Map<String, AttributeValue>> first =
        Table.call(
            () -> {
              try {
                table
                    .client()
                    .putItem(
                        r ->
                            r.tableName(table.name())
                                .item(item)
                                .conditionExpression("attribute_not_exists(pk) OR #at < :forgotten")
                                .expressionAttributeNames(Map.of("#at", "at"))
                                .expressionAttributeValues(Map.of(":forgotten", AttributeValue.fromN(forgotten)))
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
                return Optional.empty();
              } catch (ConditionalCheckFailedException e) {
                return Optional.of(e.item());
              }
            });
    return first
        .map(
            stored ->
                new Taken(
                    stored.get("fp").s(),
                    stored.get("job").s(),
                    Instant.ofEpochMilli(Long.parseLong(stored.get("at").n()))))
        .orElse(new Taken(fingerprint, jobId, now));
  }

  @Override
  public void forget(String tenant, String scope, String key, String jobId) {
    // Otherwise it is forgotten already, or somebody has taken it for something else since.
    table.deleteWhile(new ItemKey.IdempotencyItem(tenant, scope, key), "job", jobId);
  }
}
