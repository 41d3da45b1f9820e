package io.lotara.bench.cost;

import io.lotara.local.LocalCloud;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Puts ended jobs of others into the table: an item of the job's size in the index of users, and one of an output's. */
final class Filler {
  private final LocalCloud cloud;

  Filler(LocalCloud cloud) {
    this.cloud = cloud;
  }

  void fill(int from, int to) {
    try (Batch batch = new Batch(cloud)) {
      for (int i = from; i < to; i++) {
        String id = "%08x-0000-7000-8000-%012x".formatted(i, i);
        Map<String, AttributeValue> job = new HashMap<>(key("T#open#J#" + id, "JOB"));
        job.put("body", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[1200])));
        job.put("by_user", AttributeValue.fromS("T#open#U#" + i % 1000));
        job.put("by_user_at", AttributeValue.fromS(id));
        Map<String, AttributeValue> output = new HashMap<>(key("T#open#J#" + id, "OUT#itinerary#0001"));
        output.put("body", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[3000])));
        batch.put(job);
        batch.put(output);
      }
    }
  }

  private static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }
}
