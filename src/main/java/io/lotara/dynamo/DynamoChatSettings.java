package io.lotara.dynamo;

import io.lotara.chat.ChatSettings;
import io.lotara.chat.ChatSettingsStore;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The settings of tenants' chats in DynamoDB: an item for each tenant, packed as texts are long. */
@Singleton
class DynamoChatSettings implements ChatSettingsStore {
  private final Table table;
  private final JsonMapper json;

  DynamoChatSettings(Table table, JsonMapper json) {
    this.table = table;
    this.json = json;
  }

  @Override
  public Optional<ChatSettings> get(String tenant) {
    return table.get(new ItemKey.ChatSettingsItem(tenant)).map(item -> read(Gzip.unpack(item.get("body").b().asByteArray())));
  }

  @Override
  public void put(String tenant, ChatSettings settings) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.ChatSettingsItem(tenant).attributes());
    item.put("body", AttributeValue.fromB(SdkBytes.fromByteArray(Gzip.pack(write(settings)))));
    Table.call(() -> table.client().putItem(r -> r.tableName(table.name()).item(item)));
  }

  @Override
  public void remove(String tenant) {
    Table.call(() -> table.client().deleteItem(r -> r.tableName(table.name()).key(new ItemKey.ChatSettingsItem(tenant).attributes())));
  }

  private ChatSettings read(byte[] text) {
    try {
      return json.readValue(text, Argument.of(ChatSettings.class));
    } catch (IOException e) {
      throw new UncheckedIOException("stored settings of a chat cannot be read", e);
    }
  }

  private byte[] write(ChatSettings settings) {
    try {
      return json.writeValueAsBytes(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
