package io.lotara.handler;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.micronaut.core.annotation.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests and answers of API Gateway's HTTP APIs, payload format 2.0, as JSON. The runtime would read them, too, by a library of its own that
 * takes longer to load than everything of ours. What an authorizer of the gateway's says is left out: there is none, keys are ours to check.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">payload format</a>
 */
final class GatewayJson {
  private static final JsonFactory JSON = new JsonFactory();

  private GatewayJson() {}

  /**
   * Reads a request.
   *
   * @throws IOException when it is none
   */
  static APIGatewayV2HTTPEvent read(InputStream in) throws IOException {
    APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
    try (JsonParser json = JSON.createParser(in)) {
      json.nextToken();
      fields(json, name -> {
        switch (name) {
          case "version" -> event.setVersion(json.getValueAsString());
          case "routeKey" -> event.setRouteKey(json.getValueAsString());
          case "rawPath" -> event.setRawPath(json.getValueAsString());
          case "rawQueryString" -> event.setRawQueryString(json.getValueAsString());
          case "cookies" -> event.setCookies(strings(json));
          case "headers" -> event.setHeaders(map(json));
          case "queryStringParameters" -> event.setQueryStringParameters(map(json));
          case "pathParameters" -> event.setPathParameters(map(json));
          case "stageVariables" -> event.setStageVariables(map(json));
          case "body" -> event.setBody(json.getValueAsString());
          case "isBase64Encoded" -> event.setIsBase64Encoded(json.getValueAsBoolean());
          case "requestContext" -> event.setRequestContext(context(json));
          default -> json.skipChildren();
        }
      });
    }
    return event;
  }

  private static @Nullable RequestContext context(JsonParser json) throws IOException {
    RequestContext context = new RequestContext();
    boolean told = fields(json, name -> {
      switch (name) {
        case "accountId" -> context.setAccountId(json.getValueAsString());
        case "apiId" -> context.setApiId(json.getValueAsString());
        case "domainName" -> context.setDomainName(json.getValueAsString());
        case "domainPrefix" -> context.setDomainPrefix(json.getValueAsString());
        case "requestId" -> context.setRequestId(json.getValueAsString());
        case "routeKey" -> context.setRouteKey(json.getValueAsString());
        case "stage" -> context.setStage(json.getValueAsString());
        case "time" -> context.setTime(json.getValueAsString());
        case "timeEpoch" -> context.setTimeEpoch(json.getValueAsLong());
        case "http" -> context.setHttp(http(json));
        default -> json.skipChildren();
      }
    });
    return told ? context : null;
  }

  private static RequestContext.@Nullable Http http(JsonParser json) throws IOException {
    RequestContext.Http http = new RequestContext.Http();
    boolean told = fields(json, name -> {
      switch (name) {
        case "method" -> http.setMethod(json.getValueAsString());
        case "path" -> http.setPath(json.getValueAsString());
        case "protocol" -> http.setProtocol(json.getValueAsString());
        case "sourceIp" -> http.setSourceIp(json.getValueAsString());
        case "userAgent" -> http.setUserAgent(json.getValueAsString());
        default -> json.skipChildren();
      }
    });
    return told ? http : null;
  }

  private interface Field {
    void read(String name) throws IOException;
  }

  /** Visits the fields of the object at hand, each with its value as the current token; false when null stands in its place. */
  private static boolean fields(JsonParser json, Field field) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return false;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new IOException("not an event of an HTTP API: an object was expected at " + json.currentLocation().offsetDescription());
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      field.read(name);
    }
    return true;
  }

  private static @Nullable Map<String, String> map(JsonParser json) throws IOException {
    Map<String, String> map = new LinkedHashMap<>();
    return fields(json, name -> map.put(name, json.getValueAsString())) ? map : null;
  }

  private static @Nullable List<String> strings(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return null;
    }
    List<String> strings = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      strings.add(json.getValueAsString());
    }
    return strings;
  }

  /** Writes an answer. */
  static void write(APIGatewayV2HTTPResponse response, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("statusCode", response.getStatusCode());
      if (response.getHeaders() != null) {
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, String> header : response.getHeaders().entrySet()) {
          json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
      }
      if (response.getCookies() != null) {
        json.writeArrayFieldStart("cookies");
        for (String cookie : response.getCookies()) {
          json.writeString(cookie);
        }
        json.writeEndArray();
      }
      if (response.getBody() != null) {
        json.writeStringField("body", response.getBody());
      }
      json.writeBooleanField("isBase64Encoded", response.getIsBase64Encoded());
      json.writeEndObject();
    }
  }
}
