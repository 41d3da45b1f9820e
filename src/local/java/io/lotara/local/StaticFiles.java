package io.lotara.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Serves a folder as a bucket behind a web distribution would: {@code index.html} at the folder's own address, the other files below it, and
 * nothing outside it. Each request reads the disk, so that a page that is being worked on is reloaded as it is.
 *
 * @param at the folder's address, without a slash at its end
 * @param folder where the files are
 */
record StaticFiles(String at, Path folder) implements HttpHandler {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (!head && !exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      if (exchange.getRequestURI().getPath().equals(at)) {
        // The page names its files relative to itself, so that it works wherever it is put.
        exchange.getResponseHeaders().set("location", at + "/");
        exchange.sendResponseHeaders(301, -1);
        return;
      }
      Optional<Path> file = file(exchange.getRequestURI().getPath());
      byte[] body = file.isPresent() ? Files.readAllBytes(file.get()) : "Not Found".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", file.map(StaticFiles::type).orElse("text/plain; charset=utf-8"));
      exchange.getResponseHeaders().set("cache-control", "no-cache");
      exchange.getResponseHeaders().set("x-content-type-options", "nosniff");
      exchange.sendResponseHeaders(file.isPresent() ? 200 : 404, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Optional<Path> file(String path) {
    String below = path.substring(at.length());
    if (below.equals("/")) {
      return Optional.of(folder.resolve("index.html"));
    }
    // Each name by itself: no way leads up, and none is absolute.
    boolean plain = below.matches("(/[A-Za-z0-9_-]+)*/[A-Za-z0-9_-]+(\\.[A-Za-z0-9]+)+");
    return plain ? Optional.of(folder.resolve(below.substring(1))).filter(Files::isRegularFile) : Optional.empty();
  }

  private static String type(Path file) {
    String name = file.getFileName().toString();
    return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
  }
}
