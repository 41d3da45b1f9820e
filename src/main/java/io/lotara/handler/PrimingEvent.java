package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.lotara.tenant.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that a function makes to itself before it is frozen. No client can send one: what arrives from outside is never of this class.
 * It needs no key and belongs to a tenant that has nothing, so a read finds nothing.
 */
final class PrimingEvent extends APIGatewayV2HTTPEvent {
  private static final long serialVersionUID = 1L;

  /** Nobody. No key can be made for it: the names of tenants do not begin with a dot. */
  static final Caller NOBODY = Caller.ofAllScopes(".priming");

  /** What such an event looks like from outside, for whoever reads events. */
  static final String JSON =
      """
      {"version": "2.0", "routeKey": "GET /", "rawPath": "/", "rawQueryString": "", "cookies": ["a=b"], "headers": {"accept": "*/*"},
       "queryStringParameters": {"after": "1"}, "pathParameters": {"job_id": "00000000-0000-0000-0000-000000000000"},
       "requestContext": {"accountId": "1", "apiId": "a", "domainName": "d", "domainPrefix": "p", "requestId": "priming", "routeKey": "GET /",
        "stage": "$default", "time": "", "timeEpoch": 1, "http": {"method": "GET", "path": "/", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1",
        "userAgent": "priming"}}, "body": "{}", "isBase64Encoded": false}
      """;

  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final String NOTHING = "00000000-0000-0000-0000-000000000000";

  /**
   * @param route as API Gateway writes it, {@code GET /v1/status/{job_id}}
   */
  PrimingEvent(String route) {
    this(route, "{}");
  }

  /**
   * With a body, unless it is a GET.
   *
   * @param route as API Gateway writes it
   */
  PrimingEvent(String route, String body) {
    String method = route.substring(0, route.indexOf(' '));
    String path = route.substring(route.indexOf(' ') + 1);
    Map<String, String> variables = new HashMap<>();
    Matcher names = VARIABLE.matcher(path);
    while (names.find()) {
      variables.put(names.group(1), NOTHING);
    }
    String asked = VARIABLE.matcher(path).replaceAll(NOTHING);
    setVersion("2.0");
    setRouteKey(route);
    setRawPath(asked);
    setRawQueryString("");
    setPathParameters(variables);
    Map<String, String> headers = new HashMap<>();
    headers.put("accept", "application/json");
    headers.put("host", "localhost");
    setHeaders(headers);
    if (!method.equals("GET")) {
      headers.put("content-type", "application/json");
      headers.put("idempotency-key", "priming");
      setBody(body);
    }
    RequestContext.Http http = new RequestContext.Http();
    http.setMethod(method);
    http.setPath(asked);
    http.setProtocol("HTTP/1.1");
    http.setSourceIp("127.0.0.1");
    RequestContext context = new RequestContext();
    context.setHttp(http);
    context.setRequestId("priming");
    context.setRouteKey(route);
    context.setStage("$default");
    setRequestContext(context);
  }
}
