package io.lotara.handler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes JSON Schema 2020-12, as OpenAPI 3.1 has it, of the schemas of OpenAPI 3.0. Pure. */
final class OpenApi31 {
  private static final String TYPE = "type";
  private static final String MINIMUM = "minimum";
  private static final String MAXIMUM = "maximum";

  /** Classes that only hold others together. */
  private static final Pattern HOLDER = Pattern.compile("^\\w*(Controller|Parts|Events|View)\\.");

  private OpenApi31() {}

  /** An object of names and values in turn, which keeps their order: the same document has the same bytes everywhere. */
  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  /** The name of a schema: that of the class, with that of the class around it unless it says nothing. */
  static String name(String compiled) {
    return HOLDER.matcher(compiled).replaceFirst("").replace(".", "");
  }

  /**
   * Any part of a document, made new. Where 3.0 says {@code type: object} and no more, the compiler found a type that can hold anything.
   *
   * @param part maps, lists and plain values
   */
  static Object convert(Object part) {
    return switch (part) {
      case Map<?, ?> map -> schema(map);
      case List<?> list -> {
        List<Object> entries = new ArrayList<>();
        list.forEach(entry -> entries.add(convert(entry)));
        yield entries;
      }
      case null, default -> part;
    };
  }

  private static Map<String, Object> schema(Map<?, ?> from) {
    Map<String, Object> to = new LinkedHashMap<>();
    // A property may be called "nullable" or "type" itself: then it is an object or a list of the part above.
    boolean nullable = Boolean.TRUE.equals(from.get("nullable"));
    from.forEach((name, value) -> {
      if (!(name.equals("nullable") && value instanceof Boolean)) {
        to.put((String) name, name.equals("$ref") && value instanceof String ref ? ref(ref) : convert(value));
      }
    });
    bound(to, MINIMUM, "exclusiveMinimum");
    bound(to, MAXIMUM, "exclusiveMaximum");
    if ("object".equals(to.get(TYPE)) && anything(to)) {
      to.remove(TYPE);
      return to;
    }
    return nullable ? nullable(to) : to;
  }

  private static String ref(String compiled) {
    int start = compiled.lastIndexOf('/') + 1;
    return compiled.substring(0, start) + name(compiled.substring(start));
  }

  private static boolean anything(Map<String, Object> schema) {
    return !schema.containsKey("properties") && !schema.containsKey("additionalProperties") && !schema.containsKey("format");
  }

  /** In 3.0 a flag next to the bound, now the bound itself. */
  private static void bound(Map<String, Object> schema, String inclusive, String exclusive) {
    if (schema.get(exclusive) instanceof Boolean flag) {
      schema.remove(exclusive);
      if (flag) {
        schema.put(exclusive, schema.remove(inclusive));
      }
    }
  }

  private static Map<String, Object> nullable(Map<String, Object> schema) {
    if (schema.get(TYPE) instanceof String type) {
      schema.put(TYPE, List.of(type, "null"));
      if (schema.get("enum") instanceof List<?> values) {
        List<Object> all = new ArrayList<>(values);
        all.add(null);
        schema.put("enum", all);
      }
      return schema;
    }
    for (String choice : List.of("allOf", "oneOf", "anyOf")) {
      if (schema.remove(choice) instanceof List<?> parts) {
        List<Object> all = new ArrayList<>(parts);
        all.add(Map.of(TYPE, "null"));
        schema.put(choice.equals("allOf") ? "anyOf" : choice, all);
        return schema;
      }
    }
    return schema;
  }
}
