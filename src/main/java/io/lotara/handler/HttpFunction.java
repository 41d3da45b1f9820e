package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;
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
    event.getRequestContext().getHttp().setPath(RoutePath.of(event));
    if (event.getHeaders() != null) {
      // The adapter breaks on control characters; what replaces them is as wrong in any header that has rules.
      event.getHeaders().replaceAll((name, value) -> value.replaceAll("[\\p{Cntrl}&&[^\t]]", "\uFFFD"));
    }
    APIGatewayV2HTTPResponse response = super.handleRequest(event, context);
    if (event.getRequestContext().getHttp().getMethod().equals("HEAD")) {
      response.setBody("");
      response.setIsBase64Encoded(false);
    }
    Map<String, String> headers = new HashMap<>();
    if (response.getHeaders() != null) {
      headers.putAll(response.getHeaders());
    }
    headers.put("X-Request-Id", event.getRequestContext().getRequestId());
    response.setHeaders(headers);
    return response;
  }
}
