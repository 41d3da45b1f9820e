package io.lotara.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.exc.JsonNodeException;

/**
 * Holds answers against the OpenAPI document: status, headers, content type and body. No answer may have a header or a field that is not
 * described, and none may lack one that is required.
 */
final class ApiDescription {
  private static final String BASE = "urn:lotara";

  /** Headers that servers and gateways add, and the type of the content, which the document has elsewhere. */
  private static final Pattern NOT_OURS =
      Pattern.compile("date|connection|content-length|content-type|transfer-encoding|apigw-requestid|access-control-.*");

  /** What API Gateway itself says has a shape of its own. */
  private static final Pattern GATEWAY = Pattern.compile("\\{\"message\":\\s*(\"[^\"]*\"|null)}");

  /** A body or a head too large for API Gateway. It says 5xx too, but then something is wrong with a function. */
  private static final Set<Integer> BY_GATEWAY = Set.of(413, 431);

  private final JsonNode document;
  private final Map<String, Pattern> paths = new TreeMap<>();
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final SchemaRegistry registry;

  ApiDescription(JsonNode document) {
    this.document = document.deepCopy();
    this.document.get("paths").fieldNames().forEachRemaining(path ->
        paths.put(path, Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"))));
    JsonNode closed = this.document.deepCopy();
    closed.at("/components/schemas").forEach(ApiDescription::close);
    closed.get("paths").forEach(path ->
        path.forEach(operation -> operation.get("responses").findValues("schema").forEach(ApiDescription::close)));
    String closedText = closed.toString();
    String openText = this.document.toString();
    SchemaRegistryConfig config = SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(config).schemas(Map.of(BASE + ":answers", closedText, BASE + ":requests", openText)));
  }

  /** Objects of this schema, and those in them, have no fields but those that are described. */
  private static void close(JsonNode schema) {
    if (schema.get("properties") instanceof ObjectNode properties) {
      if (!schema.has("additionalProperties")) {
        ((ObjectNode) schema).put("additionalProperties", false);
      }
      properties.forEach(ApiDescription::close);
    }
    schema.properties().stream().filter(part -> !part.getKey().equals("properties")).forEach(part -> close(part.getValue()));
    if (schema.isArray()) {
      schema.forEach(ApiDescription::close);
    }
  }

  JsonNode document() {
    return document;
  }

  /** The described path that a request's path belongs to, or nothing. One without variables comes first. */
  Optional<String> path(String path) {
    String bare = path.replaceFirst("\\?.*", "");
    return paths.containsKey(bare)
        ? Optional.of(bare)
        : paths.entrySet().stream().filter(e -> e.getValue().matcher(bare).matches()).map(Map.Entry::getKey).findFirst();
  }

  /** What is wrong with an answer; empty when it is as described, or what API Gateway says by itself. */
  List<String> complaints(String method, String path, int status, HttpHeaders headers, String body) {
    Optional<String> described = path(path);
    String verb = method.toLowerCase(Locale.ROOT);
    if (described.isEmpty() || !document.get("paths").get(described.get()).has(verb)) {
      boolean unserved = status == 404 && (verb.equals("head") || GATEWAY.matcher(body).matches());
      return unserved || verb.equals("options") && status == 204 ? List.of() : List.of("no such operation is described: " + body);
    }
    if (BY_GATEWAY.contains(status) && GATEWAY.matcher(body).matches()) {
      return List.of();
    }
    JsonNode operation = document.get("paths").get(described.get()).get(verb);
    JsonNode response = operation.get("responses").get(String.valueOf(status));
    if (response == null) {
      return List.of("the status " + status + " is not described: " + body);
    }
    List<String> complaints = new ArrayList<>();
    headers(response, headers, complaints);
    String where = "/paths/" + pointer(described.get()) + "/" + verb + "/responses/" + status;
    content(response, where, headers.firstValue("Content-Type").orElse(""), body, complaints);
    return complaints;
  }

  private void headers(JsonNode response, HttpHeaders headers, List<String> complaints) {
    Map<String, JsonNode> described = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response.path("headers").properties().forEach(header -> described.put(header.getKey(), resolved(header.getValue())));
    headers.map().keySet().stream()
        .filter(name -> !NOT_OURS.matcher(name.toLowerCase(Locale.ROOT)).matches() && !described.containsKey(name))
        .forEach(name -> complaints.add("the header " + name + " is not described"));
    described.forEach((name, header) -> {
      Optional<String> value = headers.firstValue(name);
      if (value.isPresent()) {
        JsonNode schema = header.get("schema");
        boolean integer = schema.path("type").asText().equals("integer");
        Schema read = schemas.computeIfAbsent(schema.toString(), registry::getSchema);
        faults(read, integer ? value.get() : Http.JSON.valueToTree(value.get()).toString()).forEach(e -> complaints.add(name + ": " + e));
      } else if (header.path("required").asBoolean()) {
        complaints.add("the header " + name + " is missing");
      }
    });
  }

  private JsonNode resolved(JsonNode part) {
    return part.has("$ref") ? document.at(part.get("$ref").textValue().substring(1)) : part;
  }

  private void content(JsonNode response, String where, String type, String body, List<String> complaints) {
    if (!response.has("content")) {
      if (!body.isEmpty()) {
        complaints.add("no body is described: " + body);
      }
      return;
    }
    String bare = type.replaceFirst(";.*", "").trim();
    JsonNode content = response.get("content").get(bare);
    if (content == null) {
      complaints.add("the content type " + type + " is not described");
    } else if (bare.equals("application/json") || bare.endsWith("+json")) {
      complaints.addAll(faults(schema("answers", where + "/content/" + pointer(bare) + "/schema"), body));
    } else if (bare.equals("text/event-stream")) {
      frames(body, complaints);
    }
  }

  /** The data of an event is that of the event's type; what the chat streams has none. */
  private void frames(String body, List<String> complaints) {
    String type = "";
    for (String line : body.split("\n")) {
      if (line.startsWith("event: ")) {
        type = line.substring(7);
      } else if (line.startsWith("data: ") && !type.isEmpty()) {
        Schema data = event(type);
        if (data == null) {
          complaints.add("no event of the document is called " + type);
        } else {
          complaints.addAll(faults(data, line.substring(6)));
        }
      }
    }
  }

  private Schema event(String type) {
    for (Map.Entry<String, JsonNode> schema : document.at("/components/schemas").properties()) {
      JsonNode properties = schema.getValue().path("properties");
      if (schema.getKey().endsWith("Event") && properties.at("/type/enum/0").asText().equals(type)) {
        return schema("answers", "/components/schemas/" + schema.getKey() + "/properties/data");
      }
    }
    return null;
  }

  /** What is wrong with a request's body; empty when it is as described. */
  List<String> requestComplaints(String method, String path, String body) {
    String where = "/paths/" + pointer(path) + "/" + method + "/requestBody/content/application~1json/schema";
    return faults(schema("requests", where), body);
  }

  private static List<String> faults(Schema schema, String json) {
    try {
      if (Http.JSON.readTree(json).isMissingNode()) {
        return List.of("there is nothing");
      }
    } catch (JsonProcessingException e) {
      return List.of("no JSON: " + json);
    }
    try {
      return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    } catch (JsonNodeException e) {
      // The validator gives up on whole numbers of more than 64 bits; a schema that has a bound does not take them.
      return List.of(e.getMessage());
    }
  }

  /** A part of the whole, which is read once: the registry would read it again for every part, and keep each. */
  private Schema schema(String kind, String pointer) {
    SchemaLocation place = SchemaLocation.of(BASE + ":" + kind + "#" + pointer);
    Schema whole = schemas.computeIfAbsent(kind, k -> registry.getSchema(SchemaLocation.of(BASE + ":" + k)));
    return schemas.computeIfAbsent(kind + pointer, at -> whole.getRefSchema(place.getFragment()));
  }

  private static String pointer(String part) {
    return part.replace("~", "~0").replace("/", "~1");
  }
}
