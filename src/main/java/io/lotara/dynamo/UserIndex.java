package io.lotara.dynamo;

import io.lotara.job.Job;
import io.lotara.job.UserJobs;
import io.micronaut.core.annotation.Nullable;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The sparse index of jobs and watches by user: no other item has both attributes. Neither ever changes, so a write costs nothing here. */
final class UserIndex {
  static final String NAME = "by_user";
  static final String USER = "by_user";
  static final String PLACE = "by_user_at";

  private UserIndex() {}

  static void put(Map<String, AttributeValue> item, Job job) {
    item.put(USER, AttributeValue.fromS(ItemKey.user(job.key().tenant(), job.userId())));
    item.put(PLACE, AttributeValue.fromS(UserJobs.place(job)));
  }

  /**
   * Keys of what a user has, the newest first.
   *
   * @param user the value of {@link #USER}
   * @param after the value of {@link #PLACE} that the page before ended with, or null for the first page
   */
  static QueryResponse newestFirst(Table table, String user, @Nullable String after, int limit) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":user", AttributeValue.fromS(user));
    if (after != null) {
      values.put(":after", AttributeValue.fromS(after));
    }
    String condition = USER + " = :user" + (after == null ? "" : " AND " + PLACE + " < :after");
    return Table.call(
        () ->
            table
                .client()
                .query(
                    r ->
                        r.tableName(table.name())
                            .indexName(NAME)
                            .keyConditionExpression(condition)
                            .expressionAttributeValues(values)
                            .scanIndexForward(false)
                            .limit(limit)));
  }
}
