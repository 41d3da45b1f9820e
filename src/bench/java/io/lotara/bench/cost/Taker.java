package io.lotara.bench.cost;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody on this machine who takes whatever is sent, at once: stands for a webhook, and for Opik. */
final class Taker implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger taken = new AtomicInteger();

  Taker() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          taken.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  /** Where it listens, without a slash at the end. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What came in so far. */
  int taken() {
    return taken.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
