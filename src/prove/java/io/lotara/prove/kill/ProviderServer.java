package io.lotara.prove.kill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** A provider in a process that is not killed, and the ledger of what it has done. It honours keys. */
final class ProviderServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Booking> byRef = new LinkedHashMap<>();

  /** One reservation. */
  record Booking(String ref, String key, boolean cancelled) {}

  ProviderServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/");
    byte[] answer = answer(path[1], path[2]).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
    try (var body = exchange.getResponseBody()) {
      body.write(answer);
    }
  }

  private synchronized String answer(String verb, String what) {
    return switch (verb) {
      case "reserve" -> {
        String standing = find(what);
        if (standing.isEmpty()) {
          standing = "R" + (byRef.size() + 1);
          byRef.put(standing, new Booking(standing, what, false));
        }
        yield standing;
      }
      case "find" -> find(what);
      default -> {
        byRef.computeIfPresent(what, (ref, b) -> new Booking(ref, b.key(), true));
        yield "";
      }
    };
  }

  private String find(String key) {
    return byRef.values().stream().filter(b -> b.key().equals(key) && !b.cancelled()).map(Booking::ref).findFirst().orElse("");
  }

  synchronized List<Booking> all() {
    return List.copyOf(byRef.values());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
