package io.lotara.dynamo;

import io.lotara.tenant.LinkSecrets;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The secret in DynamoDB, in an item of its own. Who removes the item makes all links invalid. */
@Singleton
class DynamoLinkSecrets implements LinkSecrets {
  private static final String SECRET = "secret";
  private final Table table;

  DynamoLinkSecrets(Table table) {
    this.table = table;
  }

  @Override
  public Optional<byte[]> find() {
    return table.get(new ItemKey.LinkSecretItem()).map(DynamoLinkSecrets::read);
  }

  @Override
  public byte[] putFirst(byte[] secret) {
    Map<String, AttributeValue> item = new HashMap<>(new ItemKey.LinkSecretItem().attributes());
    item.put(SECRET, AttributeValue.fromB(SdkBytes.fromByteArray(secret)));
    return table.putFirst(item).map(DynamoLinkSecrets::read).orElse(secret);
  }

  private static byte[] read(Map<String, AttributeValue> item) {
    return item.get(SECRET).b().asByteArray();
  }
}
