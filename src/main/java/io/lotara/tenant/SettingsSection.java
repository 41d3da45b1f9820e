package io.lotara.tenant;

import io.micronaut.json.tree.JsonNode;

/**
 * A part of what can be set for a tenant. The class is its own registration: every bean of this type can be set with {@code KeysHandler}.
 *
 * @param <T> what is read from it
 */
public interface SettingsSection<T> {

  /** Its name: lower-case letters and underscores, unique. */
  String name();

  /**
   * Reads its fields.
   *
   * @param fields what is not asked for here is refused
   * @throws IllegalArgumentException when it cannot be set so; the message is for the operator
   */
  T read(SettingsFields fields);

  /**
   * Reads it from JSON.
   *
   * @throws IllegalArgumentException when it cannot be set so
   */
  default T of(JsonNode value) {
    SettingsFields fields = new SettingsFields(name(), value);
    T read = read(fields);
    fields.done();
    return read;
  }
}
