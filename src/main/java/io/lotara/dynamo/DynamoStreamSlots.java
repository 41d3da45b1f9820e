package io.lotara.dynamo;

import io.lotara.job.StreamSlots;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Places in DynamoDB: an item for each, taken by a conditional write and given back by a conditional deletion. */
@Singleton
class DynamoStreamSlots implements StreamSlots {
  /** With three of four places taken, one in three who could be held is not; a look costs a write. */
  private static final int LOOKS = 4;

  private final Table table;

  DynamoStreamSlots(Table table) {
    this.table = table;
  }

  @Override
  public Optional<Slot> take(int most, Instant now, Instant until) {
    if (most == 0) {
      return Optional.empty();
    }
    String lease = UUID.randomUUID().toString();
    int first = ThreadLocalRandom.current().nextInt(most);
    for (int i = 0; i < Math.min(most, LOOKS); i++) {
      Slot slot = new Slot((first + i) % most, lease);
      if (taken(slot, now, until)) {
        return Optional.of(slot);
      }
    }
    return Optional.empty();
  }

  private boolean taken(Slot slot, Instant now, Instant until) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.SlotItem(slot.number()).attributes());
    item.put("lease", AttributeValue.fromS(slot.lease()));
    item.put("until", millis(until));
    item.put(JobItemCodec.TTL, DynamoJobStore.seconds(until));
    return Table.call(
        () -> {
          try {
            table
                .client()
                .putItem(
                    r ->
                        r.tableName(table.name())
                            .item(item)
                            .conditionExpression("attribute_not_exists(pk) OR #until <= :now OR lease = :lease")
                            .expressionAttributeNames(Map.of("#until", "until"))
                            .expressionAttributeValues(Map.of(":now", millis(now), ":lease", item.get("lease"))));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  @Override
  public void free(Slot slot) {
    table.deleteWhile(new ItemKey.SlotItem(slot.number()), "lease", slot.lease());
  }

  private static AttributeValue millis(Instant at) {
    return AttributeValue.fromN(Long.toString(at.toEpochMilli()));
  }
}
