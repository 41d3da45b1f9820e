package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events are read and answers written as the runtime does it with its own library. */
class GatewayJsonTest {
  private static final PojoSerializer<APIGatewayV2HTTPEvent> EVENTS =
      LambdaEventSerializers.serializerFor(APIGatewayV2HTTPEvent.class, GatewayJsonTest.class.getClassLoader());
  private static final PojoSerializer<APIGatewayV2HTTPResponse> ANSWERS =
      LambdaEventSerializers.serializerFor(APIGatewayV2HTTPResponse.class, GatewayJsonTest.class.getClassLoader());

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("infra/events"))) {
      return files
          .map(
              file -> {
                try {
                  return Files.readString(file);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              })
          .filter(event -> event.contains("\"requestContext\""))
          .toList();
    }
  }

  private static APIGatewayV2HTTPEvent read(String json) throws IOException {
    return GatewayJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void theSampleEventsAreReadAsTheRuntimeReadsThem(String json) throws IOException {
    assertEquals(EVENTS.fromJson(json), read(json));
  }

  @Test
  void whatAGatewayMaySendIsReadAsTheRuntimeReadsIt() throws IOException {
    String json =
        """
        {"version": "2.0", "routeKey": "$default", "rawPath": "/my/p\\u00e4th", "rawQueryString": "a=1&a=2&b=%20", "cookies": ["c1=1", "c2=2"],
         "headers": {"x": "a,b", "Accept": "*/*", "empty": ""}, "queryStringParameters": {"a": "1,2", "b": " "}, "unknown": {"deep": [{"er": 1}]},
         "requestContext": {"accountId": "1", "apiId": "api", "authentication": null, "domainName": "d", "domainPrefix": "p",
           "http": {"method": "POST", "path": "/my/path", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "agent"},
           "requestId": "id", "routeKey": "$default", "stage": "$default", "time": "12/Mar/2020:19:03:58 +0000", "timeEpoch": 1583348638390},
         "body": "eyJ0ZXN0IjoiYm9keSJ9", "pathParameters": {"parameter1": "value1"}, "isBase64Encoded": true, "stageVariables": {"v": "1"}}
        """;
    assertEquals(EVENTS.fromJson(json), read(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"body\": null, \"headers\": null, \"cookies\": null, \"requestContext\": null}",
        "{\"requestContext\": {\"http\": null, \"timeEpoch\": 0}}"
      })
  void whatIsNotThereIsNull(String json) throws IOException {
    assertEquals(EVENTS.fromJson(json), read(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"headers\": []}", "{\"body\": \"", "3"})
  void whatIsNoEventIsRefused(String json) {
    assertThrows(IOException.class, () -> read(json));
  }

  @Test
  void anAnswerIsWrittenAsTheRuntimeReadsIt() throws IOException {
    APIGatewayV2HTTPResponse answer = new APIGatewayV2HTTPResponse();
    answer.setStatusCode(202);
    answer.setHeaders(Map.of("Content-Type", "application/json", "ETag", "\"3\""));
    answer.setCookies(List.of("a=b"));
    answer.setBody("{\"text\": \"Đà Nẵng \uD83D\uDE4F \u0001\"}");
    assertEquals(answer, written(answer));
    APIGatewayV2HTTPResponse empty = new APIGatewayV2HTTPResponse();
    empty.setStatusCode(304);
    assertEquals(empty, written(empty));
  }

  private static APIGatewayV2HTTPResponse written(APIGatewayV2HTTPResponse answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GatewayJson.write(answer, out);
    return ANSWERS.fromJson(out.toString(StandardCharsets.UTF_8));
  }
}
