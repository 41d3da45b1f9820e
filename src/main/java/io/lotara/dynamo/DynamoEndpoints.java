package io.lotara.dynamo;

import io.lotara.webhook.Endpoint;
import io.lotara.webhook.Endpoints;
import io.lotara.webhook.EventType;
import io.lotara.webhook.Secret;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Endpoints in DynamoDB: an item each, all of a tenant in one partition. That a tenant has any is remembered for a minute; that it has none is
 * not, so that one which was just made counts for the next job.
 */
@Singleton
class DynamoEndpoints implements Endpoints {
  private static final Duration KNOWN = Duration.ofSeconds(60);
  private static final int TENANTS = 1000;
  private static final Map<String, String> NAMES = Map.of("#secret", "secret", "#before", "before", "#until", "until");

  private final Table table;
  private final Clock clock;
  private final Map<String, Instant> having = new ConcurrentHashMap<>();

  DynamoEndpoints(Table table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  @Override
  public void put(Endpoint endpoint) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.EndpointItem(endpoint.tenant(), endpoint.id()).attributes());
    item.put("url", AttributeValue.fromS(endpoint.url()));
    item.put("events", AttributeValue.fromSs(endpoint.events().stream().map(EventType::wire).sorted().toList()));
    DynamoJobStore.optional(item, "title", endpoint.description());
    item.put("secret", AttributeValue.fromS(endpoint.secret()));
    item.put("cr", AttributeValue.fromN(Long.toString(endpoint.createdAt().toEpochMilli())));
    if (endpoint.former() != null) {
      item.put("before", AttributeValue.fromS(endpoint.former().secret()));
      item.put("until", AttributeValue.fromN(Long.toString(endpoint.former().until().toEpochMilli())));
    }
    DynamoJobStore.optional(item, "disabled", endpoint.disabled());
    Table.call(() -> table.client().putItem(r -> r.tableName(table.name()).item(item)));
  }

  @Override
  public Optional<Endpoint> find(String tenant, String id) {
    return possible(id) ? table.get(new ItemKey.EndpointItem(tenant, id)).map(item -> read(tenant, item)) : Optional.empty();
  }

  /** Ids that no endpoint can have are a miss like any other; they may be too long for a key. */
  private static boolean possible(String id) {
    return id.matches("whep_[0-9a-f-]{36}");
  }

  @Override
  public List<Endpoint> list(String tenant) {
    return table.under(new ItemKey.EndpointItem(tenant, ""), ItemKey.EndpointItem.PREFIX).stream()
        .map(item -> read(tenant, item))
        .sorted(Comparator.comparing(Endpoint::id))
        .toList();
  }

  @Override
  public boolean any(String tenant) {
    Instant now = clock.instant();
    if (now.isBefore(having.getOrDefault(tenant, Instant.MIN))) {
      return true;
    }
    ItemKey first = new ItemKey.EndpointItem(tenant, "");
    boolean any =
        Table.call(
            () ->
                table
                        .client()
                        .query(
                            r ->
                                r.tableName(table.name())
                                    .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                                    .expressionAttributeValues(
                                        Map.of(
                                            ":pk", AttributeValue.fromS(first.pk()),
                                            ":prefix", AttributeValue.fromS(ItemKey.EndpointItem.PREFIX)))
                                    .consistentRead(true)
                                    .limit(1))
                        .count()
                    > 0);
    if (any) {
      if (having.size() > TENANTS) {
        having.clear();
      }
      having.put(tenant, now.plus(KNOWN));
    }
    return any;
  }

  @Override
  public boolean replaceSecret(String tenant, String id, String secret, Instant now) {
    Map<String, AttributeValue> values =
        Map.of(
            ":secret", AttributeValue.fromS(secret),
            ":until", AttributeValue.fromN(Long.toString(now.plus(Secret.OVERLAP).toEpochMilli())));
    return possible(id) && update(tenant, id, "SET #before = #secret, #secret = :secret, #until = :until", NAMES, values);
  }

  @Override
  public boolean remove(String tenant, String id) {
    return possible(id)
        && Table.call(
            () ->
                table
                    .client()
                    .deleteItem(
                        r ->
                            r.tableName(table.name())
                                .key(new ItemKey.EndpointItem(tenant, id).attributes())
                                .returnValues(ReturnValue.ALL_OLD))
                    .hasAttributes());
  }

  @Override
  public void disable(String tenant, String id, String why) {
    update(tenant, id, "SET disabled = :why", null, Map.of(":why", AttributeValue.fromS(why)));
  }

  /** Changes one that is there; false when it is not. */
  private boolean update(
      String tenant, String id, String expression, @Nullable Map<String, String> names, Map<String, AttributeValue> values) {
    return Table.call(
        () -> {
          try {
            table
                .client()
                .updateItem(
                    r ->
                        r.tableName(table.name())
                            .key(new ItemKey.EndpointItem(tenant, id).attributes())
                            .updateExpression(expression)
                            .conditionExpression("attribute_exists(pk)")
                            .expressionAttributeNames(names)
                            .expressionAttributeValues(values));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private static Endpoint read(String tenant, Map<String, AttributeValue> item) {
    return new Endpoint(
        tenant,
        item.get(ItemKey.SK).s().substring(ItemKey.EndpointItem.PREFIX.length()),
        item.get("url").s(),
        item.get("events").ss().stream().flatMap(e -> EventType.of(e).stream()).collect(Collectors.toSet()),
        DynamoJobStore.text(item, "title"),
        item.get("secret").s(),
        item.containsKey("before")
            ? new Endpoint.Former(item.get("before").s(), Instant.ofEpochMilli(Long.parseLong(item.get("until").n())))
            : null,
        Instant.ofEpochMilli(Long.parseLong(item.get("cr").n())),
        DynamoJobStore.text(item, "disabled"));
  }
}
