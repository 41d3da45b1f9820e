package io.lotara.dynamo;

import io.lotara.job.JobKey;
import io.lotara.job.JobRemoval;
import jakarta.inject.Singleton;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Takes jobs out of DynamoDB: everything that belongs to one stands in its partition. */
@Singleton
class DynamoJobRemoval implements JobRemoval {
  private final Table table;

  DynamoJobRemoval(Table table) {
    this.table = table;
  }

  @Override
  public void remove(JobKey job) {
    table.removeAll(table.besideJob(job));
    delete(new ItemKey.JobItem(job));
  }

  @Override
  public void forgetRequest(JobKey job) {
    delete(new ItemKey.RequestItem(job));
  }

  private void delete(ItemKey key) {
    Map<String, AttributeValue> item = key.attributes();
    Table.call(() -> table.client().deleteItem(r -> r.tableName(table.name()).key(item)));
  }
}
