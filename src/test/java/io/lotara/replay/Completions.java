package io.lotara.replay;

import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers in the form of the chat completions API. */
public final class Completions {
  private Completions() {}

  /** The model says this. */
  public static String saying(String content) {
    return answer(content, null, "stop");
  }

  /** The model was cut off after this. */
  public static String cutOff(String content) {
    return answer(content, null, "length");
  }

  /** The model declines. */
  public static String refusing(String refusal) {
    return answer(null, refusal, "stop");
  }

  /** The model asks for a tool. */
  public static String calling(String tool, String arguments) {
    Map<String, Object> call = Map.of("id", "call_1", "type", "function", "function", Map.of("name", tool, "arguments", arguments));
    return answer(null, null, "tool_calls", List.of(call));
  }

  private static String answer(String content, String refusal, String reason) {
    return answer(content, refusal, reason, List.of());
  }

  private static String answer(String content, String refusal, String reason, List<?> calls) {
    Map<String, Object> message = new LinkedHashMap<>();
    if (!calls.isEmpty()) {
      message.put("tool_calls", calls);
    }
    message.put("role", "assistant");
    message.put("content", content);
    message.put("refusal", refusal);
    Map<String, Object> choice = new LinkedHashMap<>();
    choice.put("index", 0);
    choice.put("message", message);
    choice.put("finish_reason", reason);
    Map<String, Object> completion = new LinkedHashMap<>();
    completion.put("id", "chatcmpl-1");
    completion.put("object", "chat.completion");
    completion.put("created", 1799575200);
    completion.put("model", "test-model");
    completion.put("choices", List.of(choice));
    completion.put("usage", Map.of("prompt_tokens", 20, "completion_tokens", 10, "total_tokens", 30));
    try {
      return JsonMapper.createDefault().writeValueAsString(completion);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
