package io.lotara.dynamo;

import io.lotara.chat.AnswerCache;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Answers of models in DynamoDB: an item for each question, which lapses. */
@Singleton
class DynamoAnswerCache implements AnswerCache {
  private final Table table;

  DynamoAnswerCache(Table table) {
    this.table = table;
  }

  @Override
  public Optional<String> get(String tenant, String key, Instant now) {
    return table
        .get(new ItemKey.CachedAnswerItem(tenant, key))
        .filter(item -> Long.parseLong(item.get(JobItemCodec.TTL).n()) > now.getEpochSecond())
        .map(item -> item.get("answer").s());
  }

  @Override
  public void put(String tenant, String key, String answer, Instant until) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.CachedAnswerItem(tenant, key).attributes());
    item.put("answer", AttributeValue.fromS(answer));
    item.put(JobItemCodec.TTL, DynamoJobStore.seconds(until));
    Table.call(() -> table.client().putItem(r -> r.tableName(table.name()).item(item)));
  }
}
