package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.micronaut.http.HttpRequest;
import io.micronaut.servlet.http.ServletHttpRequest;
import java.util.regex.Pattern;

/**
 * The path of a request. An HTTP API hands it over decoded, so that a slash, a question mark or a per cent sign in a variable cannot be told
 * from one of the path itself; but it names the route and gives the variables apart. Any string is a legal id to ask for.
 */
final class RoutePath {
  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

  private RoutePath() {}

  /** The path for the router: that of the route, with something harmless in place of each variable. */
  static String of(APIGatewayV2HTTPEvent event) {
    String route = event.getRouteKey();
    return route != null && route.contains("{")
        ? VARIABLE.matcher(route.substring(route.indexOf('/'))).replaceAll("-")
        : event.getRawPath();
  }

  /** What stands for a variable of the path, decoded. */
  static String variable(HttpRequest<?> request, String name) {
    return event(request).getPathParameters().get(name);
  }

  /** The event that the request came in. */
  static APIGatewayV2HTTPEvent event(HttpRequest<?> request) {
    return (APIGatewayV2HTTPEvent) ((ServletHttpRequest<?, ?>) request).getNativeRequest();
  }
}
