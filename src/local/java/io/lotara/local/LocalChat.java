package io.lotara.local;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives the one tenant of the local runner the chat of a file, as an operator does on AWS: by an event of ChatSettingsHandler. No route does
 * it, here as little as there.
 */
final class LocalChat {
  private static final String TENANT = "open";

  private LocalChat() {}

  /** Applies the event in the file, whatever tenant it names. */
  static void set(LocalCloud cloud, Path file) {
    Object answer;
    try {
      Map<String, Object> event = new LinkedHashMap<>(read(file));
      event.put("action", "set");
      event.put("tenant", TENANT);
      answer = cloud.invoke("ChatSettingsHandler", event);
    } catch (IOException | FunctionFailure e) {
      throw new IllegalArgumentException("-Dlocal.chat: " + file + " cannot be read or used: " + e.getMessage(), e);
    }
    if (answer instanceof Map<?, ?> told && told.get("error") != null) {
      throw new IllegalArgumentException("-Dlocal.chat: " + file + ": " + told.get("error"));
    }
  }

  private static Map<String, Object> read(Path file) throws IOException {
    try (ApplicationContext context = ApplicationContext.run()) {
      return context.getBean(JsonMapper.class).readValue(Files.readAllBytes(file), Argument.mapOf(String.class, Object.class));
    }
  }
}
