package io.lotara.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bodies of requests made from the OpenAPI document: for each field that holds free text one body that is otherwise as it should be, and has a word
 * there. A field that is added to the API is in it by itself.
 *
 * @param document the OpenAPI document
 * @param word that is planted
 * @param known values of fields that must be right for a request to get anywhere, by name
 */
record CanaryBodies(JsonNode document, String word, Map<String, JsonNode> known) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEEPEST = 5;

  /** One body, and where the word is in it. */
  record Planted(String at, JsonNode body) {}

  /** The bodies for a schema; the last one has the word everywhere. */
  List<Planted> of(JsonNode schema) {
    Set<List<String>> leaves = new LinkedHashSet<>();
    leaves(schema, new ArrayList<>(), leaves);
    List<Planted> bodies = new ArrayList<>();
    ObjectNode all = sample(schema);
    for (List<String> leaf : leaves) {
      ObjectNode one = sample(schema);
      plant(one, leaf);
      plant(all, leaf);
      bodies.add(new Planted(String.join(".", leaf), one));
    }
    bodies.add(new Planted("everywhere", all));
    return bodies;
  }

  private JsonNode resolved(JsonNode schema) {
    JsonNode at = schema;
    while (at.has("$ref")) {
      at = document.at(at.get("$ref").asText().substring(1));
    }
    return at;
  }

  private static List<JsonNode> choices(JsonNode schema) {
    List<JsonNode> choices = new ArrayList<>();
    for (String word : new String[] {"oneOf", "anyOf", "allOf"}) {
      schema.path(word).forEach(choices::add);
    }
    return choices;
  }

  private static boolean is(JsonNode schema, String type) {
    JsonNode types = schema.path("type");
    return types.asText().equals(type) || types.isArray() && types.valueStream().anyMatch(t -> t.asText().equals(type));
  }

  private void leaves(JsonNode unresolved, List<String> path, Set<List<String>> into) {
    JsonNode schema = resolved(unresolved);
    if (path.size() > DEEPEST) {
      return;
    }
    choices(schema).forEach(choice -> leaves(choice, path, into));
    if (is(schema, "string") && !schema.has("enum") && !schema.has("format") && schema.path("maxLength").asInt(Integer.MAX_VALUE) >= word.length()) {
      into.add(List.copyOf(path));
    }
    if (is(schema, "array")) {
      path.add("[]");
      leaves(schema.path("items"), path, into);
      path.removeLast();
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              path.add(field.getKey());
              leaves(field.getValue(), path, into);
              path.removeLast();
            });
  }

  private ObjectNode sample(JsonNode unresolved) {
    JsonNode schema = resolved(unresolved);
    JsonNode whole = choices(schema).isEmpty() ? schema : resolved(choices(schema).getFirst());
    ObjectNode body = JSON.createObjectNode();
    for (JsonNode name : whole.path("required")) {
      body.set(name.asText(), value(name.asText(), whole.path("properties").path(name.asText())));
    }
    return body;
  }

  private JsonNode value(String name, JsonNode unresolved) {
    JsonNode schema = resolved(unresolved);
    if (known.containsKey(name)) {
      return known.get(name);
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    if (is(schema, "integer") || is(schema, "number")) {
      return JSON.getNodeFactory().numberNode(Math.max(1, schema.path("minimum").asInt(1)));
    }
    if (is(schema, "boolean")) {
      return JSON.getNodeFactory().booleanNode(false);
    }
    if (is(schema, "array")) {
      return JSON.createArrayNode();
    }
    return is(schema, "object") ? sample(schema) : JSON.getNodeFactory().textNode(word);
  }

  /** Puts the word where a path leads; objects and lists are made on the way. */
  private void plant(ObjectNode body, List<String> path) {
    JsonNode at = body;
    for (int i = 0; i < path.size(); i++) {
      boolean last = i == path.size() - 1;
      boolean list = !last && path.get(i + 1).equals("[]");
      JsonNode next =
          last
              ? known.getOrDefault("+" + path.get(i), JSON.getNodeFactory().textNode(word))
              : list ? JSON.createArrayNode() : JSON.createObjectNode();
      if (at instanceof ArrayNode items) {
        items.removeAll();
        items.add(next);
        at = next;
      } else if (at instanceof ObjectNode object) {
        JsonNode there = object.get(path.get(i));
        at = !last && there != null && (list ? there.isArray() : there.isObject()) ? there : next;
        object.set(path.get(i), at);
      }
    }
  }
}
