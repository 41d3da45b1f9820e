package io.lotara.handler;

import io.lotara.chat.ChatSettings;
import io.lotara.chat.FaqTexts;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of a chat as an operator reads them. */
@Singleton
class ChatSettingsView {
  private final FaqTexts texts;

  ChatSettingsView(FaqTexts texts) {
    this.texts = texts;
  }

  /** All of them; of texts that lie elsewhere what they are called there, and why they are not to be had if so. */
  Map<String, Object> of(String tenant, ChatSettings settings) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("brand_name", settings.brandName());
    view.put("welcome_message", settings.welcomeMessage());
    view.put("system_prompt", settings.systemPrompt());
    view.put("travel", settings.travel());
    view.put("approvals", settings.approvals());
    view.put("faqs", settings.faqs().stream().map(faq -> faq(tenant, faq)).toList());
    view.put("declined", settings.declined());
    return view;
  }

  private Map<String, Object> faq(String tenant, ChatSettings.Faq faq) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("title", faq.title());
    if (faq.object() == null) {
      view.put("text", faq.text());
    } else {
      view.put("object", faq.object());
      view.put("problem", texts.problem(tenant, faq.object()).orElse(null));
    }
    return view;
  }

  /** What is enough for a look at a tenant. */
  static Map<String, Object> brief(ChatSettings settings) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("brand_name", settings.brandName());
    view.put("travel", settings.travel());
    view.put("approvals", settings.approvals());
    view.put("faqs", settings.faqs().stream().map(ChatSettings.Faq::title).toList());
    view.put("declined", List.copyOf(settings.declined()));
    return view;
  }
}
