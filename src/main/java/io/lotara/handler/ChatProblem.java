package io.lotara.handler;

import io.micronaut.http.HttpRequest;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;

/**
 * An error answer on the routes of the chat, whose pages are older than RFC 9457.
 *
 * @param error for a person
 * @param status always {@code error}
 * @param timestamp when
 */
@Serdeable
record ChatProblem(
    String error,
    @Schema(type = "string", allowableValues = "error") String status,
    @Schema(format = "date-time") String timestamp) {
  private static final Set<String> ROUTES = Set.of("/api/chat", "/v1/chat", "/api/conversations/{}", "/api/health", "/api/config");

  /** Whether errors of this request have this form. */
  static boolean on(HttpRequest<?> request) {
    String route = RoutePath.event(request).getRouteKey();
    return route != null && on(route);
  }

  /** Whether errors of this route have this form. */
  static boolean on(String route) {
    return ROUTES.contains(route.replaceFirst("^\\w+ ", "").replaceAll("\\{[^}]*}", "{}"));
  }
}
