package io.lotara.llm;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether JSON holds a schema of the kind that strict answers allow: {@code type} (one or several), {@code properties}, {@code required},
 * {@code additionalProperties: false}, {@code items} and {@code enum}. Services that only look like the original may not enforce it.
 */
record ClosedSchema(JsonNode schema) {

  /** What is wrong with it, the first thing found; null when it holds. */
  @Nullable String objection(JsonNode value) {
    return objection(schema, value, "the answer");
  }

  private static @Nullable String objection(JsonNode schema, JsonNode value, String at) {
    JsonNode type = schema.get("type");
    if (type != null && types(type).stream().noneMatch(t -> is(t, value))) {
      return at + " is of the wrong type";
    }
    JsonNode allowed = schema.get("enum");
    if (allowed != null && elements(allowed).stream().noneMatch(value::equals)) {
      return at + " is none of the values allowed";
    }
    if (value.isObject()) {
      return object(schema, value, at);
    }
    if (value.isArray() && schema.get("items") != null) {
      for (JsonNode element : elements(value)) {
        String objection = objection(schema.get("items"), element, at + "[]");
        if (objection != null) {
          return objection;
        }
      }
    }
    return null;
  }

  private static @Nullable String object(JsonNode schema, JsonNode value, String at) {
    JsonNode properties = schema.get("properties");
    for (JsonNode name : schema.get("required") == null ? List.<JsonNode>of() : elements(schema.get("required"))) {
      if (value.get(name.getStringValue()) == null) {
        return at + " lacks " + name.getStringValue();
      }
    }
    for (Map.Entry<String, JsonNode> entry : value.entries()) {
      JsonNode property = properties == null ? null : properties.get(entry.getKey());
      if (property == null) {
        return at + " has a field that nobody asked for";
      }
      String objection = objection(property, entry.getValue(), entry.getKey());
      if (objection != null) {
        return objection;
      }
    }
    return null;
  }

  private static List<String> types(JsonNode type) {
    return type.isArray() ? elements(type).stream().map(JsonNode::getStringValue).toList() : List.of(type.getStringValue());
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "boolean" -> value.isBoolean();
      case "number" -> value.isNumber();
      case "integer" -> value.isNumber() && value.getBigDecimalValue().stripTrailingZeros().scale() <= 0;
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("no such type: " + type);
    };
  }

  private static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.values().forEach(elements::add);
    return elements;
  }
}
