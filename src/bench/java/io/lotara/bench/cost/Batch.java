package io.lotara.bench.cost;

import io.lotara.local.LocalCloud;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Items on their way into the table, as many at once as it takes; the last of them go when it is closed. */
final class Batch implements AutoCloseable {
  private static final int MOST = 25;

  private final LocalCloud cloud;
  private final List<WriteRequest> items = new ArrayList<>();

  Batch(LocalCloud cloud) {
    this.cloud = cloud;
  }

  void put(Map<String, AttributeValue> item) {
    items.add(WriteRequest.builder().putRequest(p -> p.item(item)).build());
    if (items.size() == MOST) {
      write();
    }
  }

  private void write() {
    Map<String, List<WriteRequest>> all = Map.of(cloud.tableName("Table"), List.copyOf(items));
    if (!cloud.dynamo().batchWriteItem(r -> r.requestItems(all)).unprocessedItems().isEmpty()) {
      throw new IllegalStateException("a batch was not written whole");
    }
    items.clear();
  }

  @Override
  public void close() {
    if (!items.isEmpty()) {
      write();
    }
  }
}
