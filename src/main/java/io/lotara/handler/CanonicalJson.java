package io.lotara.handler;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one form of JSON that says the same: the fields of every object in the order of their names. By it a request that is sent again is known,
 * whatever order the client's library happens to write. Numbers and the order of lists stay as they are.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  static byte[] bytes(JsonMapper json, JsonNode node) {
    try {
      return json.writeValueAsBytes(ordered(node));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode ordered(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> fields = new TreeMap<>();
      node.entries().forEach(e -> fields.put(e.getKey(), ordered(e.getValue())));
      return JsonNode.createObjectNode(new LinkedHashMap<>(fields));
    }
    if (node.isArray()) {
      List<JsonNode> values = new ArrayList<>();
      node.values().forEach(value -> values.add(ordered(value)));
      return JsonNode.createArrayNode(values);
    }
    return node;
  }
}
