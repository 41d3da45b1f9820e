package io.lotara.dynamo;

import io.lotara.job.JobKey;
import io.lotara.job.UserData;
import jakarta.inject.Singleton;

/** Everything that stands under a user in DynamoDB: preferences, ratings, and what else is kept in the user's partition. */
@Singleton
class DynamoUserPartition implements UserData {
  private final Table table;

  DynamoUserPartition(Table table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "user";
  }

  @Override
  public boolean erase(JobKey erasure, String userId) {
    table.removeAll(table.keysUnder(ItemKey.user(erasure.tenant(), userId)));
    return false;
  }
}
