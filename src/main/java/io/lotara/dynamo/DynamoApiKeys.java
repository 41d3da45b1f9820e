package io.lotara.dynamo;

import io.lotara.tenant.ApiKey;
import io.lotara.tenant.ApiKeys;
import io.lotara.tenant.Scope;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Keys in DynamoDB: an item by hash, which is the truth, and one under the tenant, which says only that it is there. */
@Singleton
class DynamoApiKeys implements ApiKeys {
  private static final Comparator<ApiKey> OLDEST_FIRST = Comparator.comparing(ApiKey::created).thenComparing(ApiKey::id);
  private final Table table;

  DynamoApiKeys(Table table) {
    this.table = table;
  }

  @Override
  public void create(ApiKey key) {
    // The list first: what lists no key is looked over, but a key that is not listed could never be found to be revoked.
    table.putFirst(new HashMap<>(new ItemKey.TenantKeyItem(key.tenant(), key.id()).attributes()));
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.ApiKeyItem(key.id()).attributes());
    item.put("tenant", AttributeValue.fromS(key.tenant()));
    item.put("title", AttributeValue.fromS(key.name()));
    item.put("scopes", AttributeValue.fromSs(key.scopes().stream().map(Scope::wire).sorted().toList()));
    item.put("cr", millis(key.created()));
    if (key.expires() != null) {
      item.put("expires", millis(key.expires()));
    }
    table.putFirst(item);
  }

  @Override
  public Optional<ApiKey> find(String id) {
    return table.get(new ItemKey.ApiKeyItem(id)).map(item -> read(id, item));
  }

  @Override
  public List<ApiKey> list(String tenant) {
    return table.under(new ItemKey.TenantKeyItem(tenant, "")).stream()
        .flatMap(item -> find(item.get(ItemKey.SK).s()).stream())
        .sorted(OLDEST_FIRST)
        .toList();
  }

  @Override
  public Optional<ApiKey> revoke(String id, Instant now) {
    return Table.call(
        () -> {
          try {
            Map<String, AttributeValue> item =
                table
                    .client()
                    .updateItem(
                        r ->
                            r.tableName(table.name())
                                .key(new ItemKey.ApiKeyItem(id).attributes())
                                .updateExpression("SET revoked = if_not_exists(revoked, :now)")
                                .conditionExpression("attribute_exists(pk)")
                                .expressionAttributeValues(Map.of(":now", millis(now)))
                                .returnValues(ReturnValue.ALL_NEW))
                    .attributes();
            return Optional.of(read(id, item));
          } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
          }
        });
  }

  private static ApiKey read(String id, Map<String, AttributeValue> item) {
    return new ApiKey(
        id,
        item.get("tenant").s(),
        item.get("title").s(),
        item.get("scopes").ss().stream().flatMap(scope -> Scope.of(scope).stream()).collect(Collectors.toSet()),
        time(item.get("cr")),
        time(item.get("expires")),
        time(item.get("revoked")));
  }

  private static AttributeValue millis(Instant at) {
    return AttributeValue.fromN(Long.toString(at.toEpochMilli()));
  }

  private static @Nullable Instant time(@Nullable AttributeValue millis) {
    return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis.n()));
  }
}
