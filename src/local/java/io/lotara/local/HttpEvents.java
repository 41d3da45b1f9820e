package io.lotara.local;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A request as an HTTP API sends it to Lambda, in payload format 2.0. */
final class HttpEvents {
  private static final DateTimeFormatter CLF = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Set<String> TEXT = Set.of("application/json", "application/javascript", "application/xml");

  private HttpEvents() {}

  static APIGatewayV2HTTPEvent event(HttpExchange exchange, HttpRoutes.Match match, byte[] body, Instant now, String requestId) {
    var uri = exchange.getRequestURI();
    var routeKey = match.route().key();
    // An HTTP API hands the path over decoded, and loses what stands behind an encoded question mark.
    var path = HttpRoutes.decode(uri.getRawPath()).replaceFirst("(?s)\\?.*", "");
    var headers = headers(exchange);
    var cookies = cookies(exchange);
    var host = headers.getOrDefault("host", "localhost");
    var http =
        RequestContext.Http.builder()
            .withMethod(exchange.getRequestMethod())
            .withPath(path)
            .withProtocol(exchange.getProtocol())
            .withSourceIp(exchange.getRemoteAddress().getAddress().getHostAddress())
            .withUserAgent(headers.getOrDefault("user-agent", ""))
            .build();
    var context =
        RequestContext.builder()
            .withAccountId("000000000000")
            .withApiId("local")
            .withDomainName(host)
            .withDomainPrefix("local")
            .withStage("$default")
            .withRouteKey(routeKey)
            .withRequestId(requestId)
            .withTime(CLF.format(now))
            .withTimeEpoch(now.toEpochMilli())
            .withHttp(http)
            .build();
    var text = body.length == 0 ? null : text(body, headers.get("content-type"));
    var query = query(uri.getRawQuery());
    return APIGatewayV2HTTPEvent.builder()
        .withVersion("2.0")
        .withRouteKey(routeKey)
        .withRawPath(path)
        .withRawQueryString(uri.getRawQuery() == null ? "" : uri.getRawQuery())
        .withHeaders(headers)
        .withCookies(cookies.isEmpty() ? null : cookies)
        .withQueryStringParameters(query.isEmpty() ? null : query)
        .withPathParameters(match.parameters().isEmpty() ? null : match.parameters())
        .withRequestContext(context)
        .withBody(body.length == 0 || text != null ? text : Base64.getEncoder().encodeToString(body))
        .withIsBase64Encoded(body.length > 0 && text == null)
        .build();
  }

  /** Names in lower case, values of one name joined by commas; cookies are elsewhere. */
  private static Map<String, String> headers(HttpExchange exchange) {
    var headers = new TreeMap<String, String>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    headers.remove("cookie");
    headers.put("x-forwarded-for", exchange.getRemoteAddress().getAddress().getHostAddress());
    headers.put("x-forwarded-port", String.valueOf(exchange.getLocalAddress().getPort()));
    headers.put("x-forwarded-proto", "http");
    return headers;
  }

  private static List<String> cookies(HttpExchange exchange) {
    var cookies = new ArrayList<String>();
    for (String header : exchange.getRequestHeaders().getOrDefault("Cookie", List.of())) {
      for (String cookie : header.split(";")) {
        if (!cookie.isBlank()) {
          cookies.add(cookie.strip());
        }
      }
    }
    return cookies;
  }

  private static Map<String, String> query(String raw) {
    var query = new LinkedHashMap<String, String>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        if (!pair.isEmpty()) {
          int equals = pair.indexOf('=');
          var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
          query.merge(decode(equals < 0 ? pair : pair.substring(0, equals)), value, (first, second) -> first + "," + second);
        }
      }
    }
    return query;
  }

  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return encoded;
    }
  }

  /** The body as text, or null if it is none and travels in base64: by its type, or because it is not UTF-8. */
  private static String text(byte[] body, String contentType) {
    var type = contentType == null ? "" : contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    if (!type.startsWith("text/") && !TEXT.contains(type)) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
