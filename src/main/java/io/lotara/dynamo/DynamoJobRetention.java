package io.lotara.dynamo;

import io.lotara.job.JobKey;
import io.lotara.job.JobRetention;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** How long what belongs to a job stays in DynamoDB: the TTL of each item in its partition but its own. */
@Singleton
class DynamoJobRetention implements JobRetention {
  private final Table table;

  DynamoJobRetention(Table table) {
    this.table = table;
  }

  @Override
  public void keep(JobKey job) {
    table.besideJob(job).forEach(key -> update(key, "REMOVE #ttl", null));
  }

  @Override
  public void release(JobKey job, Instant at) {
    table.besideJob(job).forEach(key -> update(key, "SET #ttl = :at", Map.of(":at", DynamoJobStore.seconds(at))));
  }

  private void update(Map<String, AttributeValue> key, String expression, Map<String, AttributeValue> values) {
    Table.call(
        () -> {
          try {
            return table
                .client()
                .updateItem(
                    r ->
                        r.tableName(table.name())
                            .key(key)
                            .updateExpression(expression)
                            // What has gone meanwhile does not come back.
                            .conditionExpression("attribute_exists(pk)")
                            .expressionAttributeNames(Map.of("#ttl", JobItemCodec.TTL))
                            .expressionAttributeValues(values));
          } catch (ConditionalCheckFailedException e) {
            return null;
          }
        });
  }
}
