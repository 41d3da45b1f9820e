package io.lotara.chat;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of tenants' chats, remembered for a while so that a turn rarely costs a read for them. */
@Singleton
public class ChatProfiles {
  /** A change is seen everywhere after this. */
  static final Duration KNOWN = Duration.ofSeconds(30);

  private static final int REMEMBERED = 1000;
  private final ChatSettingsStore store;
  private final Clock clock;
  private final Map<String, Looked> looked =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Looked> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Looked(ChatSettings settings, Instant until) {}

  public ChatProfiles(ChatSettingsStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A tenant's settings, or Lotara's own. */
  public ChatSettings of(String tenant) {
    Instant now = clock.instant();
    synchronized (looked) {
      Looked before = looked.get(tenant);
      if (before != null && now.isBefore(before.until())) {
        return before.settings();
      }
    }
    ChatSettings settings = store.get(tenant).orElse(ChatSettings.LOTARA);
    synchronized (looked) {
      looked.put(tenant, new Looked(settings, now.plus(KNOWN)));
    }
    return settings;
  }
}
