package io.lotara.handler;

import io.micronaut.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header by which a client asks for an answer to be held (RFC 7240). */
final class Prefer {
  private static final int MAX_SECONDS = 20;
  private static final Pattern WAIT =
      Pattern.compile("(?:^|,)\\s*wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(?=$|[,;])", Pattern.CASE_INSENSITIVE);

  private Prefer() {}

  /** Seconds to wait, at most 20; 0 when nothing was asked. A preference that cannot be read is ignored, as the RFC has it. */
  static int wait(HttpRequest<?> request) {
    for (String header : request.getHeaders().getAll("Prefer")) {
      Matcher wait = WAIT.matcher(header);
      if (wait.find()) {
        return Math.min(MAX_SECONDS, Integer.parseInt(wait.group(1)));
      }
    }
    return 0;
  }
}
