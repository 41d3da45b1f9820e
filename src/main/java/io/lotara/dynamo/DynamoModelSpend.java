package io.lotara.dynamo;

import io.lotara.tenant.ModelSpend;
import io.lotara.tenant.SpendAccount;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Counts money in DynamoDB: an item for each account, and one write for each count, which adds on condition that there is room. */
@Singleton
class DynamoModelSpend implements ModelSpend {
  private static final Duration KEPT = Duration.ofDays(60);
  private static final String MICROS = "micros";
  private final Table table;

  DynamoModelSpend(Table table) {
    this.table = table;
  }

  @Override
  public boolean addWithin(SpendAccount account, long micros, long cap, Instant now) {
    return micros <= cap && add(account, micros, cap - micros, now);
  }

  @Override
  public void add(SpendAccount account, long micros, Instant now) {
    add(account, micros, null, now);
  }

  private boolean add(SpendAccount account, long micros, @Nullable Long room, Instant now) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":ttl", DynamoJobStore.seconds(now.plus(KEPT)));
    values.put(":none", n(0));
    values.put(":more", n(micros));
    if (room != null) {
      values.put(":room", n(room));
    }
    return Table.call(
        () -> {
          try {
            table
                .client()
                .updateItem(
                    r ->
                        r.tableName(table.name())
                            .key(new ItemKey.SpendItem(account).attributes())
                            .updateExpression("SET micros = if_not_exists(micros, :none) + :more, #ttl = :ttl")
                            .conditionExpression(room == null ? null : "attribute_not_exists(micros) OR micros <= :room")
                            .expressionAttributeNames(Map.of("#ttl", JobItemCodec.TTL))
                            .expressionAttributeValues(values));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  @Override
  public long spent(SpendAccount account) {
    return table.get(new ItemKey.SpendItem(account)).map(item -> Long.parseLong(item.get(MICROS).n())).orElse(0L);
  }

  private static AttributeValue n(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
