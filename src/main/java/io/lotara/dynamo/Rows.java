package io.lotara.dynamo;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows in one attribute, as JSON text. */
record Rows(JsonMapper json) {
  private static final Argument<List<List<Object>>> TYPE = Argument.listOf(Argument.listOf(Object.class));

  String write(List<Row> rows) {
    try {
      return json.writeValueAsString(rows.stream().map(Row::values).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Row> read(Map<String, AttributeValue> item, String name) {
    if (!item.containsKey(name)) {
      return List.of();
    }
    try {
      return json.readValue(item.get(name).s(), TYPE).stream().map(Row::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the attribute '%s' of a job cannot be read".formatted(name), e);
    }
  }
}
