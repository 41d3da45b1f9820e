package io.lotara.dynamo;

import io.lotara.job.FollowUp;
import io.lotara.job.FollowUps;
import io.lotara.job.JobKey;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Follow-ups in DynamoDB: items of their own in the index of what is due. */
@Singleton
class DynamoFollowUps implements FollowUps {
  private static final String AS_READ = "due_at = :read AND attempts = :tried";
  private final Table table;

  DynamoFollowUps(Table table) {
    this.table = table;
  }

  static Map<String, AttributeValue> item(FollowUp.Compensation due) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.CompensationItem(due.job()).attributes());
    item.put("attempts", AttributeValue.fromN(Integer.toString(due.attempts())));
    DueIndex.put(item, due.job(), due.dueAt());
    return item;
  }

  @Override
  public Optional<FollowUp.Compensation> compensation(JobKey job) {
    return table
        .get(new ItemKey.CompensationItem(job))
        .map(
            item ->
                new FollowUp.Compensation(
                    job,
                    Instant.ofEpochMilli(Long.parseLong(item.get(DueIndex.AT).n())),
                    Integer.parseInt(item.get("attempts").n())));
  }

  @Override
  public boolean postpone(FollowUp.Compensation read, Instant until) {
    Map<String, AttributeValue> later =
        item(new FollowUp.Compensation(read.job(), until, read.attempts() + 1));
    return Table.call(
        () -> {
          try {
            table
                .client()
                .putItem(
                    r ->
                        r.tableName(table.name())
                            .item(later)
                            .conditionExpression(AS_READ)
                            .expressionAttributeValues(asRead(read)));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  @Override
  public void remove(FollowUp.Compensation done) {
    Table.call(
        () -> {
          try {
            table
                .client()
                .deleteItem(
                    r ->
                        r.tableName(table.name())
                            .key(new ItemKey.CompensationItem(done.job()).attributes())
                            .conditionExpression(AS_READ)
                            .expressionAttributeValues(asRead(done)));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private static Map<String, AttributeValue> asRead(FollowUp.Compensation read) {
    return Map.of(
        ":read", millis(read.dueAt()),
        ":tried", AttributeValue.fromN(Integer.toString(read.attempts())));
  }

  private static AttributeValue millis(Instant at) {
    return AttributeValue.fromN(Long.toString(at.toEpochMilli()));
  }
}
