package io.lotara.chat;

import java.util.Optional;

/** Where the settings of tenants' chats are kept. */
public interface ChatSettingsStore {

  /** A tenant's settings; empty when it has none of its own. */
  Optional<ChatSettings> get(String tenant);

  /** Keeps settings in place of those before. May be called more than once. */
  void put(String tenant, ChatSettings settings);

  /** Goes back to Lotara's own. May be called more than once. */
  void remove(String tenant);
}
