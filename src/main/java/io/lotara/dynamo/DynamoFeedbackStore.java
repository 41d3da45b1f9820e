package io.lotara.dynamo;

import io.lotara.job.FeedbackStore;
import io.lotara.job.JobKey;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Feedback in DynamoDB, beside its job. */
@Singleton
class DynamoFeedbackStore implements FeedbackStore {
  private final Table table;

  DynamoFeedbackStore(Table table) {
    this.table = table;
  }

  @Override
  public void put(JobKey job, Feedback feedback) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.FeedbackItem(job).attributes());
    item.put("rating", AttributeValue.fromN(Integer.toString(feedback.rating())));
    DynamoJobStore.optional(item, "comment", feedback.comment());
    item.put("helpful", texts(feedback.helpfulAspects()));
    item.put("improve", texts(feedback.improvementAreas()));
    item.put("at", AttributeValue.fromN(Long.toString(feedback.at().toEpochMilli())));
    Table.call(() -> table.client().putItem(r -> r.tableName(table.name()).item(item)));
  }

  @Override
  public Optional<Feedback> get(JobKey job) {
    return table
        .get(new ItemKey.FeedbackItem(job))
        .map(
            item ->
                new Feedback(
                    Integer.parseInt(item.get("rating").n()),
                    DynamoJobStore.text(item, "comment"),
                    texts(item.get("helpful")),
                    texts(item.get("improve")),
                    Instant.ofEpochMilli(Long.parseLong(item.get("at").n()))));
  }

  private static AttributeValue texts(List<String> texts) {
    return AttributeValue.fromL(texts.stream().map(AttributeValue::fromS).toList());
  }

  private static List<String> texts(AttributeValue list) {
    return list.l().stream().map(AttributeValue::s).toList();
  }
}
