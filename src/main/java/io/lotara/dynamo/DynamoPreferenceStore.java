package io.lotara.dynamo;

import io.lotara.trip.PreferenceStore;
import io.lotara.trip.Preferences;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Preferences in DynamoDB: an item for each user. */
@Singleton
class DynamoPreferenceStore implements PreferenceStore {
  private static final String BODY = "body";
  private final Table table;
  private final JsonMapper json;

  DynamoPreferenceStore(Table table, JsonMapper json) {
    this.table = table;
    this.json = json;
  }

  @Override
  public Optional<Preferences> get(String tenant, String userId) {
    return table.get(new ItemKey.PreferencesItem(tenant, userId)).map(item -> read(item.get(BODY).s()));
  }

  @Override
  public void put(String tenant, String userId, Preferences preferences) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.PreferencesItem(tenant, userId).attributes());
    item.put(BODY, AttributeValue.fromS(write(preferences)));
    Table.call(() -> table.client().putItem(r -> r.tableName(table.name()).item(item)));
  }

  private Preferences read(String text) {
    try {
      return json.readValue(text, Argument.of(Preferences.class));
    } catch (IOException e) {
      throw new UncheckedIOException("stored preferences cannot be read", e);
    }
  }

  private String write(Preferences preferences) {
    try {
      return json.writeValueAsString(preferences);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
