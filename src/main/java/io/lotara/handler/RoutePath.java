package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a request, for the router. An HTTP API hands it over decoded, so that a slash, a question mark or a per cent sign in a
 * variable cannot be told from one of the path itself; but it names the route and gives the variables apart, and any string is a legal id to
 * ask for.
 */
final class RoutePath {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

  private RoutePath() {}

  static String of(APIGatewayV2HTTPEvent event) {
    String route = event.getRouteKey() == null ? "" : event.getRouteKey();
    Map<String, String> variables = event.getPathParameters();
    return route.contains("{") && variables != null
        ? VARIABLE
            .matcher(route.substring(route.indexOf('/')))
            .replaceAll(name -> Matcher.quoteReplacement(segment(variables.getOrDefault(name.group(1), ""))))
        : event.getRawPath();
  }

  /** Encoded twice: the adapter in front of the router decodes once, the router itself a second time. */
  private static String segment(String text) {
    return encode(encode(text));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
