package io.lotara.trip;

import java.util.Optional;

/** Where travellers' preferences are kept, by tenant and user. */
public interface PreferenceStore {

  /** What a traveller usually wants; empty when nothing was ever said. */
  Optional<Preferences> get(String tenant, String userId);

  /** Keeps preferences in place of those before. May be called more than once. */
  void put(String tenant, String userId, Preferences preferences);
}
