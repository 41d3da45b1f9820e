package io.lotara.dynamo;

import io.lotara.job.JobKey;
import io.lotara.job.Outputs;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Outputs in DynamoDB: an item for each step and revision, compressed. */
@Singleton
class DynamoOutputs implements Outputs {
  private final Table table;

  DynamoOutputs(Table table) {
    this.table = table;
  }

  @Override
  public byte[] putFirst(JobKey job, String step, int revision, byte[] json, @Nullable Instant until) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.OutputItem(job, step, revision).attributes());
    item.put("body", AttributeValue.fromB(SdkBytes.fromByteArray(Gzip.pack(json))));
    DynamoJobStore.expire(item, until);
    return table.putFirst(item).map(DynamoOutputs::body).orElse(json);
  }

  @Override
  public Optional<byte[]> get(JobKey job, String step, int revision) {
    return table.get(new ItemKey.OutputItem(job, step, revision)).map(DynamoOutputs::body);
  }

  @Override
  public Map<Ref, byte[]> all(JobKey job) {
    Map<Ref, byte[]> all = new LinkedHashMap<>();
    for (Map<String, AttributeValue> item :
        table.under(new ItemKey.OutputItem(job, "", 0), ItemKey.OUTPUT_PREFIX)) {
      String[] sort = item.get(ItemKey.SK).s().split("#");
      all.put(new Ref(sort[1], Integer.parseInt(sort[2])), body(item));
    }
    return all;
  }

  private static byte[] body(Map<String, AttributeValue> item) {
    return Gzip.unpack(item.get("body").b().asByteArray());
  }
}
