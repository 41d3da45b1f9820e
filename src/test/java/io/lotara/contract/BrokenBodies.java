package io.lotara.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bodies made from the schemas of the document: a sound one, and that one with each field broken in each way. */
final class BrokenBodies {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Words that mean something; any other text will do for the rest. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("user_id", "conformity"),
          Map.entry("query", "Test query"),
          Map.entry("message", "Hello"),
          Map.entry("origin", "Hanoi"),
          Map.entry("destination", "Da Nang"),
          Map.entry("trigger_type", "weather"),
          Map.entry("url", "https://hooks.example.com/lotara"),
          Map.entry("departure_date", LocalDate.now().plusDays(60).toString()));

  private final JsonNode document;
  private final String jobId;

  BrokenBodies(JsonNode document, String jobId) {
    this.document = document;
    this.jobId = jobId;
  }

  /** A body with what has to be there. */
  ObjectNode sound(JsonNode reference) {
    JsonNode schema = resolved(reference);
    ObjectNode body = NODES.objectNode();
    for (JsonNode name : schema.path("required")) {
      body.set(name.textValue(), value(name.textValue(), resolved(schema.at("/properties/" + name.textValue()))));
    }
    // "one of them at least" is said in words only.
    if (schema.at("/properties/answer").isObject()) {
      body.put("answer", "Lisbon");
    }
    if (schema.at("/properties/keep").isObject()) {
      body.put("query", "two days longer");
    }
    if (schema.at("/properties/trigger_data").isObject()) {
      body.set("context", NODES.objectNode());
    }
    return body;
  }

  private JsonNode value(String name, JsonNode schema) {
    if (name.equals("job_id")) {
      return NODES.textNode(jobId);
    }
    if (WORDS.containsKey(name)) {
      return NODES.textNode(WORDS.get(name));
    }
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? type.get(0).asText() : type.asText()) {
      case "integer", "number" -> NODES.numberNode(schema.path("minimum").asInt(1));
      case "boolean" -> NODES.booleanNode(true);
      case "array" -> NODES.arrayNode().add(value("", resolved(schema.path("items"))));
      case "object" -> sound(schema);
      default -> schema.has("enum") ? schema.get("enum").get(0) : NODES.textNode("x");
    };
  }

  /**
   * That body with one field gone, or with something else in it.
   *
   * @param deep whether fields of {@code constraints} are broken too
   */
  List<ObjectNode> others(JsonNode reference, boolean deep) {
    ObjectNode sound = sound(reference);
    List<ObjectNode> bodies = new ArrayList<>();
    resolved(reference).path("properties").properties().forEach(property -> {
      String name = property.getKey();
      bodies.add(sound.deepCopy().without(name));
      odd().forEach(value -> bodies.add(sound.deepCopy().set(name, value)));
      if (deep && name.equals("constraints")) {
        resolved(property.getValue()).path("properties").fieldNames().forEachRemaining(inner ->
            few().forEach(value -> bodies.add(sound.deepCopy().set(name, NODES.objectNode().set(inner, value)))));
      }
    });
    return bodies;
  }

  private static List<JsonNode> few() {
    return List.of(
        NODES.nullNode(), NODES.numberNode(-1), NODES.numberNode(4.5), NODES.textNode(""), NODES.textNode("x".repeat(2001)),
        NODES.booleanNode(true), NODES.arrayNode().add(5), NODES.objectNode().put("city", 5));
  }

  private static List<JsonNode> odd() {
    ArrayNode many = NODES.arrayNode();
    for (int i = 0; i < 21; i++) {
      many.add("x" + i);
    }
    return List.of(
        NODES.nullNode(), NODES.numberNode(5), NODES.numberNode(-1), NODES.numberNode(4.5), NODES.numberNode(new BigDecimal("1e30")),
        NODES.textNode(""), NODES.textNode("5"), NODES.textNode("x".repeat(2001)), NODES.booleanNode(true), NODES.arrayNode(), many,
        NODES.arrayNode().add(5), NODES.objectNode(), NODES.objectNode().put("city", 5));
  }

  /** What a reference leads to; where there is a choice, the first. */
  private JsonNode resolved(JsonNode part) {
    JsonNode one = part.has("oneOf") ? part.get("oneOf").get(0) : part.has("anyOf") ? part.get("anyOf").get(0) : part;
    return one.has("$ref") ? document.at(one.get("$ref").textValue().substring(1)) : one;
  }
}
