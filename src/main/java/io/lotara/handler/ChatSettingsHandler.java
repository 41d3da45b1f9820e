package io.lotara.handler;

import io.lotara.chat.ChatSettings;
import io.lotara.chat.ChatSettingsStore;
import io.lotara.chat.ChatTexts;
import io.lotara.chat.FaqTexts;
import io.lotara.tenant.ApiKey;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says whose chat a tenant's is. An operator invokes it directly; it has no route. It takes
 *
 * <ul>
 *   <li>{@code {"action": "set", "tenant": "acme", "settings": {"brand_name": "Acme", "welcome_message": …, "system_prompt": …,
 *       "travel": false, "approvals": false, "faqs": [{"title": …, "text": "Markdown"}, {"title": …, "object": "returns.md"}],
 *       "declined": ["politics"]}}}; all but the brand may be left out. An object lies where the deployment's {@code ChatTexts} says, under
 *       the tenant's name, and must be there
 *   <li>{@code {"action": "get", "tenant": "acme"}}
 *   <li>{@code {"action": "remove", "tenant": "acme"}}: back to Lotara's own
 * </ul>
 *
 * What cannot be done is answered with {@code {"error": "why"}}.
 */
public class ChatSettingsHandler extends MicronautRequestHandler<Map<String, Object>, Map<String, Object>> {
  private static final int MOST_TEXTS = 50;
  private static final int MOST_OBJECTS = 10;
  private static final int LONGEST_TEXT = 100_000;

  @Inject private ChatSettingsStore store;
  @Inject private FaqTexts texts;
  @Inject private ChatSettingsView view;

  public ChatSettingsHandler() {}

  /** With a context that is already running. */
  public ChatSettingsHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return LotaraFunction.contextFor(getClass());
  }

  @Override
  public Map<String, Object> execute(Map<String, Object> event) {
    try {
      String tenant = String.valueOf(event.get("tenant"));
      ApiKey.checkTenant(tenant);
      switch (String.valueOf(event.get("action"))) {
        case "set" -> {
          ChatSettings settings = settings(event.get("settings"));
          check(tenant, settings);
          store.put(tenant, settings);
        }
        case "remove" -> store.remove(tenant);
        case "get" -> {}
        default -> throw new IllegalArgumentException("action must be set, get or remove, not " + event.get("action"));
      }
      return Map.of("tenant", tenant, "settings", view.of(tenant, store.get(tenant).orElse(ChatSettings.LOTARA)));
    } catch (IllegalArgumentException e) {
      return Map.of("error", e.getMessage());
    }
  }

  private static ChatSettings settings(@Nullable Object value) {
    Map<?, ?> given = map(value, "settings");
    String brand = text(given, "brand_name", 100, null);
    if (brand == null || brand.isBlank()) {
      throw new IllegalArgumentException("settings.brand_name is required");
    }
    boolean travel = flag(given, "travel");
    String hello = travel ? ChatSettings.LOTARA.welcomeMessage() : "Hello! What can I help you with?";
    return new ChatSettings(
        brand,
        text(given, "welcome_message", 500, hello),
        text(given, "system_prompt", 4000, null),
        travel,
        flag(given, "approvals"),
        faqs(given.get("faqs")),
        texts(given.get("declined")));
  }

  private void check(String tenant, ChatSettings settings) {
    for (ChatSettings.Faq faq : settings.faqs()) {
      Optional<String> problem = faq.object() == null ? Optional.empty() : texts.problem(tenant, faq.object());
      if (problem.isPresent()) {
        throw new IllegalArgumentException("settings.faqs: the object %s cannot be used: %s".formatted(faq.object(), problem.get()));
      }
    }
  }

  private static List<ChatSettings.Faq> faqs(@Nullable Object value) {
    List<ChatSettings.Faq> faqs = new ArrayList<>();
    int all = 0;
    for (Object one : list(value, "settings.faqs")) {
      Map<?, ?> faq = map(one, "settings.faqs");
      String title = text(faq, "title", 200, null);
      String text = text(faq, "text", LONGEST_TEXT, null);
      String object = text(faq, "object", 100, null);
      if (title == null || (text == null) == (object == null)) {
        throw new IllegalArgumentException("each of settings.faqs needs a title, and a text or an object");
      }
      if (object != null && !ChatTexts.NAME.matcher(object).matches()) {
        throw new IllegalArgumentException(
            "settings.faqs.object must be a name such as returns.md: letters, digits, dots, hyphens and underscores");
      }
      all += text == null ? 0 : text.length();
      faqs.add(new ChatSettings.Faq(title, text, object));
    }
    if (faqs.stream().filter(faq -> faq.object() != null).count() > MOST_OBJECTS) {
      throw new IllegalArgumentException("settings.faqs may name up to " + MOST_OBJECTS + " objects");
    }
    if (all > LONGEST_TEXT) {
      throw new IllegalArgumentException("the texts of settings.faqs may have up to " + LONGEST_TEXT + " characters together");
    }
    return faqs;
  }

  private static List<String> texts(@Nullable Object value) {
    List<String> texts = new ArrayList<>();
    for (Object one : list(value, "settings.declined")) {
      if (!(one instanceof String text) || text.isBlank() || text.length() > 100) {
        throw new IllegalArgumentException("settings.declined must be words of up to 100 characters");
      }
      texts.add(text);
    }
    return texts;
  }

  private static List<?> list(@Nullable Object value, String name) {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list) || list.size() > MOST_TEXTS) {
      throw new IllegalArgumentException(name + " must be a list of up to " + MOST_TEXTS);
    }
    return list;
  }

  private static Map<?, ?> map(@Nullable Object value, String name) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(name + " must be an object");
  }

  private static @Nullable String text(Map<?, ?> given, String name, int longest, @Nullable String otherwise) {
    Object value = given.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!(value instanceof String text) || text.length() > longest) {
      throw new IllegalArgumentException(name + " must be a text of up to " + longest + " characters");
    }
    return text;
  }

  private static boolean flag(Map<?, ?> given, String name) {
    Object value = given.get(name);
    if (value != null && !(value instanceof Boolean)) {
      throw new IllegalArgumentException(name + " must be true or false");
    }
    return value == null || (Boolean) value;
  }
}
