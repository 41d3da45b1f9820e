package io.lotara.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A slip of who edits template.yaml, made on purpose: a test that watches the template must see it. */
final class Slip {
  private static final Path TEMPLATE = Path.of("template.yaml");

  private Slip() {}

  /** The template as it is, in maps and lists that may be changed. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> none() {
    return (Map<String, Object>) copy(TemplateYaml.read(TEMPLATE));
  }

  /**
   * The template with one value set.
   *
   * @param where names from the top with dots between, numbers for places in lists and {@code +} for one more at the end; maps that are not there are made
   * @param yaml the value as it would be written there
   */
  @SuppressWarnings("unchecked")
  static Map<String, Object> at(String where, String yaml) {
    Map<String, Object> template = none();
    String[] path = where.split("\\.");
    Object at = template;
    for (int i = 0; i < path.length - 1; i++) {
      at = at instanceof List<?> list
          ? list.get(Integer.parseInt(path[i]))
          : ((Map<String, Object>) at).computeIfAbsent(path[i], name -> new TreeMap<String, Object>());
    }
    String last = path[path.length - 1];
    Object value = TemplateYaml.parse("value: " + yaml, where).get("value");
    switch (at) {
      case List<?> list when last.equals("+") -> ((List<Object>) list).add(value);
      case List<?> list -> ((List<Object>) list).set(Integer.parseInt(last), value);
      default -> ((Map<String, Object>) at).put(last, value);
    }
    return template;
  }

  private static Object copy(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, item) -> copy.put(String.valueOf(name), copy(item)));
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(item -> copy.add(copy(item)));
        yield copy;
      }
      default -> value;
    };
  }
}
