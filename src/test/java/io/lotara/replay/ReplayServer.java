package io.lotara.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A service on this machine that answers one question after the other as it was told, and remembers the questions. */
public final class ReplayServer implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Answer otherwise = new Answer(500, Map.of(), new byte[0], Form.WHOLE);

  private enum Form {
    WHOLE,
    SILENT,
    BROKEN
  }

  private record Answer(int status, Map<String, String> headers, byte[] body, Form form) {}

  /** A question: header names in lower case. */
  public record Asked(String method, String path, String query, Map<String, String> headers, String body) {
    /** The body as JSON. */
    public JsonNode json() {
      try {
        return JsonMapper.createDefault().readValue(body, Argument.of(JsonNode.class));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public ReplayServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  /** Where it listens, without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What came in so far. */
  public List<Asked> asked() {
    return asked;
  }

  /** The next answer. */
  public ReplayServer then(int status, String body) {
    return then(status, Map.of(), body);
  }

  /** The next answer, with headers. */
  public ReplayServer then(int status, Map<String, String> headers, String body) {
    answers.add(new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8), Form.WHOLE));
    return this;
  }

  /** The next answer, packed. */
  public ReplayServer thenPacked(int status, String body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answers.add(new Answer(status, Map.of("Content-Encoding", "gzip"), bytes.toByteArray(), Form.WHOLE));
    return this;
  }

  /** No answer at all to the next question, until the server is closed. */
  public ReplayServer thenSilence() {
    answers.add(new Answer(200, Map.of(), new byte[0], Form.SILENT));
    return this;
  }

  /** The next connection breaks in the middle of the answer. */
  public ReplayServer thenBreak() {
    answers.add(new Answer(200, Map.of(), new byte[0], Form.BROKEN));
    return this;
  }

  /** The answer to every question for which there is none in the queue. */
  public ReplayServer otherwise(int status, String body) {
    otherwise = new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), Form.WHOLE);
    return this;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new java.util.TreeMap<>();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), ""),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      Answer answer = Objects.requireNonNullElse(answers.poll(), otherwise);
      switch (answer.form()) {
        case SILENT -> closed.await();
        case BROKEN -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('{');
        }
        case WHOLE -> {
          answer.headers().forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
          if (answer.body().length > 0) {
            exchange.getResponseBody().write(answer.body());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A file of the test's resources. */
  public static String file(String name) {
    try (InputStream in = Objects.requireNonNull(ReplayServer.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
