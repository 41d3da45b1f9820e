package io.lotara.tenant;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sets what is different for one tenant. */
@Singleton
public class ChangeSettings {
  private final SettingsStore store;
  private final List<SettingsSection<?>> sections;
  private final JsonMapper json;

  public ChangeSettings(SettingsStore store, List<SettingsSection<?>> sections, JsonMapper json) {
    this.store = store;
    this.sections = sections;
    this.json = json;
  }

  /** What was set for a tenant, by section. */
  public Map<String, JsonNode> show(String tenant) {
    ApiKey.checkTenant(tenant);
    Map<String, JsonNode> shown = new TreeMap<>();
    store.settings(tenant).forEach((name, text) -> shown.put(name, tree(text)));
    return shown;
  }

  /**
   * Sets sections and leaves the others as they are. May be called more than once.
   *
   * @param changes by section; a JSON null unsets it
   * @throws IllegalArgumentException when one of them cannot be set so; then none is
   */
  public void change(String tenant, Map<String, JsonNode> changes) {
    ApiKey.checkTenant(tenant);
    changes.forEach(this::check);
    changes.forEach((name, value) -> store.set(tenant, name, value.isNull() ? null : text(value)));
  }

  private void check(String name, JsonNode value) {
    SettingsSection<?> section =
        sections.stream()
            .filter(s -> s.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no section %s; there are %s".formatted(name, names())));
    if (!value.isNull()) {
      section.of(value);
    }
  }

  private List<String> names() {
    return sections.stream().map(SettingsSection::name).sorted().toList();
  }

  private JsonNode tree(String text) {
    try {
      return json.readValue(text, Argument.of(JsonNode.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(JsonNode value) {
    try {
      return json.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
