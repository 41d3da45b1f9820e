package io.lotara.handler.openapi;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/**
 * A message to the chat.
 *
 * @param message not all of it blank
 * @param conversationId of the conversation that it goes on with; one is begun when it is missing
 * @param turnId the client's own name of this turn: sent again, it is answered once
 * @param userContext what the client says of the person, such as {@code user_id} and {@code constraints}
 */
public record ChatRequest(
    @Schema(minLength = 1, maxLength = 1000) String message,
    @Nullable String conversationId,
    @Nullable @Schema(minLength = 1, maxLength = 128) String turnId,
    @Schema(nullable = true) Map<String, Object> userContext) {

  /**
   * What the transports of the AI SDK send; the last message counts.
   *
   * @param id of the conversation
   */
  @Schema(name = "ChatUiMessages")
  public record UiMessages(
      @Schema(minLength = 1, maxLength = 128) String id,
      List<UiMessage> messages,
      @Schema(nullable = true) Map<String, Object> userContext) {}

  /** A message of the AI SDK. */
  @Schema(name = "ChatUiMessage", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
  public record UiMessage() {}
}
