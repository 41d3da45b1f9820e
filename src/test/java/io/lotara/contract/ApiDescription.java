package io.lotara.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Holds answers against the OpenAPI document: status, headers, content type and body. No answer may have more fields than are described. */
final class ApiDescription {
  private static final String BASE = "urn:lotara";

  /** Headers that the document must know when an answer has them. */
  private static final Set<String> OURS = Set.of("ETag", "Location", "Retry-After", "X-Request-Id");

  /** What API Gateway itself says has a shape of its own. */
  private static final Pattern GATEWAY = Pattern.compile("\\{\"message\":\\s*(\"[^\"]*\"|null)}");

  private final JsonNode document;
  private final Map<String, Pattern> paths = new TreeMap<>();
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final SchemaRegistry registry;

  ApiDescription(JsonNode document) {
    this.document = document.deepCopy();
    this.document.get("paths").fieldNames().forEachRemaining(path -> paths.put(path, Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]*"))));
    ObjectNode closed = this.document.deepCopy();
    for (JsonNode schema : closed.at("/components/schemas")) {
      if (schema.has("properties") && !schema.has("additionalProperties")) {
        ((ObjectNode) schema).put("additionalProperties", false);
      }
    }
    String closedText = closed.toString();
    String openText = this.document.toString();
    registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(BASE + ":answers", closedText, BASE + ":requests", openText)));
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

  /** What is wrong with an answer; empty when it is as described, or not the document's business. */
  List<String> complaints(String method, String path, int status, HttpHeaders headers, String body) {
    Optional<String> described = path(path);
    String verb = method.toLowerCase(java.util.Locale.ROOT);
    if (described.isEmpty() || !document.get("paths").get(described.get()).has(verb)) {
      return List.of();
    }
    if ((status == 413 || status >= 500) && GATEWAY.matcher(body).matches()) {
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
    JsonNode described = response.path("headers");
    for (String name : OURS) {
      Optional<String> value = headers.firstValue(name);
      JsonNode header = resolved(described.path(name));
      if (header.isMissingNode()) {
        value.ifPresent(v -> complaints.add("the header " + name + " is not described"));
      } else if (value.isEmpty()) {
        if (header.path("required").asBoolean()) {
          complaints.add("the header " + name + " is missing");
        }
      } else {
        JsonNode schema = header.get("schema");
        boolean integer = schema.path("type").asText().equals("integer");
        String json = integer ? value.get() : Http.JSON.valueToTree(value.get()).toString();
        registry.getSchema(schema.toString()).validate(json, InputFormat.JSON).forEach(e -> complaints.add(name + ": " + e));
      }
    }
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
    } else if (bare.endsWith("json")) {
      schema("answers", where + "/content/" + pointer(bare) + "/schema")
          .validate(body, InputFormat.JSON)
          .forEach(e -> complaints.add(e.toString()));
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
        event(type).validate(line.substring(6), InputFormat.JSON).forEach(e -> complaints.add(e.toString()));
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
    throw new AssertionError("no event of the document is called " + type);
  }

  /** What is wrong with a request's body; empty when it is as described. */
  List<String> requestComplaints(String method, String path, String body) {
    String where = "/paths/" + pointer(path) + "/" + method + "/requestBody/content/application~1json/schema";
    return schema("requests", where).validate(body, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  private Schema schema(String kind, String pointer) {
    return schemas.computeIfAbsent(kind + pointer, at -> registry.getSchema(SchemaLocation.of(BASE + ":" + kind + "#" + pointer)));
  }

  private static String pointer(String part) {
    return part.replace("~", "~0").replace("/", "~1");
  }
}
