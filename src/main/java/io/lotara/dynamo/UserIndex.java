package io.lotara.dynamo;

import io.lotara.job.Job;
import io.lotara.job.UserJobs;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The sparse index of jobs by user: only job items have both attributes. Neither ever changes, so a write to a job costs nothing here. */
final class UserIndex {
  static final String NAME = "by_user";
  static final String USER = "by_user";
  static final String PLACE = "by_user_at";

  private UserIndex() {}

  static void put(Map<String, AttributeValue> item, Job job) {
    item.put(USER, AttributeValue.fromS(ItemKey.user(job.key().tenant(), job.userId())));
    item.put(PLACE, AttributeValue.fromS(UserJobs.place(job)));
  }
}
