package io.lotara.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Typed reading of the template's values; a value of another type than CloudFormation wants is named by its place. */
final class Values {
  /** YAML's null, and {@code AWS::NoValue}: a property that is not there. */
  static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  private Values() {}

  static Map<String, Object> map(Object value, String place) {
    if (value == null || value == NULL) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new TemplateException(place + " must be a mapping, and is " + value);
    }
    var typed = new LinkedHashMap<String, Object>();
    map.forEach((key, item) -> typed.put(String.valueOf(key), item));
    return typed;
  }

  static Map<String, Object> map(Map<String, Object> parent, String key, String place) {
    return map(parent.get(key), place + "." + key);
  }

  static List<Object> list(Object value, String place) {
    if (value == null || value == NULL) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw new TemplateException(place + " must be a list, and is " + value);
    }
    return List.copyOf(list);
  }

  static List<String> strings(Object value, String place) {
    return list(value, place).stream().map(String::valueOf).toList();
  }

  static String text(Object value, String place) {
    if (value == null || value == NULL || value instanceof Map || value instanceof List) {
      throw new TemplateException(place + " must be text, and is " + value);
    }
    return value instanceof Double number && number == Math.rint(number) ? String.valueOf(number.longValue()) : value.toString();
  }

  static String text(Map<String, Object> parent, String key, String place) {
    return text(parent.get(key), place + "." + key);
  }

  static int number(Map<String, Object> parent, String key, int otherwise, String place) {
    var value = parent.get(key);
    if (value == null || value == NULL) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text(value, place + "." + key));
    } catch (NumberFormatException e) {
      throw new TemplateException(place + "." + key + " must be a whole number, and is " + value);
    }
  }

  static boolean flag(Map<String, Object> parent, String key, boolean otherwise, String place) {
    var value = parent.get(key);
    if (value == null || value == NULL) {
      return otherwise;
    }
    return switch (text(value, place + "." + key)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new TemplateException(place + "." + key + " must be true or false, and is " + value);
    };
  }
}
