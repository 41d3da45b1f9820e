package io.lotara.dynamo;

import io.lotara.job.JobKey;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The sparse index of what is due: an item is in it exactly while it has both attributes. */
final class DueIndex {
  static final String NAME = "due";
  static final String SHARD = "due_shard";
  static final String AT = "due_at";
  static final int SHARDS = 4;

  private DueIndex() {}

  static String shard(int number) {
    return "due#" + number;
  }

  static void put(Map<String, AttributeValue> item, JobKey job, Instant at) {
    item.put(SHARD, AttributeValue.fromS(shard(Math.floorMod(job.id().hashCode(), SHARDS))));
    item.put(AT, AttributeValue.fromN(Long.toString(at.toEpochMilli())));
  }
}
