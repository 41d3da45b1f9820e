package io.lotara.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's files: what is served of them, and that they lean on nothing else. */
class StaticFilesTest {
  private static final Path FOLDER = Path.of("infra/console");
  private static HttpServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/console", new StaticFiles("/console", FOLDER));
    server.start();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.stop(0);
  }

  private static HttpResponse<String> send(String method, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    return client.send(HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  @Test
  void thePageAndAllThatItNamesIsServed() throws Exception {
    assertEquals("/console/", send("GET", "/console").headers().firstValue("location").orElseThrow());
    HttpResponse<String> page = send("GET", "/console/");
    assertEquals(200, page.statusCode());
    assertEquals("text/html; charset=utf-8", page.headers().firstValue("content-type").orElseThrow());
    List<String> named = new ArrayList<>(found("(?:src|href)=\"([a-z]+\\.[a-z]+)\"", page.body()));
    assertTrue(named.size() >= 2, named::toString);
    for (int i = 0; i < named.size(); i++) {
      HttpResponse<String> file = send("GET", "/console/" + named.get(i));
      assertEquals(200, file.statusCode(), named.get(i));
      for (String imported : found("from '\\./([^']+)'", file.body())) {
        if (!named.contains(imported)) {
          named.add(imported);
        }
      }
    }
    try (var files = Files.list(FOLDER)) {
      assertEquals(files.count(), named.size() + 1, () -> "not all are used: " + named);
    }
    assertEquals("", send("HEAD", "/console/").body());
    assertEquals(405, send("POST", "/console/").statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/../template.yaml", "/console/%2e%2e/env-vars.json", "/console/..%2fenv-vars.json", "/console//etc/passwd", "/console/console",
        "/console/nothing.js", "/consoles", "/console/.hidden", "/console/app.js/", "/console%2fapp.js/"
      })
  void nothingElseIs(String path) throws Exception {
    assertEquals(404, send("GET", path).statusCode());
  }

  @Test
  void thePageFetchesNothingFromElsewhere() throws Exception {
    try (var files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file).replace("http://www.w3.org/2000/svg", "");
        assertEquals(List.of(), found("(https?://[a-z][^\\s'\"]*)", text), file.toString());
        assertEquals(List.of(), found("(?:src|href|url|import|from|fetch)[=( ]*['\"]?(//[a-z][^\\s'\"]*)", text), file.toString());
        assertEquals(List.of(), found("(innerHTML|insertAdjacentHTML|document\\.write|eval\\()", text), file.toString());
      }
    }
    assertTrue(Files.readString(FOLDER.resolve("index.html")).contains("default-src 'none'"));
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map((MatchResult r) -> r.group(1)).toList();
  }
}
