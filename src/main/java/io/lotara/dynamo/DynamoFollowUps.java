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
  private static final String ATTEMPTS = "attempts";
  private static final String AS_READ = "due_at = :read AND attempts = :tried";
  private final Table table;

  DynamoFollowUps(Table table) {
    this.table = table;
  }

  private static ItemKey key(FollowUp due) {
    return switch (due) {
      case FollowUp.Compensation c -> new ItemKey.CompensationItem(c.job());
      case FollowUp.Notice n -> new ItemKey.NoticeItem(n.job(), n.subscriber(), n.about());
    };
  }

  static Map<String, AttributeValue> item(FollowUp due) {
    Map<String, AttributeValue> item = new HashMap<>(key(due).attributes());
    item.put(ATTEMPTS, number(due.attempts()));
    DueIndex.put(item, due.job(), due.dueAt());
    return item;
  }

  @Override
  public Optional<FollowUp.Compensation> compensation(JobKey job) {
    return table
        .get(new ItemKey.CompensationItem(job))
        .map(item -> new FollowUp.Compensation(job, dueAt(item), attempts(item)));
  }

  @Override
  public Optional<FollowUp.Notice> notice(JobKey job, String subscriber, String about) {
    // An item that is in the index no more was told; some are kept to show what became of them.
    return table
        .get(new ItemKey.NoticeItem(job, subscriber, about))
        .filter(item -> item.containsKey(DueIndex.AT))
        .map(item -> new FollowUp.Notice(job, subscriber, about, dueAt(item), attempts(item)));
  }

  @Override
  public void owe(FollowUp.Notice notice) {
    table.putFirst(item(notice));
  }

  @Override
  public boolean postpone(FollowUp read, Instant until) {
    Map<String, AttributeValue> values = new HashMap<>(asRead(read));
    values.put(":until", number(until.toEpochMilli()));
    values.put(":next", number(read.attempts() + 1L));
    return Table.call(
        () -> {
          try {
            table
                .client()
                .updateItem(
                    r ->
                        r.tableName(table.name())
                            .key(key(read).attributes())
                            .updateExpression("SET due_at = :until, attempts = :next")
                            .conditionExpression(AS_READ)
                            .expressionAttributeValues(values));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  @Override
  public void remove(FollowUp done) {
    Table.call(
        () -> {
          try {
            table
                .client()
                .deleteItem(
                    r ->
                        r.tableName(table.name())
                            .key(key(done).attributes())
                            .conditionExpression(AS_READ)
                            .expressionAttributeValues(asRead(done)));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private static Map<String, AttributeValue> asRead(FollowUp read) {
    return Map.of(":read", number(read.dueAt().toEpochMilli()), ":tried", number(read.attempts()));
  }

  private static Instant dueAt(Map<String, AttributeValue> item) {
    return Instant.ofEpochMilli(Long.parseLong(item.get(DueIndex.AT).n()));
  }

  private static int attempts(Map<String, AttributeValue> item) {
    return Integer.parseInt(item.get(ATTEMPTS).n());
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
