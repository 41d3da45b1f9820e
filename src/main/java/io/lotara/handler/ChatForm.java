package io.lotara.handler;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The forms of an answer of the chat. */
enum ChatForm {
  JSON,
  /** The words alone. */
  TEXT,
  /** The UI-message stream of the AI SDK, whole, in one finite body. */
  STREAM;

  /**
   * What the query names in {@code stream}, else what the client accepts; one who takes anything gets the form that goes with its question.
   * The query is there because the transports of the AI SDK send no {@code Accept} and the same body, whichever form they read.
   *
   * @throws ApiException 422 when there is no such form
   */
  static ChatForm of(HttpRequest<?> request, boolean sdk) {
    String named = new QueryFields(request).text("stream");
    if (named != null) {
      return switch (named) {
        case "text" -> TEXT;
        case "ui" -> STREAM;
        default -> throw QueryFields.wrong("stream", "must be text or ui", "enum");
      };
    }
    String accept = request.getHeaders().get(HttpHeaders.ACCEPT);
    ChatForm otherwise = sdk ? STREAM : JSON;
    if (accept == null) {
      return otherwise;
    }
    for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
      switch (range.split(";")[0].strip()) {
        case "application/json" -> {
          return JSON;
        }
        case "text/event-stream" -> {
          return STREAM;
        }
        case "text/plain" -> {
          return TEXT;
        }
        default -> {}
      }
    }
    return otherwise;
  }

  /** The answer as a stream of UI messages, version 1: https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol. */
  static HttpResponse<String> stream(ChatController.Said said, JsonMapper json) {
    StringBuilder body = new StringBuilder();
    String text = "text-" + said.turnId();
    part(body, json, "type", "start", "messageId", "answer-" + said.turnId(), "messageMetadata", metadata(said));
    if (said.jobId() != null) {
      Map<String, Object> job = new LinkedHashMap<>();
      job.put("job_id", said.jobId());
      job.put("links", said.links());
      part(body, json, "type", "data-job", "id", said.jobId(), "data", job);
    }
    part(body, json, "type", "text-start", "id", text);
    part(body, json, "type", "text-delta", "id", text, "delta", said.response());
    part(body, json, "type", "text-end", "id", text);
    part(body, json, "type", "finish");
    body.append("data: [DONE]\n\n");
    return HttpResponse.ok(body.toString())
        .header(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header("x-vercel-ai-ui-message-stream", "v1");
  }

  private static Map<String, Object> metadata(ChatController.Said said) {
    return Map.of("conversation_id", said.conversationId(), "responder", said.responder(), "timestamp", said.timestamp());
  }

  private static void part(StringBuilder body, JsonMapper json, Object... keysAndValues) {
    Map<String, Object> part = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      part.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    try {
      body.append("data: ").append(json.writeValueAsString(part)).append("\n\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
