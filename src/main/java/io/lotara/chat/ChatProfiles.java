package io.lotara.chat;

import io.lotara.chat.ChatTexts.Text;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of tenants' chats with all of their texts, remembered for a while so that a turn rarely costs a read for them. */
@Singleton
public class ChatProfiles {
  /** A change is seen everywhere after this. */
  static final Duration KNOWN = Duration.ofSeconds(30);

  private static final int REMEMBERED = 1000;

  /** Characters of all texts that are remembered: with more, who has not asked for longest goes. */
  private static final long MOST = 32_000_000;

  private final ChatSettingsStore store;
  private final FaqTexts texts;
  private final Clock clock;
  private final Map<String, Looked> looked = new LinkedHashMap<>(16, 0.75f, true);
  private long held;

  private record Looked(ChatSettings settings, Map<String, Text> texts, Instant until) {
    private long size() {
      return settings.faqs().stream().mapToLong(faq -> faq.text().length()).sum();
    }
  }

  public ChatProfiles(ChatSettingsStore store, FaqTexts texts, Clock clock) {
    this.store = store;
    this.texts = texts;
    this.clock = clock;
  }

  /** A tenant's settings, or Lotara's own. Every text in them is there to be read. */
  public ChatSettings of(String tenant) {
    Instant now = clock.instant();
    Looked before;
    synchronized (looked) {
      before = looked.get(tenant);
    }
    if (before != null && now.isBefore(before.until())) {
      return before.settings();
    }
    ChatSettings kept = store.get(tenant).orElse(ChatSettings.LOTARA);
    FaqTexts.Filled filled = texts.filled(tenant, kept, before == null ? Map.of() : before.texts());
    remember(tenant, new Looked(filled.settings(), filled.texts(), now.plus(KNOWN)));
    return filled.settings();
  }

  private void remember(String tenant, Looked one) {
    synchronized (looked) {
      Looked old = looked.put(tenant, one);
      held += one.size() - (old == null ? 0 : old.size());
      Iterator<Map.Entry<String, Looked>> eldest = looked.entrySet().iterator();
      while ((looked.size() > REMEMBERED || held > MOST) && looked.size() > 1) {
        held -= eldest.next().getValue().size();
        eldest.remove();
      }
    }
  }
}
