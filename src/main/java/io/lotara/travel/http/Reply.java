package io.lotara.travel.http;

import io.lotara.travel.SourceException;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider's last word on a question: neither a throttle nor a fault of its own.
 *
 * @param status 200 to 299, or 400 to 499 when the question was rejected
 * @param body unpacked, possibly empty
 */
public record Reply(int status, byte[] body, JsonMapper json) {
  private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"?([A-Za-z0-9_]{1,60})\"?");
  private static final int HEAD = 4096;

  /** Whether the question was answered. */
  public boolean answered() {
    return status >= 200 && status < 300;
  }

  /** The provider's own code for why it rejected the question. */
  public Optional<String> errorCode() {
    Matcher m = CODE.matcher(new String(body, 0, Math.min(body.length, HEAD), java.nio.charset.StandardCharsets.UTF_8));
    return answered() || !m.find() ? Optional.empty() : Optional.of(m.group(1));
  }

  /**
   * The answer; empty when there is no content.
   *
   * @throws SourceException.Final when the question was rejected
   * @throws SourceException.Retriable when the answer cannot be read
   */
  public <T> Optional<T> read(Class<T> type) {
    if (!answered()) {
      throw rejection();
    }
    if (status == 204 || body.length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(json.readValue(body, type));
    } catch (IOException | RuntimeException e) {
      throw new SourceException.Retriable("its answer could not be read", e);
    }
  }

  /** Why the question was rejected: the status and the code, never the provider's free text. */
  public SourceException rejection() {
    return new SourceException.Final(
        "it rejected the question, HTTP %d%s".formatted(status, errorCode().map(c -> " " + c).orElse("")), null);
  }
}
