package io.lotara.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Answers a GET as S3 does to who may read a bucket's objects and not list them: objects by their path, {@code ETag} and {@code
 * If-None-Match}, 403 for what is not there. Remembers what was asked.
 */
public final class S3Twin implements AutoCloseable {
  /** Instead of an answer: the connection breaks in the middle of the body. */
  public static final int CUT_OFF = -1;

  private final HttpServer server;
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Queue<Integer> faults = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** A question: path as it was sent, header names in lower case. */
  public record Asked(String path, Map<String, String> headers, int status) {}

  public S3Twin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  /** Where it listens, without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Keeps an object; the path begins with the bucket. */
  public void put(String path, String text) {
    put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Keeps an object of any bytes. */
  public void put(String path, byte[] bytes) {
    objects.put("/" + path, bytes);
  }

  /** Removes an object. */
  public void remove(String path) {
    objects.remove("/" + path);
  }

  /** The next answers are these: statuses, or {@link #CUT_OFF}. */
  public void then(int... statuses) {
    for (int status : statuses) {
      faults.add(status);
    }
  }

  /** What came in so far. */
  public List<Asked> asked() {
    return asked;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] object = objects.get(path);
      String tag = object == null ? "" : "\"" + Integer.toHexString(java.util.Arrays.hashCode(object)) + "-" + object.length + "\"";
      Integer fault = faults.poll();
      int status =
          fault != null ? fault : object == null ? 403 : tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match")) ? 304 : 200;
      Map<String, String> headers = new java.util.TreeMap<>();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
      asked.add(new Asked(exchange.getRequestURI().getRawPath(), headers, status));
      if (status == CUT_OFF) {
        exchange.sendResponseHeaders(200, object.length + 1000L);
        exchange.getResponseBody().write(object);
        exchange.getResponseBody().flush();
      } else if (status == 200) {
        exchange.getResponseHeaders().set("ETag", tag);
        exchange.sendResponseHeaders(200, object.length == 0 ? -1 : object.length);
        exchange.getResponseBody().write(object);
      } else {
        byte[] error = status == 304 ? new byte[0] : error(status).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, error.length == 0 ? -1 : error.length);
        exchange.getResponseBody().write(error);
      }
    }
  }

  private static String error(int status) {
    String code =
        Map.of(403, "AccessDenied", 404, "NoSuchKey", 301, "PermanentRedirect", 503, "SlowDown").getOrDefault(status, "InternalError");
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>no</Message></Error>";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
