package io.lotara.handler;

import io.lotara.digest.Sha256;
import io.lotara.job.JobKind;
import io.lotara.job.JobKinds;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * A message to the chat, in either of the forms that are taken: {@code {message, conversation_id?, turn_id?, user_context?}}, or what the
 * AI SDK's transports send, {@code {id, messages: [{id, role, parts: [{type: "text", text}]}]}}, of which the last message counts: what was
 * said before, we know better.
 *
 * @param text 1 to 1,000 characters, not all of them blank
 * @param conversationId or null
 * @param begins whether a conversation of that id may have to be begun: the AI SDK makes its ids itself
 * @param turnId or null
 * @param userId or null
 * @param user what the client says of the person
 * @param sdk whether it came in the second form
 */
record ChatMessage(
    String text,
    @Nullable String conversationId,
    boolean begins,
    @Nullable String turnId,
    @Nullable String userId,
    JsonNode user,
    boolean sdk) {
  static final int LONGEST = 1000;
  private static final int LONGEST_ID = 128;
  private static final int SHORTEST_FIRST_ID = 16;

  /** Names the turn when another one has its id: the words make the difference, so that the edited message too is answered once. */
  String editedTurnId() {
    return Sha256.hex(turnId + "\n" + text);
  }

  static ApiException turnReused() {
    JobKind.Violation why =
        new JobKind.Violation(List.of("body", "turn_id"), "was used with another message; use a new one", "turn_id_reused");
    return new ApiException(
        HttpStatus.UNPROCESSABLE_ENTITY, "ValidationError", "This turn_id was used with another message; use a new one.", null, List.of(why));
  }

  /**
   * Reads a message.
   *
   * @throws ApiException 400, 413, 415 or 422
   */
  static ChatMessage read(HttpRequest<?> request, JobKinds kinds, JsonMapper json, Instant now) {
    JsonNode body = JsonBody.object(request);
    String key = IdempotencyKey.read(request);
    BodyFields fields = new BodyFields(body);
    JsonNode user = fields.present("user_context") ? fields.object("user_context") : fields.inner("user_context").object("none");
    String userId = fields.inner("user_context").optionalText("user_id", 1, LONGEST_ID);
    constraints(fields, user, kinds, json, now);
    ChatMessage message = body.get("messages") == null ? plain(fields, key, userId, user) : last(body, fields, key, userId, user);
    fields.check();
    return message;
  }

  private static void constraints(BodyFields fields, JsonNode user, JobKinds kinds, JsonMapper json, Instant now) {
    JsonNode constraints = user.get("constraints");
    if (constraints == null || constraints.isNull()) {
      return;
    }
    if (!constraints.isObject()) {
      fields.add(List.of("body", "user_context", "constraints"), "must be an object", "object_type");
      return;
    }
    try {
      for (JobKind.Violation v : kinds.kind("trip").check(json.writeValueAsString(constraints), now)) {
        List<Object> loc = new java.util.ArrayList<>(List.of("body", "user_context"));
        loc.addAll(v.loc().subList(1, v.loc().size()));
        fields.add(loc, v.msg(), v.type());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ChatMessage plain(BodyFields fields, @Nullable String key, @Nullable String userId, JsonNode user) {
    String text = fields.text("message", 1, LONGEST);
    if (!text.isEmpty() && text.isBlank()) {
      fields.add("message", "must not be blank", "value_error");
    }
    String conversation = fields.optionalText("conversation_id", 0, Integer.MAX_VALUE);
    String turn = fields.optionalText("turn_id", 1, LONGEST_ID);
    if (turn != null && conversation == null && turn.length() < SHORTEST_FIRST_ID) {
      fields.add("turn_id", "must have 16 or more characters where no conversation_id says what it belongs to", "string_too_short");
    }
    return new ChatMessage(text, conversation, false, turn != null ? turn : key, userId, user, false);
  }

  private static ChatMessage last(JsonNode body, BodyFields fields, @Nullable String key, @Nullable String userId, JsonNode user) {
    String id = fields.text("id", 1, LONGEST_ID);
    JsonNode messages = body.get("messages");
    if (!messages.isArray() || messages.size() == 0) {
      fields.add("messages", "must be a list of one or more messages", "list_type");
      return new ChatMessage("", id, true, key, userId, user, true);
    }
    int at = messages.size() - 1;
    JsonNode message = messages.get(at);
    if (!message.isObject() || !"user".equals(string(message.get("role")))) {
      fields.add(List.of("body", "messages", at, "role"), "the last message must be the user's", "value_error");
      return new ChatMessage("", id, true, key, userId, user, true);
    }
    StringBuilder text = new StringBuilder();
    JsonNode parts = message.get("parts");
    if (parts != null && parts.isArray()) {
      for (JsonNode part : parts.values()) {
        String said = part.isObject() && "text".equals(string(part.get("type"))) ? string(part.get("text")) : null;
        text.append(said == null ? "" : text.isEmpty() ? said : "\n" + said);
      }
    } else if (string(message.get("content")) != null) {
      text.append(string(message.get("content")));
    }
    int length = text.codePointCount(0, text.length());
    if (text.toString().isBlank()) {
      fields.add(List.of("body", "messages", at, "parts"), "must hold a part of type text that is not blank", "missing");
    } else if (length > LONGEST) {
      fields.add(List.of("body", "messages", at, "parts"), "may have up to %d characters of text".formatted(LONGEST), "string_too_long");
    }
    String turn = string(message.get("id"));
    if (turn != null && (turn.isEmpty() || turn.length() > LONGEST_ID)) {
      fields.add(List.of("body", "messages", at, "id"), "must have 1 to 128 characters", "string_length");
    }
    return new ChatMessage(text.toString(), id, true, turn != null ? turn : key, userId, user, true);
  }

  private static @Nullable String string(@Nullable JsonNode node) {
    return node != null && node.isString() ? node.getStringValue() : null;
  }
}
