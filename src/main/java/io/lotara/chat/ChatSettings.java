package io.lotara.chat;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/**
 * Whose chat it is.
 *
 * @param brandName what it calls itself
 * @param welcomeMessage what a page shows first
 * @param systemPrompt what a language model is told of the brand and its tone, or null
 * @param travel whether it plans trips and knows places and prices; a shop's support chat does not
 * @param approvals whether a person may approve a trip in the chat
 * @param faqs texts that it knows
 * @param declined topics that it does not talk about, each a word or a few
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record ChatSettings(
    String brandName,
    String welcomeMessage,
    @Nullable String systemPrompt,
    boolean travel,
    boolean approvals,
    List<Faq> faqs,
    List<String> declined) {

  /** Lotara's own travel chat. */
  public static final ChatSettings LOTARA =
      new ChatSettings(
          "Lotara",
          "Hello! I plan trips. Tell me where you would like to go, when, with whom and for how much.",
          null,
          true,
          true,
          List.of(),
          List.of());

  public ChatSettings {
    faqs = List.copyOf(faqs);
    declined = List.copyOf(declined);
  }

  /** The same with other texts. */
  ChatSettings with(List<Faq> texts) {
    return new ChatSettings(brandName, welcomeMessage, systemPrompt, travel, approvals, texts, declined);
  }

  /**
   * A text with answers, in Markdown; each heading begins a section.
   *
   * @param title what it is about
   * @param text Markdown; null in settings as they are kept when it lies elsewhere
   * @param object what {@link ChatTexts} knows it by when it lies elsewhere, else null
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  public record Faq(String title, @Nullable String text, @Nullable String object) {

    /** A text that is kept with the settings. */
    public static Faq of(String title, String text) {
      return new Faq(title, text, null);
    }
  }
}
