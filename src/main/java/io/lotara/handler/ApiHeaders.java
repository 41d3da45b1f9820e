package io.lotara.handler;

import java.util.LinkedHashMap;
import java.util.Map;

/** The headers of answers, described once. */
final class ApiHeaders {
  private static final Map<String, Object> KNOWN =
      OpenApi31.object(
          "ETag", header("What the client names in `If-None-Match`; of a job its version", OpenApi31.object("type", "string", "pattern", "^\"[^\"]+\"$")),
          "Location", header("Where to look next", OpenApi31.object("type", "string", "pattern", "^/")),
          "Retry-After", header("Seconds after which to look or try again", OpenApi31.object("type", "integer", "minimum", 1)),
          "X-Request-Id", header("Names this request, for support", OpenApi31.object("type", "string", "minLength", 1)));

  private ApiHeaders() {}

  private static Map<String, Object> header(String description, Map<String, Object> schema) {
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
