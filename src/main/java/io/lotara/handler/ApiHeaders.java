package io.lotara.handler;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The headers of requests and answers, described once. */
final class ApiHeaders {
  private static final Map<String, Object> KNOWN =
      OpenApi31.object(
          "Cache-Control", described("How long it may be kept", OpenApi31.object("type", "string", "minLength", 1)),
          "Content-Security-Policy", described("What the page may load", OpenApi31.object("type", "string", "minLength", 1)),
          "ETag",
              described(
                  "What the client names in `If-None-Match`; of a job its version",
                  OpenApi31.object("type", "string", "pattern", "^\"[^\"]+\"$")),
          "Link", described("With `rel=\"next\"`, the next page", OpenApi31.object("type", "string", "pattern", "^<[^>]+>; rel=\"next\"$")),
          "Location", described("Where to look next", OpenApi31.object("type", "string", "pattern", "^/")),
          "Retry-After", described("Seconds after which to look or try again", OpenApi31.object("type", "integer", "minimum", 1)),
          "x-vercel-ai-ui-message-stream",
              described("The version of the AI SDK's stream", OpenApi31.object("type", "string", "enum", List.of("v1"))),
          "X-Request-Id", described("Names this request, for support", OpenApi31.object("type", "string", "minLength", 1)));

  private static final Map<String, Map<String, Object>> ASKED =
      Map.of(
          "Idempotency-Key",
              described(
                  "Makes the request repeatable for 24 hours: the same key and request give the same answer, and nothing is made twice",
                  OpenApi31.object("type", "string", "minLength", 1, "maxLength", 128, "pattern", "^[!-~]+$")),
          "If-None-Match", described("The `ETag` of the document that the client has", Map.of("type", "string")),
          "Last-Event-ID", described("The last id that the client has; an `EventSource` sends it when it reconnects", Map.of("type", "string")),
          "Prefer", described("`wait=N` holds the answer until something changes, N seconds at most and 20 at most", Map.of("type", "string")));

  private ApiHeaders() {}

  private static Map<String, Object> described(String description, Map<String, Object> schema) {
    return OpenApi31.object("description", description, "schema", schema);
  }

  /** For {@code components}: by name those that are always there, and those that may be missing. */
  @SuppressWarnings("unchecked") // made above
  static Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    KNOWN.forEach((name, header) -> {
      Map<String, Object> always = new LinkedHashMap<>((Map<String, Object>) header);
      always.put("required", true);
      all.put(name, always);
      all.put(name + "-Optional", header);
    });
    return all;
  }

  /** Completes a parameter of an operation if it is a header that is known here; what the controller says of it stays. */
  static void complete(Map<String, Object> parameter) {
    Map<String, Object> known = "header".equals(parameter.get("in")) ? ASKED.get(parameter.get("name")) : null;
    if (known != null) {
      known.forEach((part, said) -> parameter.merge(part, said, (there, ours) -> part.equals("schema") ? ours : there));
    }
  }

  /**
   * A header as an answer refers to it.
   *
   * @param said what stands at the controller: only whether it is required
   */
  static Map<String, Object> ref(String name, Map<String, Object> said) {
    if (!KNOWN.containsKey(name)) {
      throw new IllegalArgumentException("describe the header " + name + " in ApiHeaders");
    }
    boolean always = name.equals("X-Request-Id") || Boolean.TRUE.equals(said.get("required"));
    return Map.of("$ref", "#/components/headers/" + name + (always ? "" : "-Optional"));
  }
}
