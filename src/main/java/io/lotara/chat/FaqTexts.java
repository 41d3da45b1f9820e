package io.lotara.chat;

import io.lotara.chat.ChatSettings.Faq;
import io.lotara.chat.ChatTexts.Text;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings texts that lie elsewhere into settings of chats. */
@Singleton
public class FaqTexts {
  private static final Logger LOG = LoggerFactory.getLogger(FaqTexts.class);
  private final @Nullable ChatTexts texts;

  /** Reads there; null where the deployment has no such place. */
  public FaqTexts(@Nullable ChatTexts texts) {
    this.texts = texts;
  }

  /**
   * Settings with all of their texts.
   *
   * @param texts what was read for them, by object
   */
  record Filled(ChatSettings settings, Map<String, Text> texts) {}

  /** Why a text is not to be had, for an operator; empty when it is. */
  public Optional<String> problem(String tenant, String object) {
    if (texts == null) {
      return Optional.of("this deployment has no place for texts; set its parameter ChatTexts");
    }
    try {
      texts.read(tenant, object, null);
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of("there is none of that name: " + e.getMessage());
    } catch (AccessDeniedException e) {
      return Optional.of("there is none of that name, or it may not be read: " + e.getMessage());
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Fills in texts. One that is not there is left out; while they cannot be read, what was read before stays.
   *
   * @param before what was read last time
   */
  Filled filled(String tenant, ChatSettings kept, Map<String, Text> before) {
    if (kept.faqs().stream().allMatch(faq -> faq.object() == null)) {
      return new Filled(kept, Map.of());
    }
    Map<String, Text> now = new HashMap<>();
    List<Faq> faqs = new ArrayList<>();
    boolean away = false;
    int left = 0;
    for (Faq faq : kept.faqs()) {
      if (faq.object() == null) {
        faqs.add(faq);
        continue;
      }
      Text known = before.get(faq.object());
      Text text = known;
      if (!away) {
        try {
          text = read(tenant, faq.object(), known);
        } catch (IOException e) {
          // Whoever waits for an answer does not wait once more for each of the others.
          LOG.warn("texts of a tenant's chat cannot be read now: {}", e.getClass().getSimpleName());
          away = true;
        }
      }
      if (text == null) {
        left++;
      } else {
        now.put(faq.object(), text);
        faqs.add(new Faq(faq.title(), text.words(), faq.object()));
      }
    }
    if (left > 0) {
      LOG.warn("{} texts of a tenant's chat are not to be had; it answers without them", left);
    }
    return new Filled(kept.with(faqs), now);
  }

  private @Nullable Text read(String tenant, String object, @Nullable Text known) throws IOException {
    if (texts == null) {
      return null;
    }
    try {
      return texts.read(tenant, object, known == null ? null : known.tag()).orElse(known);
    } catch (NoSuchFileException | AccessDeniedException e) {
      return null;
    }
  }
}
