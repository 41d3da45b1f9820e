package io.lotara.tenant;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the fields of a section strictly: null where one is missing or null, {@link IllegalArgumentException} where one is wrong. */
public final class SettingsFields {
  private final String section;
  private final JsonNode value;
  private final Set<String> asked = new HashSet<>();

  SettingsFields(String section, JsonNode value) {
    this.section = section;
    this.value = value;
    if (!value.isObject()) {
      throw new IllegalArgumentException(section + " must be an object");
    }
  }

  /** A number. */
  public @Nullable BigDecimal number(String name, long min, long max) {
    return find(name)
        .map(
            node -> {
              BigDecimal number = node.isNumber() ? node.getBigDecimalValue() : null;
              if (number == null || number.compareTo(BigDecimal.valueOf(min)) < 0 || number.compareTo(BigDecimal.valueOf(max)) > 0) {
                throw wrong(name, "must be a number of %d to %d".formatted(min, max));
              }
              return number;
            })
        .orElse(null);
  }

  /** A whole number. */
  public @Nullable Integer integer(String name, int min, int max) {
    BigDecimal number = number(name, min, max);
    if (number != null && number.stripTrailingZeros().scale() > 0) {
      throw wrong(name, "must be a whole number");
    }
    return number == null ? null : number.intValueExact();
  }

  /** A text that is not blank. */
  public @Nullable String text(String name) {
    return find(name)
        .map(
            node -> {
              if (!node.isString() || node.getStringValue().isBlank()) {
                throw wrong(name, "must be a text");
              }
              return node.getStringValue();
            })
        .orElse(null);
  }

  /** A list of texts with at least one entry. */
  public @Nullable List<String> texts(String name) {
    return find(name)
        .map(
            node -> {
              List<String> texts = new ArrayList<>();
              for (JsonNode entry : node.isArray() ? node.values() : List.<JsonNode>of()) {
                texts.add(entry.isString() ? entry.getStringValue() : "");
              }
              if (texts.isEmpty() || texts.contains("")) {
                throw wrong(name, "must be a list of texts");
              }
              return List.copyOf(texts);
            })
        .orElse(null);
  }

  /** What is wrong with a field. */
  public IllegalArgumentException wrong(String name, String why) {
    return new IllegalArgumentException(section + "." + name + " " + why);
  }

  private Optional<JsonNode> find(String name) {
    asked.add(name);
    return Optional.ofNullable(value.get(name)).filter(node -> !node.isNull());
  }

  /** Refuses fields that nobody has asked for: whoever set them believes that they do something. */
  void done() {
    for (Map.Entry<String, JsonNode> field : value.entries()) {
      if (!asked.contains(field.getKey())) {
        throw wrong(field.getKey(), "is not known; there are " + asked.stream().sorted().toList());
      }
    }
  }
}
