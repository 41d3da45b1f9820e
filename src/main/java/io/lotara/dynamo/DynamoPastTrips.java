package io.lotara.dynamo;

import io.lotara.trip.PastTrips;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rated trips in DynamoDB: under the user, in the order in which their jobs were made. */
@Singleton
class DynamoPastTrips implements PastTrips {
  private final Table table;

  DynamoPastTrips(Table table) {
    this.table = table;
  }

  @Override
  public void rate(String tenant, String userId, Rated trip) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.RatingItem(tenant, userId, trip.jobId()).attributes());
    item.put("rating", AttributeValue.fromN(Integer.toString(trip.rating())));
    item.put("places", AttributeValue.fromL(trip.destinations().stream().map(AttributeValue::fromS).toList()));
    item.put("at", AttributeValue.fromN(Long.toString(trip.at().toEpochMilli())));
    Table.call(() -> table.client().putItem(r -> r.tableName(table.name()).item(item)));
  }

  @Override
  public List<Rated> of(String tenant, String userId) {
    return Table.call(
            () ->
                table
                    .client()
                    .query(
                        r ->
                            r.tableName(table.name())
                                .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                                .expressionAttributeValues(
                                    Map.of(
                                        ":pk", AttributeValue.fromS(ItemKey.user(tenant, userId)),
                                        ":prefix", AttributeValue.fromS(ItemKey.RATING_PREFIX)))
                                .consistentRead(true)
                                .scanIndexForward(false)
                                .limit(MOST)))
        .items()
        .stream()
        .map(DynamoPastTrips::rated)
        .toList();
  }

  private static Rated rated(Map<String, AttributeValue> item) {
    return new Rated(
        item.get(ItemKey.SK).s().substring(ItemKey.RATING_PREFIX.length()),
        Integer.parseInt(item.get("rating").n()),
        item.get("places").l().stream().map(AttributeValue::s).toList(),
        Instant.ofEpochMilli(Long.parseLong(item.get("at").n())));
  }
}
