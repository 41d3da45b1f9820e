package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What the HTTP functions have in common. The routes of a function are those of the controllers that its context holds. */
abstract class HttpFunction extends APIGatewayV2HTTPEventFunction {

  HttpFunction() {}

  HttpFunction(ApplicationContext context) {
    super(context);
  }

  @Override
  protected ApplicationContextBuilder newApplicationContextBuilder() {
    return LotaraFunction.configure(super.newApplicationContextBuilder(), getClass());
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    String path = legalPath(event.getRawPath());
    event.setRawPath(path);
    // The router reads it from here.
    event.getRequestContext().getHttp().setPath(path);
    if (event.getBody() == null || event.getBody().isEmpty()) {
      nothingIsAnEmptyObject(event);
    }
    APIGatewayV2HTTPResponse response = super.handleRequest(event, context);
    if (event.getRequestContext() != null && event.getRequestContext().getRequestId() != null) {
      Map<String, String> headers = new HashMap<>();
      if (response.getHeaders() != null) {
        headers.putAll(response.getHeaders());
      }
      headers.put("X-Request-Id", event.getRequestContext().getRequestId());
      response.setHeaders(headers);
    }
    return response;
  }

  /** The binder refuses a body that is not there, before a controller can say that it needs none. */
  private static void nothingIsAnEmptyObject(APIGatewayV2HTTPEvent event) {
    Map<String, String> headers = new HashMap<>();
    if (event.getHeaders() != null) {
      headers.putAll(event.getHeaders());
    }
    headers.keySet().removeIf("content-type"::equalsIgnoreCase);
    headers.put("content-type", "application/json");
    event.setHeaders(headers);
    event.setBody("{}");
    event.setIsBase64Encoded(false);
  }

  /**
   * The path may arrive decoded, with characters that no URI may hold; any string is a legal id to ask for. Some that a URI
   * may hold mean something to the router ({@code ;} and {@code +}), so only those that mean nothing to anybody stay as they are.
   */
  static String legalPath(String path) {
    StringBuilder legal = new StringBuilder(path.length() + 16);
    for (int i = 0; i < path.length(); ) {
      int c = path.codePointAt(i);
      boolean escape = c == '%' && i + 2 < path.length() && hex(path.charAt(i + 1)) && hex(path.charAt(i + 2));
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "/-._~".indexOf(c) >= 0);
      if (escape || plain) {
        legal.appendCodePoint(c);
      } else {
        legal.append(URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8).replace("+", "%20"));
      }
      i += Character.charCount(c);
    }
    return legal.toString();
  }

  private static boolean hex(char c) {
    return Character.digit(c, 16) >= 0 && c < 128;
  }
}
