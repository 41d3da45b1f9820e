package io.lotara.bench.cold;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lambda's Runtime API for one process, as the AWS documentation describes it (version 2018-06-01): the process asks for its next event,
 * answers it, and says when it could not start. With SnapStart it first says that it is ready to be frozen ({@code restore/next}).
 */
final class RuntimeApi implements AutoCloseable {
  private static final String PREFIX = "/2018-06-01/runtime";
  private static final String TRACE = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0";

  static {
    // Without it every answer may wait for the acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Long> ready = new CompletableFuture<>();
  private final CompletableFuture<Long> frozen = new CompletableFuture<>();
  private final CompletableFuture<Long> thaw = new CompletableFuture<>();
  private final AtomicLong ids = new AtomicLong();
  private volatile CompletableFuture<Answer> answer = new CompletableFuture<>();

  /**
   * What the function said.
   *
   * @param at nanoseconds of {@link System#nanoTime} when the whole answer was there
   */
  record Answer(String body, boolean error, long at) {}

  RuntimeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Host and port, as {@code AWS_LAMBDA_RUNTIME_API} has it. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** When the function first asked for an event: its init has ended. */
  long awaitReady(Duration limit) throws Exception {
    return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** When the function asked to be frozen: its hooks before the checkpoint have run. */
  long awaitFrozen(Duration limit) throws Exception {
    return frozen.get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Answers that request: the function goes on as if it had been restored. Returns when that was. */
  long restore() {
    long now = System.nanoTime();
    thaw.complete(now);
    return now;
  }

  /**
   * Sends an event and waits for what the function says.
   *
   * @throws IllegalStateException if the function failed
   */
  Answer invoke(String event, Duration limit) throws InterruptedException, TimeoutException {
    CompletableFuture<Answer> expected = new CompletableFuture<>();
    answer = expected;
    events.add(event);
    try {
      Answer got = expected.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (got.error()) {
        throw new IllegalStateException("the function failed: " + got.body());
      }
      return got;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!path.startsWith(PREFIX)) {
        reply(exchange, 404, "");
      } else if (path.equals(PREFIX + "/invocation/next")) {
        ready.complete(System.nanoTime());
        String event = events.take();
        exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", "00000000-0000-4000-8000-%012d".formatted(ids.incrementAndGet()));
        exchange.getResponseHeaders().add("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 29_000));
        exchange.getResponseHeaders().add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:bench");
        exchange.getResponseHeaders().add("Lambda-Runtime-Trace-Id", TRACE);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        reply(exchange, 200, event);
      } else if (path.equals(PREFIX + "/restore/next")) {
        frozen.complete(System.nanoTime());
        thaw.get();
        reply(exchange, 200, "");
      } else {
        told(path, read(exchange), exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | ExecutionException e) {
      ready.completeExceptionally(e);
    }
  }

  private void told(String path, String body, HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    if (path.startsWith(PREFIX + "/invocation/")) {
      answer.complete(new Answer(body, path.endsWith("/error"), now));
    } else {
      IllegalStateException failed = new IllegalStateException("the function did not start: " + body);
      ready.completeExceptionally(failed);
      frozen.completeExceptionally(failed);
    }
    reply(exchange, 202, "{\"status\":\"OK\"}");
  }

  private static String read(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void reply(HttpExchange exchange, int status, String body) {
    try {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
