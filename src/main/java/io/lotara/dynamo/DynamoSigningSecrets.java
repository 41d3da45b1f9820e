package io.lotara.dynamo;

import io.lotara.webhook.Secret;
import io.lotara.webhook.SigningSecrets;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The tenants' own secrets in DynamoDB: an item for each tenant. */
@Singleton
class DynamoSigningSecrets implements SigningSecrets {
  private final Table table;

  DynamoSigningSecrets(Table table) {
    this.table = table;
  }

  @Override
  public List<String> of(String tenant, Instant now) {
    ItemKey key = new ItemKey.SigningSecretItem(tenant);
    Map<String, AttributeValue> stored =
        table
            .get(key)
            .orElseGet(
                () -> {
                  Map<String, AttributeValue> first = new HashMap<>(key.attributes());
                  first.put("secret", AttributeValue.fromS(Secret.make()));
                  return table.putFirst(first).orElse(first);
                });
    List<String> secrets = new ArrayList<>(List.of(stored.get("secret").s()));
    if (stored.containsKey("before") && now.toEpochMilli() < Long.parseLong(stored.get("until").n())) {
      secrets.add(stored.get("before").s());
    }
    return secrets;
  }

  @Override
  public String rotate(String tenant, Instant now) {
    ItemKey key = new ItemKey.SigningSecretItem(tenant);
    Optional<Map<String, AttributeValue>> old = table.get(key);
    String made = Secret.make();
    Map<String, AttributeValue> item = new HashMap<>(key.attributes());
    item.put("secret", AttributeValue.fromS(made));
    old.ifPresent(
        before -> {
          item.put("before", before.get("secret"));
          item.put("until", AttributeValue.fromN(Long.toString(now.plus(Secret.OVERLAP).toEpochMilli())));
        });
    Table.call(() -> table.client().putItem(r -> r.tableName(table.name()).item(item)));
    return made;
  }
}
