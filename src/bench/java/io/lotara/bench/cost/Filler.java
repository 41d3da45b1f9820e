package io.lotara.bench.cost;

import io.lotara.local.LocalCloud;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Puts ended jobs of others into the table: an item of the job's size in the index of users, and one of an output's. */
final class Filler {
  private static final int BATCH = 12;
  private final LocalCloud cloud;

  Filler(LocalCloud cloud) {
    this.cloud = cloud;
  }

  void fill(int from, int to) {
    List<WriteRequest> batch = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String id = "%08x-0000-7000-8000-%012x".formatted(i, i);
      Map<String, AttributeValue> job = new HashMap<>(key("T#open#J#" + id, "JOB"));
      job.put("body", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[1200])));
      job.put("by_user", AttributeValue.fromS("T#open#U#" + i % 1000));
      job.put("by_user_at", AttributeValue.fromS(id));
      Map<String, AttributeValue> output = new HashMap<>(key("T#open#J#" + id, "OUT#itinerary#0001"));
      output.put("body", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[3000])));
      batch.add(put(job));
      batch.add(put(output));
      if (batch.size() >= 2 * BATCH) {
        write(batch);
      }
    }
    write(batch);
  }

  private void write(List<WriteRequest> batch) {
    if (!batch.isEmpty()) {
      Map<String, List<WriteRequest>> items = Map.of(cloud.tableName("Table"), List.copyOf(batch));
      cloud.dynamo().batchWriteItem(r -> r.requestItems(items));
      batch.clear();
    }
  }

  private static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }

  private static WriteRequest put(Map<String, AttributeValue> item) {
    return WriteRequest.builder().putRequest(p -> p.item(item)).build();
  }
}
