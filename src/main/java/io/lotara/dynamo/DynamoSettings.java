package io.lotara.dynamo;

import io.lotara.tenant.SettingsStore;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What was set for tenants in DynamoDB: an item for each, with an attribute for each section, so that two who set different ones do not
 * meet.
 */
@Singleton
class DynamoSettings implements SettingsStore {
  private static final String PREFIX = "s_";
  private final Table table;

  DynamoSettings(Table table) {
    this.table = table;
  }

  @Override
  public Map<String, String> settings(String tenant) {
    Map<String, String> sections = new HashMap<>();
    table
        .get(new ItemKey.SettingsItem(tenant))
        .ifPresent(
            item ->
                item.forEach(
                    (name, value) -> {
                      if (name.startsWith(PREFIX)) {
                        sections.put(name.substring(PREFIX.length()), value.s());
                      }
                    }));
    return sections;
  }

  @Override
  public void set(String tenant, String section, @Nullable String value) {
    Table.call(
        () ->
            table
                .client()
                .updateItem(
                    r -> {
                      r.tableName(table.name())
                          .key(new ItemKey.SettingsItem(tenant).attributes())
                          .expressionAttributeNames(Map.of("#section", PREFIX + section))
                          .updateExpression(value == null ? "REMOVE #section" : "SET #section = :value");
                      if (value != null) {
                        r.expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value)));
                      }
                    }));
  }
}
