package io.lotara.erasure;

import io.lotara.job.StepContext;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Whose data an erasure is about. */
final class Whose {
  private Whose() {}

  static String read(StepContext context, JsonMapper json) {
    try {
      return json.readValue(context.request().context(), Argument.mapOf(String.class, String.class)).get(ErasureJobKind.USER);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored request cannot be read", e);
    }
  }

  /** The context of the request. */
  static String write(String userId, JsonMapper json) {
    try {
      return json.writeValueAsString(Map.of(ErasureJobKind.USER, userId));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
