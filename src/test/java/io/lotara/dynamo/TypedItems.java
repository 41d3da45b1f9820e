package io.lotara.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as DynamoDB's own JSON has them, each value under its type; a line of a file each. */
final class TypedItems {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TypedItems() {}

  static List<Map<String, AttributeValue>> read(Path file) throws IOException {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Map<String, AttributeValue> item = new HashMap<>();
      JSON.readTree(line).properties().forEach(e -> item.put(e.getKey(), value(e.getValue())));
      items.add(item);
    }
    return items;
  }

  static ObjectNode line(Map<String, AttributeValue> item) {
    ObjectNode line = JSON.createObjectNode();
    new TreeMap<>(item).forEach((name, value) -> line.set(name, typed(value)));
    return line;
  }

  private static AttributeValue value(JsonNode typed) {
    Map.Entry<String, JsonNode> only = typed.properties().iterator().next();
    JsonNode v = only.getValue();
    return switch (only.getKey()) {
      case "S" -> AttributeValue.fromS(v.asText());
      case "N" -> AttributeValue.fromN(v.asText());
      case "BOOL" -> AttributeValue.fromBool(v.asBoolean());
      case "B" -> AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(v.asText())));
      case "SS" -> AttributeValue.fromSs(JSON.convertValue(v, JSON.getTypeFactory().constructCollectionType(List.class, String.class)));
      case "L" -> {
        List<AttributeValue> list = new ArrayList<>();
        v.forEach(e -> list.add(value(e)));
        yield AttributeValue.fromL(list);
      }
      default -> throw new AssertionError(only.getKey());
    };
  }

  private static JsonNode typed(AttributeValue value) {
    ObjectNode typed = JSON.createObjectNode();
    return switch (value.type()) {
      case S -> typed.put("S", value.s());
      case N -> typed.put("N", value.n());
      case BOOL -> typed.put("BOOL", value.bool());
      case B -> typed.put("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
      case SS -> typed.set("SS", JSON.valueToTree(value.ss().stream().sorted().toList()));
      case L -> {
        ArrayNode list = JSON.createArrayNode();
        value.l().forEach(one -> list.add(typed(one)));
        yield typed.set("L", list);
      }
      default -> throw new AssertionError(value.type());
    };
  }
}
