package io.lotara.dynamo;

import io.lotara.job.FeedbackStore;
import io.lotara.job.Job;
import io.lotara.job.JobKey;
import io.lotara.job.UserJobs;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Feedback in DynamoDB, beside its job. */
@Singleton
class DynamoFeedbackStore implements FeedbackStore {
  private final Table table;

  DynamoFeedbackStore(Table table) {
    this.table = table;
  }

  @Override
  public void put(Job job, Feedback feedback, @Nullable Instant until) {
    // The list first: an entry for which there is nothing is looked over, but feedback that is not listed would never be found.
    YearMonth month = YearMonth.from(job.createdAt().atZone(ZoneOffset.UTC));
    Map<String, AttributeValue> entry =
        new ItemKey.FeedbackEntry(job.key().tenant(), month, UserJobs.place(job)).attributes();
    Table.call(() -> table.client().putItem(r -> r.tableName(table.name()).item(entry)));
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.FeedbackItem(job.key()).attributes());
    item.put("rating", AttributeValue.fromN(Integer.toString(feedback.rating())));
    DynamoJobStore.optional(item, "comment", feedback.comment());
    item.put("helpful", texts(feedback.helpfulAspects()));
    item.put("improve", texts(feedback.improvementAreas()));
    DynamoJobStore.expire(item, until);
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

  @Override
  public Listing given(String tenant, YearMonth month, @Nullable String after, int limit) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":list", AttributeValue.fromS(new ItemKey.FeedbackEntry(tenant, month, "").pk()));
    if (after != null) {
      values.put(":after", AttributeValue.fromS(after));
    }
    QueryResponse found =
        Table.call(
            () ->
                table
                    .client()
                    .query(
                        r ->
                            r.tableName(table.name())
                                .keyConditionExpression("pk = :list" + (after == null ? "" : " AND sk > :after"))
                                .expressionAttributeValues(values)
                                .consistentRead(true)
                                .limit(limit)));
    List<Given> given = new ArrayList<>();
    for (Map<String, AttributeValue> entry : found.items()) {
      String place = entry.get(ItemKey.SK).s();
      JobKey job = new JobKey(tenant, place.substring(place.indexOf('#') + 1));
      get(job).ifPresent(feedback -> given.add(new Given(job, feedback)));
    }
    return new Listing(given, found.hasLastEvaluatedKey() ? found.lastEvaluatedKey().get(ItemKey.SK).s() : null);
  }

  private static AttributeValue texts(List<String> texts) {
    return AttributeValue.fromL(texts.stream().map(AttributeValue::fromS).toList());
  }

  private static List<String> texts(AttributeValue list) {
    return list.l().stream().map(AttributeValue::s).toList();
  }
}
