package io.lotara.handler;

import io.lotara.tenant.Scope;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The OpenAPI document. The compiler writes what is said at each controller; what holds for all routes is added here, from {@link RouteRules}
 * and the rules of the contract: who may call, how errors look, the request id on every answer, no field ever absent from an answer, what
 * an idempotency key does, how a job is accepted, and that a 304 has the headers of the answer that it stands for.
 */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Lotara",
            description =
                """
                The serverless AI backend of travel products. JSON in UTF-8 and snake_case, times in RFC 3339 and UTC. Every field of an answer \
                is always present, null or [] when empty; in requests null means absent for every optional field but `constraints`, types are \
                strict, and unknown fields are ignored. Errors are `application/problem+json` (RFC 9457). What API Gateway itself refuses (no \
                such route, more than 10 MB, its own throttling) has AWS's `{"message": …}`. An open deployment asks for no key.""",
            version = "${lotara.version}",
            license = @License(name = "Apache-2.0", identifier = "Apache-2.0")))
final class ApiDocument {
  private static final String COMPILED = "/META-INF/swagger/openapi.json";
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String DESCRIPTION = "description";
  private static final String CONTENT = "content";
  private static final String RESPONSES = "responses";
  private static final String SCHEMA = "schema";
  private static final String JSON = "application/json";
  private static final String HEADERS = "headers";
  private static final String REQUIRED = "required";

  /** What an accepted job is answered with. */
  private static final String ACCEPTED = SCHEMAS + OpenApi31.name("JobAccepted.Accepted");

  /** Names of properties, separated by blanks, that may be missing; said at a record by an extension. */
  private static final String OPTIONAL = "x-optional";

  private final Map<String, Map<String, Object>> schemas = new TreeMap<>();
  private final Map<String, Object> document;
  private final Set<String> names = new HashSet<>();

  private ApiDocument(Map<String, Object> document) {
    this.document = document;
  }

  /** The document as JSON. */
  static String read(JsonMapper json, String version) {
    try (InputStream in = ApiDocument.class.getResourceAsStream(COMPILED)) {
      if (in == null) {
        throw new IllegalStateException("the compiler has left no " + COMPILED);
      }
      Map<String, Object> compiled = json.readValue(in, Argument.mapOf(String.class, Object.class));
      return new String(json.writeValueAsBytes(complete(compiled, version)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the compiler wrote, completed; the given map stays as it is. */
  static Map<String, Object> complete(Map<String, Object> compiled, String version) {
    return new ApiDocument(map(OpenApi31.convert(compiled))).completed(version);
  }

  private Map<String, Object> completed(String version) {
    document.put("openapi", "3.1.0");
    map(document.get("info")).put("version", version);
    document.put("servers", List.of(Map.of("url", "/")));
    Map<String, Object> components = map(document.get("components"));
    map(components.get("schemas")).forEach((name, schema) -> {
      if (schemas.put(OpenApi31.name(name), map(schema)) != null) {
        throw new IllegalStateException("two schemas are called " + OpenApi31.name(name));
      }
    });
    // The tree type of the JSON library: anything may stand there.
    schemas.put("JsonNode", new LinkedHashMap<>());
    // The compiler takes a class for an object, whatever is said of it.
    schemas.computeIfPresent(OpenApi31.name("Constraints.Days"), (name, days) -> {
      days.put("type", "array");
      days.put("items", Map.of("type", "string", "format", "date"));
      return days;
    });
    components.put("schemas", schemas);
    components.put(HEADERS, ApiHeaders.all());
    components.put(
        "securitySchemes",
        OpenApi31.object(
            "ApiKey",
            OpenApi31.object("type", "apiKey", "in", "header", "name", "X-API-Key"),
            "Token",
            OpenApi31.object("type", "apiKey", "in", "query", "name", "token", DESCRIPTION, "Of a signed link: for one job, to read it")));
    Set<String> asked = new LinkedHashSet<>();
    map(document.get("paths")).forEach((path, item) -> map(item).forEach((method, operation) -> {
      operation(method.toUpperCase(Locale.ROOT) + " " + path, map(operation));
      refs(map(operation).get("requestBody"), asked);
    }));
    schemas.forEach((name, schema) -> require(schema, asked.contains(name)));
    return document;
  }

  /** An answer has every field; a request those that may neither be null nor missing. */
  private static void require(Map<String, Object> schema, boolean asked) {
    Object optional = schema.remove(OPTIONAL);
    if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
      return;
    }
    Set<String> missing = optional == null ? Set.of() : Set.of(((String) optional).split(" "));
    List<String> required = new ArrayList<>();
    properties.forEach((name, property) -> {
      if (!missing.contains(name) && !(asked && mayBeNull(map(property)))) {
        required.add((String) name);
      }
    });
    schema.remove(REQUIRED);
    if (!required.isEmpty()) {
      schema.put(REQUIRED, required);
    }
  }

  private static boolean mayBeNull(Map<String, Object> schema) {
    Object type = schema.get("type");
    return type instanceof List<?> types && types.contains("null")
        || type == null && List.of("anyOf", "oneOf").stream()
            .anyMatch(choice -> schema.get(choice) instanceof List<?> parts && parts.contains(Map.of("type", "null")));
  }

  private void refs(Object part, Set<String> found) {
    switch (part) {
      case Map<?, ?> map ->
          map.forEach((key, value) -> {
            if (key.equals("$ref") && value instanceof String ref && ref.startsWith(SCHEMAS)) {
              String name = ref.substring(SCHEMAS.length());
              if (found.add(name)) {
                refs(schemas.get(name), found);
              }
            } else {
              refs(value, found);
            }
          });
      case List<?> list -> list.forEach(entry -> refs(entry, found));
      case null, default -> {}
    }
  }

  private void operation(String route, Map<String, Object> operation) {
    RouteRules.Rule rule = RouteRules.of(route);
    // One method that serves two routes has one name with the compiler.
    String id = ((String) operation.get("operationId")).replaceFirst("_\\d+$", "");
    boolean open = rule.door() == RouteRules.Door.TOKEN;
    String name = open ? "public" + id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1) : id;
    operation.put("operationId", names.add(name) || !route.contains(" /v1/") ? name : name + "V1");
    if (operation.get(DESCRIPTION) != null && operation.get(DESCRIPTION).equals(operation.get("summary"))) {
      operation.remove(DESCRIPTION);
    }
    Map<String, Object> responses = new TreeMap<>(map(operation.get(RESPONSES)));
    operation.put(RESPONSES, responses);
    door(rule, operation, responses);
    if (operation.containsKey("requestBody")) {
      body(map(operation.get("requestBody")), responses);
    }
    repeated(operation, responses);
    responses.forEach((status, response) -> response(route, status, map(response)));
  }

  /** What answers have in common: to a request that may be repeated, of a job that was accepted, of what the client has already. */
  private static void repeated(Map<String, Object> operation, Map<String, Object> responses) {
    if (operation.get("parameters") instanceof List<?> parameters) {
      parameters.forEach(parameter -> {
        ApiHeaders.complete(map(parameter));
        if (map(parameter).get("name").equals("Idempotency-Key")) {
          error(responses, 409, "A request with the same `Idempotency-Key` is still being handled");
          error(responses, 422, "The `Idempotency-Key` is none, or was used with another request");
        }
      });
    }
    if (responses.get("202") instanceof Map<?, ?> taken && String.valueOf(taken.get(CONTENT)).contains(ACCEPTED)) {
      map(taken).put(DESCRIPTION, "Accepted; poll the status link");
      map(taken).put(HEADERS, Map.of("Location", Map.of(REQUIRED, true), "Retry-After", Map.of(REQUIRED, true)));
    }
    if (responses.get("304") instanceof Map<?, ?> same && map(responses.get("200")).get(HEADERS) instanceof Map<?, ?> headers) {
      map(same).put(HEADERS, headers);
    }
  }

  private static void door(RouteRules.Rule rule, Map<String, Object> operation, Map<String, Object> responses) {
    switch (rule.door()) {
      case OPEN -> operation.put("security", List.of());
      case TOKEN -> {
        operation.put("security", List.of(Map.of("Token", List.of())));
        list(operation, "parameters")
            .add(
                OpenApi31.object(
                    "name", "token",
                    "in", "query",
                    REQUIRED, true,
                    DESCRIPTION, "From a signed link: for this job, to read it",
                    SCHEMA, Map.of("type", "string")));
        error(responses, 401, "`token` is missing, expired, or not one for this job");
      }
      case KEY -> {
        Scope scope = rule.scope();
        operation.put("security", List.of(Map.of("ApiKey", List.of())));
        error(responses, 401, "`X-API-Key` is missing, unknown, revoked or expired (never in an open deployment)");
        error(responses, 403, "The key lacks the scope `" + scope.wire() + "`");
        if (rule.counted() || scope == Scope.PLAN) {
          error(responses, 429, "Over the tenant's rate");
        }
      }
    }
    if (rule.door() != RouteRules.Door.OPEN) {
      error(responses, 503, "A store or queue is throttling; nothing was accepted");
    }
  }

  private static void body(Map<String, Object> body, Map<String, Object> responses) {
    error(responses, 400, "The body is not JSON, or nested deeper than 20");
    error(responses, 413, "The body has more than 64 KiB");
    error(responses, 415, "The body is not `application/json`");
    error(responses, 422, "A field breaks a rule; `details.errors` says which, and what would be right");
    json(map(body.get(CONTENT)));
  }

  private static void error(Map<String, Object> responses, int status, String description) {
    responses.putIfAbsent(String.valueOf(status), new LinkedHashMap<>(Map.of(DESCRIPTION, description)));
  }

  private static void response(String route, String status, Map<String, Object> response) {
    Map<String, Object> headers = new TreeMap<>();
    if (response.get(HEADERS) instanceof Map<?, ?> given) {
      given.forEach((name, header) -> headers.put((String) name, ApiHeaders.ref((String) name, map(header))));
    }
    headers.put("X-Request-Id", ApiHeaders.ref("X-Request-Id", Map.of()));
    if (status.equals("429") || status.equals("503")) {
      headers.put("Retry-After", ApiHeaders.ref("Retry-After", Map.of(REQUIRED, true)));
    }
    response.put(HEADERS, headers);
    boolean bodiless = route.startsWith("HEAD ") || status.equals("204") || status.equals("304");
    if (bodiless) {
      response.remove(CONTENT);
    } else if (status.compareTo("400") >= 0 && !response.containsKey(CONTENT)) {
      boolean chat = ChatProblem.on(route);
      Map<String, Object> schema = Map.of(SCHEMA, Map.of("$ref", SCHEMAS + (chat ? "ChatProblem" : "Problem")));
      response.put(CONTENT, Map.of(chat ? JSON : "application/problem+json", schema));
    } else if (response.get(CONTENT) instanceof Map<?, ?> content) {
      json(map(content));
    }
  }

  /** The compiler takes the usual type for none. */
  private static void json(Map<String, Object> content) {
    if (content.containsKey("*/*")) {
      content.put(JSON, content.remove("*/*"));
    }
  }

  @SuppressWarnings("unchecked") // as JSON is read
  private static List<Object> list(Map<String, Object> in, String name) {
    return (List<Object>) in.computeIfAbsent(name, n -> new ArrayList<>());
  }

  @SuppressWarnings("unchecked") // JSON objects have strings for keys
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
