package io.lotara.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lotara.browser.Chromium;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A page with a component as product teams write it, in headless Chromium: over a signed link, without a key, from an origin that may call
 * and from one that may not. Runs where there is a Chromium.
 */
class BrowserStreamTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final LinkedBlockingQueue<JsonNode> seen = new LinkedBlockingQueue<>();

  /** The page at both of its addresses, and what it tells. */
  private void page(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        seen.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      String query = exchange.getRequestURI().getRawQuery();
      String port = String.valueOf(exchange.getLocalAddress().getPort());
      byte[] body =
          exchange.getRequestURI().getPath().equals("/both")
              ? Stream.of("localhost", "127.0.0.1")
                  .map(host -> "<iframe src='http://" + host + ":" + port + "/?" + query + "'></iframe>")
                  .reduce("<!doctype html>", String::concat)
                  .getBytes(StandardCharsets.UTF_8)
              : BrowserStreamTest.class.getResourceAsStream("/lotara/browser/component.html").readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void flightsThenHotelsThenTheItinerary() throws Exception {
    if (Chromium.find().isEmpty()) {
      System.out.println("Not tested in a browser: there is no Chromium in the path");
      abort("no browser");
    }
    HttpServer pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pages.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    pages.createContext("/", this::page);
    pages.start();
    String own = "http://localhost:" + pages.getAddress().getPort();
    try (KeyedService service = service(own)) {
      String key = service.key("acme", "plan", "read");
      String body = "{\"user_id\":\"ana\",\"query\":\"4 days in Rome from Paris\",\"constraints\":{\"approval\":{\"threshold\":1000000}}}";
      JsonNode accepted = service.send("POST", "/v1/plan", key, body).json();
      String api = service.cloud().baseUrl().toString().replaceFirst("//[^:/]*", "//localhost");
      String stream = api + accepted.at("/links/public_stream").textValue();
      try (Chromium chromium = Chromium.start()) {
        chromium.open(URI.create(own + "/both?stream=" + URLEncoder.encode(stream, StandardCharsets.UTF_8)));
        looked(service, accepted, own);
      }
    } finally {
      pages.stop(0);
    }
  }

  private static KeyedService service(String origin) {
    return new KeyedService(o -> o.polling(true).parameter("AllowedOrigins", origin).environment("LOTARA_HELD_SECONDS", "20"));
  }

  private void looked(KeyedService service, JsonNode accepted, String own) throws InterruptedException {
    List<JsonNode> shown = new ArrayList<>();
    boolean refused = false;
    while (!refused || shown.isEmpty() || shown.getLast().get("days").intValue() == 0) {
      JsonNode one = seen.poll(60, TimeUnit.SECONDS);
      assertNotNull(one, () -> "the page shows nothing more; it has shown " + shown);
      if (one.get("origin").textValue().equals(own)) {
        assertEquals("", one.get("problem").textValue(), one::toString);
        shown.add(one);
      } else {
        assertEquals("connection lost", one.get("problem").textValue(), "an origin that is not allowed is told nothing: " + one);
        assertEquals(0, one.get("flights").intValue() + one.get("hotels").intValue() + one.get("days").intValue());
        refused = true;
      }
    }
    JsonNode document = service.send("GET", accepted.at("/links/public_status").textValue(), null, null).json();
    JsonNode last = shown.getLast();
    assertEquals("completed", last.get("status").textValue());
    assertEquals(document.at("/current_output/flights").size(), last.get("flights").intValue());
    assertEquals(document.at("/current_output/hotels").size(), last.get("hotels").intValue());
    assertEquals(4, last.get("days").intValue());
    assertTrue(
        shown.stream().anyMatch(s -> s.get("flights").intValue() > 0 && s.get("hotels").intValue() > 0 && s.get("days").intValue() == 0),
        "flights and hotels are there before the itinerary: " + shown);
  }
}
