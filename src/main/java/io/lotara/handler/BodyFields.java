package io.lotara.handler;

import io.lotara.job.JobKind.Violation;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the fields of a body strictly and collects everything that is wrong before it complains. */
final class BodyFields {
  private static final int MAX_ENTRIES = 20;
  private static final int MAX_ENTRY = 200;
  private static final BigDecimal MAX_AMOUNT = new BigDecimal("1000000000000");

  private final JsonNode body;
  private final List<Object> at;
  private final List<Violation> violations;

  BodyFields(JsonNode body) {
    this(body, List.of("body"), new ArrayList<>());
  }

  private BodyFields(JsonNode body, List<Object> at, List<Violation> violations) {
    this.body = body;
    this.at = at;
    this.violations = violations;
  }

  /** The fields of an object that may be missing or null; what is wrong in it counts with the rest. */
  BodyFields inner(String name) {
    JsonNode value = body.get(name);
    boolean there = value != null && !value.isNull();
    if (there && !value.isObject()) {
      add(name, "must be an object", "object_type");
    }
    JsonNode object = there && value.isObject() ? value : JsonNode.createObjectNode(Map.of());
    return new BodyFields(object, loc(name), violations);
  }

  /** A string that must be there. */
  String text(String name, int min, int max) {
    String value = optionalText(name, min, max);
    if (value == null && !present(name)) {
      add(name, "this field is required", "missing");
    }
    return value == null ? "" : value;
  }

  /** A string that may be missing or null. Lengths are in characters (Unicode code points). */
  @Nullable String optionalText(String name, int min, int max) {
    if (!present(name)) {
      return null;
    }
    JsonNode value = body.get(name);
    if (!value.isString()) {
      add(name, "must be a string", "string_type");
      return null;
    }
    String text = value.getStringValue();
    int length = text.codePointCount(0, text.length());
    if (length < min) {
      add(name, "must have at least %d character%s".formatted(min, min == 1 ? "" : "s"), "string_too_short");
    } else if (length > max) {
      add(name, "may have up to %d characters".formatted(max), "string_too_long");
    }
    return text;
  }

  /** A boolean that must be there. */
  boolean flag(String name) {
    if (!present(name)) {
      add(name, "this field is required", "missing");
    } else if (!body.get(name).isBoolean()) {
      add(name, "must be true or false", "bool_type");
    } else {
      return body.get(name).getBooleanValue();
    }
    return false;
  }

  /** A boolean that may be missing or null. */
  @Nullable Boolean optionalFlag(String name) {
    return present(name) ? flag(name) : null;
  }

  /** A number, zero or more, that may be missing or null. */
  @Nullable BigDecimal amount(String name) {
    if (!present(name)) {
      return null;
    }
    JsonNode value = body.get(name);
    if (!value.isNumber()) {
      add(name, "must be a number", "number_type");
      return null;
    }
    BigDecimal number = value.getBigDecimalValue();
    if (number.signum() < 0 || number.compareTo(MAX_AMOUNT) > 0) {
      add(name, "must be between 0 and " + MAX_AMOUNT.toPlainString(), "value_error");
      return null;
    }
    return number;
  }

  /** A whole number that must be there. */
  int integer(String name, int min, int max) {
    if (!present(name)) {
      add(name, "this field is required", "missing");
      return min;
    }
    JsonNode value = body.get(name);
    if (!value.isNumber() || !(value.getNumberValue() instanceof BigInteger number)) {
      add(name, "must be a whole number", "int_type");
      return min;
    }
    if (number.compareTo(BigInteger.valueOf(min)) < 0) {
      add(name, "must be %d or more".formatted(min), "greater_than_equal");
      return min;
    }
    if (number.compareTo(BigInteger.valueOf(max)) > 0) {
      add(name, "must be %d or less".formatted(max), "less_than_equal");
      return min;
    }
    return number.intValue();
  }

  /** A list of short strings that may be missing or null. */
  List<String> texts(String name) {
    if (!present(name)) {
      return List.of();
    }
    JsonNode value = body.get(name);
    if (!value.isArray()) {
      add(name, "must be a list", "list_type");
      return List.of();
    }
    if (value.size() > MAX_ENTRIES) {
      add(name, "may have up to %d entries".formatted(MAX_ENTRIES), "too_long");
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      JsonNode entry = value.get(i);
      if (!entry.isString()) {
        add(loc(name, i), "must be a string", "string_type");
      } else if (entry.getStringValue().codePointCount(0, entry.getStringValue().length()) > MAX_ENTRY) {
        add(loc(name, i), "may have up to %d characters".formatted(MAX_ENTRY), "string_too_long");
      } else {
        texts.add(entry.getStringValue());
      }
    }
    return texts;
  }

  /** An object; missing is an empty one, null is refused. */
  JsonNode object(String name) {
    JsonNode value = body.get(name);
    if (value == null) {
      return JsonNode.createObjectNode(Map.of());
    }
    if (!value.isObject()) {
      add(name, "must be an object", "object_type");
      return JsonNode.createObjectNode(Map.of());
    }
    return value;
  }

  boolean present(String name) {
    JsonNode value = body.get(name);
    return value != null && !value.isNull();
  }

  void add(String name, String msg, String type) {
    add(loc(name), msg, type);
  }

  void add(List<Object> loc, String msg, String type) {
    violations.add(new Violation(loc, msg, type));
  }

  private List<Object> loc(Object... path) {
    List<Object> loc = new ArrayList<>(at);
    loc.addAll(List.of(path));
    return List.copyOf(loc);
  }

  void addAll(List<Violation> more) {
    violations.addAll(more);
  }

  /**
   * Complains.
   *
   * @throws ApiException 422 with everything that is wrong
   */
  void check() {
    if (!violations.isEmpty()) {
      throw ApiException.invalid(violations);
    }
  }
}
