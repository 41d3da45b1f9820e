package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway answers as API Gateway's HTTP API does. */
class GatewayTest {
  private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static LocalCloud cloud;

  @BeforeAll
  static void start() {
    cloud = LocalCloud.start(LocalOptions.of(LocalCloudTest.template()).polling(false).schedules(false));
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(cloud.baseUrl() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static void assertLine(String line, HttpResponse<String> response) {
    assertTrue(response.body().lines().toList().contains(line), () -> line + " is not in\n" + response.body());
  }

  @Test
  void theEventHasPathQueryHeadersAndCookies() throws Exception {
    var response =
        send(
            to("/items/a%20b%C3%A9?x=1&y=%2C&x=2&z")
                .header("X-Two", "1")
                .header("X-Two", "2")
                .header("Cookie", "a=1; b=2")
                .header("Content-Type", "application/json"));
    assertEquals(200, response.statusCode());
    assertLine("function=Echo", response);
    assertLine("routeKey=GET /items/{id}", response);
    assertLine("rawPath=/items/a bé", response);
    assertLine("path={id=a bé}", response);
    assertLine("rawQueryString=x=1&y=%2C&x=2&z", response);
    assertLine("query={x=1,2, y=,, z=}", response);
    assertLine("cookies=[a=1, b=2]", response);
    assertTrue(response.body().contains("x-two=1,2"), response.body());
    assertLine("body=null", response);
  }

  @Test
  void textBodiesTravelAsTheyAreAndOthersInBase64() throws Exception {
    var json = send(to("/items").header("Content-Type", "application/json; charset=utf-8").POST(BodyPublishers.ofString("{\"a\":\"é\"}")));
    assertLine("base64=false", json);
    assertLine("body={\"a\":\"é\"}", json);
    var form = send(to("/items").header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString("a=1")));
    assertLine("base64=true", form);
    assertLine("body=YT0x", form);
    var broken = send(to("/items").header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(new byte[] {(byte) 0xff})));
    assertLine("base64=true", broken);
    assertLine("body=/w==", broken);
  }

  @Test
  void whatNoRouteServesIsNotFound() throws Exception {
    for (var request :
        List.of(
            to("/"),
            to("/items"),
            to("/items/"),
            to("/items/1/"),
            to("/Items/1"),
            to("/items/1").method("HEAD", BodyPublishers.noBody()),
            to("/items/1").DELETE())) {
      var response = send(request);
      assertEquals(404, response.statusCode(), () -> response.request().toString());
      if (!response.request().method().equals("HEAD")) {
        assertEquals("{\"message\":\"Not Found\"}", response.body());
      }
    }
    assertEquals(200, send(to("/files/a/b/c").method("PATCH", BodyPublishers.noBody())).statusCode());
  }

  @Test
  void aFunctionThatThrowsHangsOrAnswersNothingIsAnInternalServerError() throws Exception {
    for (String path : List.of("/throw", "/nothing", "/hang")) {
      var response = send(to(path));
      assertEquals(500, response.statusCode(), path);
      assertEquals("{\"message\":\"Internal Server Error\"}", response.body());
      assertEquals(Optional.of("application/json"), response.headers().firstValue("content-type"));
    }
  }

  @Test
  void theAnswerHasHeadersCookiesAndBinaryBody() throws Exception {
    var response = CLIENT.send(to("/rich").build(), BodyHandlers.ofByteArray());
    assertEquals(201, response.statusCode());
    assertArrayEquals(new byte[] {0, 1, 2, -1}, response.body());
    assertEquals(List.of("a", "b"), response.headers().allValues("x-many"));
    assertEquals(List.of("one=1; Path=/", "two=2"), response.headers().allValues("set-cookie"));
    assertEquals(Optional.of("\"7\""), response.headers().firstValue("etag"));
    assertEquals(Optional.empty(), response.headers().firstValue("access-control-allow-origin"), "the gateway decides, not the function");
    assertEquals(304, send(to("/unchanged")).statusCode());
  }

  @Test
  void aPreflightIsAnsweredByTheGateway() throws Exception {
    var allowed =
        send(
            to("/items/1")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://app.example.com")
                .header("Access-Control-Request-Method", "GET"));
    assertEquals(204, allowed.statusCode());
    assertEquals(Optional.of("https://app.example.com"), allowed.headers().firstValue("access-control-allow-origin"));
    assertEquals(Optional.of("GET,POST"), allowed.headers().firstValue("access-control-allow-methods"));
    assertEquals(Optional.of("Content-Type,X-API-Key"), allowed.headers().firstValue("access-control-allow-headers"));
    assertEquals(Optional.of("600"), allowed.headers().firstValue("access-control-max-age"));
    var other = send(to("/items/1").method("OPTIONS", BodyPublishers.noBody()).header("Origin", "https://other.example"));
    assertEquals(204, other.statusCode());
    assertEquals(Optional.empty(), other.headers().firstValue("access-control-allow-origin"));
  }

  @Test
  void anAnswerNamesAnAllowedOriginOnly() throws Exception {
    for (String path : List.of("/items/1", "/nowhere", "/throw")) {
      var allowed = send(to(path).header("Origin", "http://localhost:3000"));
      assertEquals(Optional.of("http://localhost:3000"), allowed.headers().firstValue("access-control-allow-origin"), path);
      assertEquals(Optional.of("ETag"), allowed.headers().firstValue("access-control-expose-headers"));
      var other = send(to(path).header("Origin", "http://localhost:3001"));
      assertEquals(Optional.empty(), other.headers().firstValue("access-control-allow-origin"));
    }
  }

  @Test
  void aBodyOverTenMegabytesIsTooLarge() throws Exception {
    var response = send(to("/items").header("Content-Type", "text/plain").POST(BodyPublishers.ofByteArray(new byte[10 * 1024 * 1024 + 1])));
    assertEquals(413, response.statusCode());
    assertEquals("{\"message\":\"Request Entity Too Large\"}", response.body());
  }

  @Test
  void aBodyOverWhatLambdaTakesIsTooLargeToo() throws Exception {
    byte[] body = new byte[5 * 1024 * 1024];
    assertEquals(200, send(to("/items").header("Content-Type", "text/plain").POST(BodyPublishers.ofByteArray(body))).statusCode());
    // In base64 it is a third longer.
    assertEquals(413, send(to("/items").header("Content-Type", "image/png").POST(BodyPublishers.ofByteArray(body))).statusCode());
  }

  @Test
  void aHeadOverTenKilobytesIsTooLarge() throws Exception {
    assertEquals(200, send(to("/items/1").header("X-Long", "x".repeat(9_000))).statusCode());
    var response = send(to("/items/1").header("X-Long", "x".repeat(6_000)).header("X-More", "x".repeat(6_000)));
    assertEquals(431, response.statusCode());
    assertEquals("{\"message\":\"Request Header Fields Too Large\"}", response.body());
    assertEquals(431, send(to("/items/" + "x".repeat(11_000))).statusCode());
  }

  @Test
  void aRouteOfAnyMethodTakesOptionsItself() throws Exception {
    var response = send(to("/files/a/b").method("OPTIONS", BodyPublishers.noBody()).header("Origin", "https://app.example.com"));
    assertEquals(200, response.statusCode());
    assertLine("method=OPTIONS", response);
    assertLine("routeKey=ANY /files/{path+}", response);
    assertEquals(Optional.of("https://app.example.com"), response.headers().firstValue("access-control-allow-origin"));
  }

  @Test
  void oneHeaderSentTwiceIsOneAndEncodedSlashesStayInTheirVariable() throws Exception {
    var response = send(to("/items/a%2Fb+c%2Bd?e=%26&e=%3D&f=a+b").header("Accept", "text/html").header("Accept", "*/*"));
    assertLine("path={id=a/b+c+d}", response);
    assertLine("rawPath=/items/a/b+c+d", response);
    assertLine("query={e=&,=, f=a b}", response);
    assertTrue(response.body().contains("accept=text/html,*/*"), response.body());
    assertLine("path={path=a/b//c/}", send(to("/files/a/b//c/")));
  }

  /** No client of the JDK sends such a request, so it is written by hand. */
  private static String raw(String target) throws Exception {
    try (Socket socket = new Socket(cloud.baseUrl().getHost(), cloud.baseUrl().getPort())) {
      socket.setSoTimeout(10_000);
      String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/items/%zz", "/items/a%", "/items/%2", "/%%", "/items/1?x=%zz", "/items/1?%=1", "/items/1?x=%2"})
  void malformedPercentEncodingIsABadRequestThatReachesNoFunction(String target) throws Exception {
    String answer = raw(target);
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    assertFalse(answer.contains("function="), answer);
    assertEquals(200, send(to("/items/1")).statusCode(), "and the next request is answered");
  }

  @Test
  void whatIsEncodedButNoUtf8IsReplaced() throws Exception {
    String answer = raw("/items/a%FFb%C3?x=%FF&y=%25zz");
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    for (String line : List.of("path={id=a\uFFFDb\uFFFD}", "rawQueryString=x=%FF&y=%25zz", "query={x=\uFFFD, y=%zz}")) {
      assertTrue(answer.contains(line), () -> line + " is not in\n" + answer);
    }
  }

  @Test
  void aDefaultRouteTakesWhatNoOtherDoes() throws Exception {
    var spec = new Template.FunctionSpec("Echo", EchoHandler.class.getName(), Duration.ofSeconds(5), 128, Map.of());
    var echo = new LocalFunction(spec, type -> null, FunctionCall.Interception.NONE);
    var item = new Template.Route("GET", Optional.of("/items/{id}"), "Echo");
    var routes = List.of(item, new Template.Route("ANY", Optional.empty(), "Echo"));
    try (var gateway = new Gateway("127.0.0.1", 0, InstantSource.system(), Console.SILENT)) {
      gateway.serve(routes, Cors.of(Boolean.TRUE), Map.of("Echo", echo));
      URI base = URI.create("http://127.0.0.1:" + gateway.port());
      assertLine("routeKey=GET /items/{id}", send(HttpRequest.newBuilder(base.resolve("/items/1"))));
      for (String path : List.of("/", "/items/1/", "/nowhere/at/all")) {
        var rest = send(HttpRequest.newBuilder(base.resolve(path)));
        assertLine("routeKey=$default", rest);
        assertLine("rawPath=" + path, rest);
        assertLine("path=null", rest);
      }
      var preflight = HttpRequest.newBuilder(base.resolve("/items/1")).method("OPTIONS", BodyPublishers.noBody());
      var options = send(preflight.header("Origin", "https://a.example"));
      assertLine("method=OPTIONS", options);
      assertEquals(Optional.of("*"), options.headers().firstValue("access-control-allow-origin"));
    }
  }
}
