package io.lotara.dynamo;

import io.lotara.job.JobKey;
import io.lotara.job.JobRetention;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** How long what belongs to a job stays in DynamoDB: the TTL of each item in its partition but its own. */
@Singleton
class DynamoJobRetention implements JobRetention {
  private final Table table;

  DynamoJobRetention(Table table) {
    this.table = table;
  }

  @Override
  public void expire(JobKey job, @Nullable Instant at) {
    Optional<AttributeValue> wanted = Optional.ofNullable(at).map(DynamoJobStore::seconds);
    table
        .expiries(job)
        .forEach(
            (key, found) -> {
              if (!found.equals(wanted)) {
                update(key, wanted);
              }
            });
  }

  private void update(Map<String, AttributeValue> key, Optional<AttributeValue> wanted) {
    UpdateItemRequest.Builder update =
        UpdateItemRequest.builder()
            .tableName(table.name())
            .key(key)
            // What has gone meanwhile does not come back.
            .conditionExpression("attribute_exists(pk)")
            .expressionAttributeNames(Map.of("#ttl", JobItemCodec.TTL));
    UpdateItemRequest request =
        wanted
            .map(time -> update.updateExpression("SET #ttl = :at").expressionAttributeValues(Map.of(":at", time)))
            .orElseGet(() -> update.updateExpression("REMOVE #ttl"))
            .build();
    Table.call(
        () -> {
          try {
            return table.client().updateItem(request);
          } catch (ConditionalCheckFailedException e) {
            return null;
          }
        });
  }
}
