package io.lotara.dynamo;

import io.lotara.job.Parking;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Parked messages in DynamoDB. They stay until somebody removes them. */
@Singleton
class DynamoParking implements Parking {
  private final Table table;

  DynamoParking(Table table) {
    this.table = table;
  }

  @Override
  public void park(Parked message) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.ParkedItem(message.id()).attributes());
    item.put("body", AttributeValue.fromS(message.body()));
    item.put("reason", AttributeValue.fromS(message.reason()));
    item.put("at", AttributeValue.fromN(Long.toString(message.parkedAt().toEpochMilli())));
    table.putFirst(item);
  }

  @Override
  public Optional<Parked> find(String id) {
    return table
        .get(new ItemKey.ParkedItem(id))
        .map(
            item ->
                new Parked(
                    id,
                    item.get("body").s(),
                    item.get("reason").s(),
                    Instant.ofEpochMilli(Long.parseLong(item.get("at").n())),
                    item.containsKey("redriven")
                        ? Instant.ofEpochMilli(Long.parseLong(item.get("redriven").n()))
                        : null));
  }

  @Override
  public void redriven(String id, Instant now) {
    Table.call(
        () -> {
          try {
            return table
                .client()
                .updateItem(
                    r ->
                        r.tableName(table.name())
                            .key(new ItemKey.ParkedItem(id).attributes())
                            .updateExpression("SET redriven = :now")
                            .conditionExpression("attribute_exists(pk)")
                            .expressionAttributeValues(
                                Map.of(":now", AttributeValue.fromN(Long.toString(now.toEpochMilli())))));
          } catch (ConditionalCheckFailedException e) {
            // It is kept no more; its message is on its way, which is what counts.
            return null;
          }
        });
  }
}
