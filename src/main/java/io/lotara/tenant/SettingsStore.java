package io.lotara.tenant;

import io.micronaut.core.annotation.Nullable;
import java.util.Map;

/** Where is kept what was set for tenants. */
public interface SettingsStore {

  /** What was set for a tenant: JSON by the name of its section; read consistently. Empty when nothing was. */
  Map<String, String> settings(String tenant);

  /**
   * Sets one section and leaves the others as they are. May be called more than once.
   *
   * @param value JSON, or null to unset it
   */
  void set(String tenant, String section, @Nullable String value);
}
