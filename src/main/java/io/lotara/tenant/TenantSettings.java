package io.lotara.tenant;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was set for single tenants, before which the deployment's own settings step back. What the store said is good for a minute, so a
 * change takes that long to be seen everywhere; while the store does not answer, what it said last is.
 */
@Singleton
public class TenantSettings {
  static final Duration KNOWN = Duration.ofSeconds(60);
  private static final Logger LOG = LoggerFactory.getLogger(TenantSettings.class);
  private static final int REMEMBERED = 1000;

  private final SettingsStore store;
  private final JsonMapper json;
  private final Clock clock;
  private final Map<String, Looked> looked =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Looked> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Looked(Map<String, String> sections, Instant until) {}

  public TenantSettings(SettingsStore store, JsonMapper json, Clock clock) {
    this.store = store;
    this.json = json;
    this.clock = clock;
  }

  /** A section as it was set for a tenant; empty when it was not. */
  public <T> Optional<T> of(String tenant, SettingsSection<T> section) {
    return Optional.ofNullable(sections(tenant).get(section.name()))
        .flatMap(
            text -> {
              try {
                return Optional.of(section.of(json.readValue(text, Argument.of(JsonNode.class))));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (IllegalArgumentException e) {
                LOG.warn("what was set for a tenant is of no use any more: {}", e.getMessage());
                return Optional.empty();
              }
            });
  }

  private Map<String, String> sections(String tenant) {
    Instant now = clock.instant();
    Looked before;
    synchronized (looked) {
      before = looked.get(tenant);
    }
    if (before != null && now.isBefore(before.until())) {
      return before.sections();
    }
    Map<String, String> found;
    try {
      found = store.settings(tenant);
    } catch (RuntimeException e) {
      if (before == null) {
        throw e;
      }
      found = before.sections();
    }
    synchronized (looked) {
      looked.put(tenant, new Looked(found, now.plus(KNOWN)));
    }
    return found;
  }
}
