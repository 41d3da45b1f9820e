package io.lotara.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Answers with the event it got, or misbehaves as the path says. */
public final class EchoHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return switch (event.getRawPath()) {
      case "/throw" -> throw new IllegalStateException("on purpose");
      case "/nothing" -> null;
      case "/hang" -> hang();
      case "/rich" ->
          APIGatewayV2HTTPResponse.builder()
              .withStatusCode(201)
              .withHeaders(Map.of("Access-Control-Allow-Origin", "https://evil.example", "ETag", "\"7\"", "Content-Length", "999"))
              .withMultiValueHeaders(Map.of("X-Many", List.of("a", "b")))
              .withCookies(List.of("one=1; Path=/", "two=2"))
              .withIsBase64Encoded(true)
              .withBody("AAEC/w==")
              .build();
      case "/unchanged" -> APIGatewayV2HTTPResponse.builder().withStatusCode(304).withHeaders(Map.of("ETag", "\"7\"")).build();
      default -> echo(event, context);
    };
  }

  private static APIGatewayV2HTTPResponse echo(APIGatewayV2HTTPEvent event, Context context) {
    var lines =
        List.of(
            "function=" + context.getFunctionName(),
            "routeKey=" + event.getRouteKey(),
            "rawPath=" + event.getRawPath(),
            "rawQueryString=" + event.getRawQueryString(),
            "query=" + event.getQueryStringParameters(),
            "path=" + event.getPathParameters(),
            "cookies=" + event.getCookies(),
            "headers=" + event.getHeaders(),
            "method=" + event.getRequestContext().getHttp().getMethod(),
            "base64=" + event.getIsBase64Encoded(),
            "body=" + event.getBody());
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(200)
        .withHeaders(Map.of("Content-Type", "text/plain"))
        .withBody(String.join("\n", lines))
        .build();
  }

  private static APIGatewayV2HTTPResponse hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }
}
